import numpy as np

def bernoulli_log_likelihood(theta, x):
    with np.errstate(divide="ignore"): return np.mean(np.log([float(theta) if f else 1 - float(theta) for f in x]))

def bernoulli_mle(x): return np.mean(x, dtype=float)

def categorical_log_likelihood(probs, x):
    with np.errstate(divide="ignore"): return np.log(np.array(probs, float)[np.array(x, int)]).sum()

def categorical_mle(x, num_classes): return np.bincount(np.array(x, int), minlength=num_classes) / len(x)

def gaussian_log_likelihood(x, mu, sigma2): return -.5 * sum((float(v) - mu)**2 / sigma2 + np.log(2*np.pi*sigma2) for v in x)

def gaussian_mle(x): return np.mean(x, dtype=float), np.std(np.array(x, float))

def laplace_mle(x): return np.median(np.array(x, float))

def best_theta(thetas, x):
    n = len(x); k = 0
    for i in range(0, n):
        if x[i]:
            k += 1
    best_i = -1
    best_ll = float('-inf')
    for i in range(0, len(thetas)):
        t = float(thetas[i])
        ll = 0.0
        if k > 0:
            ll += k * np.log(t) if t > 0.0 else float('-inf')
        if n - k > 0:
            ll += (n - k) * np.log(1.0 - t) if t < 1.0 else float('-inf')
        if best_i < 0 or ll > best_ll:
            best_i = i
            best_ll = ll
    return thetas[best_i]
