import numpy as np


def _floats(data):
    return np.array(data, dtype=np.float64)


def _log(p):
    with np.errstate(divide="ignore"):
        return np.log(p)


def _count_times_log(count, p):
    if count == 0:
        return 0.0
    return count * _log(p)


def bernoulli_log_likelihood(theta, x):
    flips = _floats(x)
    heads = np.nan_to_num(flips * _log(float(theta)))          # 0 * log 0 = 0
    tails = np.nan_to_num((1 - flips) * _log(1.0 - float(theta)))
    return np.sum(heads + tails)


def bernoulli_mle(x):
    flips = _floats(x)
    return flips.sum() / flips.size


def categorical_log_likelihood(probs, x):
    q = _floats(probs)
    labels = _floats(x).astype(int)
    return np.sum(_log(q[labels]))


def categorical_mle(x, num_classes):
    labels = _floats(x).astype(int)
    counts = np.bincount(labels, minlength=num_classes)
    return counts / labels.size


def gaussian_log_likelihood(x, mu, sigma2):
    data = _floats(x)
    squares = (data - mu) ** 2 / sigma2
    constant = _log(2 * np.pi * sigma2)
    return -0.5 * np.sum(squares + constant)


def gaussian_mle(x):
    data = _floats(x)
    mean = data.sum() / data.size
    variance = ((data - mean) ** 2).sum() / data.size
    return mean, variance


def laplace_mle(x):
    data = np.sort(_floats(x))
    half, odd = divmod(data.size, 2)
    if odd:
        return data[half]
    return (data[half - 1] + data[half]) / 2


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
