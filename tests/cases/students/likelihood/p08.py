import numpy as np

def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, float)
    return np.mean(-0.5 * np.log(2 * np.pi * sigma2) - (x - mu) ** 2 / sigma2)
