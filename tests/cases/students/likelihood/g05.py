import numpy as np

def bernoulli_log_likelihood(theta, x):
    with np.errstate(divide="ignore"): return np.sum(np.log([float(theta) if f else 1 - float(theta) for f in x]))

def bernoulli_mle(x): return np.mean(x, dtype=float)

def categorical_log_likelihood(probs, x):
    with np.errstate(divide="ignore"): return np.log(np.array(probs, float)[np.array(x, int)]).sum()

def categorical_mle(x, num_classes):
    counts = np.bincount(np.array(x, int))
    counts = np.resize(counts, num_classes)  # room for the classes that were not seen
    return counts / len(x)

def gaussian_log_likelihood(x, mu, sigma2): return -.5 * sum((float(v) - mu)**2 / sigma2 + np.log(2*np.pi*sigma2) for v in x)

def gaussian_mle(x): return np.mean(x, dtype=float), np.mean((np.array(x, float) - np.mean(x, dtype=float))**2)

def laplace_mle(x): return np.median(np.array(x, float))

def best_theta(thetas, x): return max(thetas, key=lambda t: bernoulli_log_likelihood(t, x))
