import numpy as np


def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)


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
    heads = flips.sum()
    tails = flips.size - heads
    return _count_times_log(heads, float(theta)) + _count_times_log(tails, 1.0 - float(theta))


def bernoulli_mle(x):
    flips = _floats(x)
    return flips.sum() / flips.size


def categorical_log_likelihood(probs, x):
    # ell = -N H(p_hat, q) = sum_c N_c log q_c
    q = np.asarray(probs, dtype=float)
    x = np.asarray(x)
    return float(sum(xlogy(int(np.sum(x == c)), q[c]) for c in range(len(q))))


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
    candidates = _floats(thetas)
    flips = _floats(x)
    inside = candidates[(candidates > 0) & (candidates < 1)]  # no log 0
    values = [np.sum(flips * np.log(t) + (1 - flips) * np.log(1 - t)) for t in inside]
    return candidates[np.argmax(values)]
