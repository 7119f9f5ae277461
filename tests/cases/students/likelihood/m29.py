import numpy as np

def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    m = sum(x) / len(x)
    v = sum(abs(x - m)) / len(x)
    return m, v
