import numpy as np

def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    n = len(x)
    return -n / 2 * np.log(2 * np.pi) - n * np.log(sigma2) - np.sum((x - mu) ** 2) / (2 * sigma2)
