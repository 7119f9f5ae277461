import numpy as np


def _f64(values):
    return np.asarray(values, dtype=np.float64)


def _xlogy(k, v):
    """k * log(v) with 0 * log(0) = 0"""
    k, v = np.broadcast_arrays(_f64(k), _f64(v))
    with np.errstate(divide="ignore"):
        return k * np.log(np.where(k == 0, 1.0, v))


def bernoulli_log_likelihood(theta, x):
    x = _f64(x)
    theta = np.clip(theta, 1e-12, 1 - 1e-12)
    return np.sum(x * np.log(theta) + (1 - x) * np.log(1 - theta))


def bernoulli_mle(x):
    x = _f64(x)
    return x.sum() / x.size


def categorical_log_likelihood(probs, x):
    counts = np.bincount(_f64(x).astype(int), minlength=len(probs))
    return np.sum(_xlogy(counts, probs))


def categorical_mle(x, num_classes):
    labels = _f64(x)
    return np.array([np.mean(labels == c) for c in range(num_classes)])


def gaussian_log_likelihood(x, mu, sigma2):
    x = _f64(x)
    squares = np.sum((x - mu) ** 2)
    return -0.5 * (squares / sigma2 + x.size * np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.array(x, dtype=np.float64)
    mu = np.mean(x)
    residuals = x - mu
    return float(mu), float(np.dot(residuals, residuals) / len(x))


laplace_mle = lambda x: float(np.median(np.array(x, dtype=float)))


def best_theta(thetas, x):
    thetas, x = _f64(thetas), _f64(x)
    k, n = x.sum(), x.size
    return thetas[np.argmax(_xlogy(k, thetas) + _xlogy(n - k, 1 - thetas))]
