import numpy as np

def one_hot(y, C):
    table = np.zeros((len(y), C))
    for n, label in enumerate(y):
        if label < 0 or label > C:
            raise ValueError("bad label")
        table[n, label] = 1
    return table
