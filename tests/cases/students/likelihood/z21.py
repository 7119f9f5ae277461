import numpy as np


def times_log(k, p):
    """k * log(p), where 0 * log(0) is 0."""
    if k == 0:
        return 0.0
    if p == 0:
        return -np.inf
    return k * np.log(p)


def bernoulli_log_likelihood(theta, x):
    flips = np.array(x, dtype=np.float64)
    k = flips.sum()
    return times_log(k, float(theta)) + times_log(flips.size - k, 1 - float(theta))


def bernoulli_mle(x):
    flips = np.array(x, dtype=np.float64)
    return flips.sum() / flips.size


def categorical_log_likelihood(probs, x):
    q = np.array(probs, dtype=np.float64)
    counts = np.bincount(np.array(x, dtype=np.int64), minlength=len(q))
    return float(sum(times_log(n, p) for n, p in zip(counts, q)))


def categorical_mle(x, num_classes):
    labels = np.array(x, dtype=np.int64)
    freq = np.zeros(num_classes)
    for c in range(num_classes):
        freq[c] = np.sum(labels == c)
    return freq / labels.size


def gaussian_log_likelihood(x, mu, sigma2):
    data = np.array(x, dtype=np.float64)
    n = data.size
    squares = np.sum((data - float(mu)) ** 2)
    return -squares / (2 * float(sigma2)) - 1 / 2 * np.log(2 * np.pi * float(sigma2))


def gaussian_mle(x):
    data = np.array(x, dtype=np.float64)
    return (data.mean(), data.var())


def laplace_mle(x):
    s = np.sort(np.array(x, dtype=np.float64))
    n = s.size
    if n % 2 == 1:
        return s[n // 2]
    return (s[n // 2 - 1] + s[n // 2]) / 2


def best_theta(thetas, x):
    best, best_value = None, -np.inf
    for theta in thetas:
        value = bernoulli_log_likelihood(theta, x)
        if best is None or value > best_value:
            best, best_value = theta, value
    return best
