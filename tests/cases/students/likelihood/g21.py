import numpy as np
import math
from collections import Counter


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
    sides = Counter(bool(flip) for flip in x)
    ps = {True: float(theta), False: 1.0 - float(theta)}
    if any(ps[side] == 0 for side in sides):
        return -math.inf
    return math.fsum(n * math.log(ps[side]) for side, n in sides.items())


def bernoulli_mle(x):
    k = float(np.sum(np.asarray(x, dtype=float)))
    return k / len(x)


def categorical_log_likelihood(probs, x):
    q = _floats(probs)
    labels = _floats(x).astype(int)
    return np.sum(_log(q[labels]))


def categorical_mle(x, num_classes):
    labels = _floats(x)
    counts, _ = np.histogram(labels, bins=num_classes)
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
    values = [bernoulli_log_likelihood(theta, x) for theta in candidates]
    return candidates[np.argmax(values)]
