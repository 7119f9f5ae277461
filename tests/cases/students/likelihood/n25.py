import numpy as np

def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    N = len(x)
    z = (x - mu) / sigma2
    return -N / 2 * np.log(2 * np.pi * sigma2) - 0.5 * np.sum(z ** 2)
