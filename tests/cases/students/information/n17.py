import numpy as np

def entropy(p, axis=-1, base=None):
    p = np.asarray(p, float)
    surprise = np.zeros(p.shape)
    surprise[p > 0] = -np.log(p[p > 0])
    if base:
        surprise /= np.log(base)
    return np.average(surprise, axis=axis, weights=p)
