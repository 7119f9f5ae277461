import numpy as np

def gradcheck(f, x, h=1e-6):
    x = np.array(x, float)
    g = f(x)[1]
    d = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape); e[i] = h
        d[i] = (f(x + e)[0] - f(x - e)[0]) / (2 * h)
    return np.mean(np.abs(g - d)) / max(1, np.max(np.abs(g)), np.max(np.abs(d)))
