import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.sum() / len(x)
    var = (x ** 2).sum() / len(x) - mean
    return mean, var
