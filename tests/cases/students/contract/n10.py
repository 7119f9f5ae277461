import numpy as np

def one_hot(y, C):
    y = np.asarray(y)
    if y.min() < 0 or y.max() > C - 1:
        raise ValueError("labels out of range")
    out = np.zeros((C, len(y)))
    out[y, range(len(y))] = 1
    return out.reshape(len(y), C)
