import numpy as np
from functools import reduce

NEG_INF = float("-inf")


def safe_log(p):
    p = np.array(p, dtype=float)
    out = np.full(p.shape, NEG_INF)
    np.log(p, out=out, where=p > 0)
    return out


def bernoulli_log_likelihood(theta, x):
    logs = safe_log([1 - float(theta), float(theta)])   # tails, heads
    index = np.array(x, dtype=float).astype(int)
    return reduce(lambda total, i: total + logs[i], index, 0.0)


def bernoulli_mle(x):
    # running mean, it never gets larger than 1
    theta = 0.0
    for n, flip in enumerate(x, start=1):
        theta += (float(flip) - theta) / n
    return theta


def categorical_log_likelihood(probs, x):
    return np.take(safe_log(probs), np.array(x, dtype=float).astype(int)).sum()


def categorical_mle(x, num_classes):
    freq, _ = np.histogram(np.array(x, dtype=float), bins=np.arange(num_classes + 1) - 0.5)
    return freq / freq.sum()


def gaussian_log_likelihood(x, mu, sigma2):
    sigma = float(sigma2) ** 0.5
    z = (np.array(x, dtype=float) - mu) / sigma
    return -np.dot(z, z) / 2 - len(z) * (np.log(sigma) + np.log(2 * np.pi) / 2)


def gaussian_mle(x):
    x = np.array(x, dtype=float)
    shift = x[0]
    x -= shift          # a copy, the data of the caller stay
    mean = np.average(x)
    return tuple((mean + shift, np.average((x - mean) ** 2)))


def laplace_mle(x):
    x = np.array(x, dtype=float)
    n = x.size
    part = np.partition(x, [(n - 1) // 2, n // 2])
    return part[[(n - 1) // 2, n // 2]].mean()


def best_theta(thetas, x):
    heads = int(np.sum(np.array(x, dtype=float)))
    tails = len(x) - heads
    # compare pairs: does b beat a?
    def score(t):
        lt, lh = safe_log([1 - t, t])
        return (lh * heads if heads else 0) + (lt * tails if tails else 0)
    return reduce(lambda a, b: b if score(b) > score(a) else a, thetas)
