import numpy as np

def best_theta(thetas, x):
    x = np.asarray(x)
    theta_hat = x.mean()
    return thetas[np.argmin(np.abs(np.asarray(thetas) - theta_hat))]
