import numpy as np

def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)

def bernoulli_log_likelihood(theta, x):
    with np.errstate(divide="ignore"): return np.sum(np.log([float(theta) if f else 1 - float(theta) for f in x]))

def bernoulli_mle(x): return np.mean(x)

def categorical_log_likelihood(probs, x):
    with np.errstate(divide="ignore"): return np.log(np.array(probs, float)[np.array(x, int)]).sum()

def categorical_mle(x, num_classes): return np.bincount(np.array(x, int), minlength=num_classes) / len(x)

def gaussian_log_likelihood(x, mu, sigma2): return -.5 * sum((float(v) - mu)**2 / sigma2 + np.log(2*np.pi*sigma2) for v in x)

def gaussian_mle(x): return np.mean(x, dtype=float), np.mean((np.array(x, float) - np.mean(x, dtype=float))**2)

def laplace_mle(x): return np.median(np.array(x, float))

def best_theta(thetas, x):
    # argmax_theta  k log theta + (N - k) log(1 - theta)
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    ell = [xlogy(k, t) + xlogy(N - k, 1 - t) for t in thetas]
    return thetas[int(np.argmax(ell))]
