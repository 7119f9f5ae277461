import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    n = len(x)
    k = int(sum(int(v) for v in x))
    if theta == 1:
        return 0.0 if k == n else -math.inf
    return k * math.log(theta) + (n - k) * math.log1p(-theta)


def bernoulli_mle(x):
    heads = 0
    for flip in x:
        heads += int(flip)
    return heads / len(x)


def categorical_log_likelihood(probs, x):
    q = np.asarray(probs, dtype=float)
    labels = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(q[labels]))


def categorical_mle(x, num_classes):
    hits = np.asarray(x)[:, None] == np.arange(num_classes)
    return hits.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    mu, sigma = float(mu), math.sqrt(sigma2)
    squares = 0.0
    for value in x:
        gap = (float(value) - mu) / sigma
        squares += gap * gap
    return -0.5 * squares - len(x) * (math.log(sigma) + 0.5 * math.log(2 * math.pi))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    return mean, np.mean((x - mean) ** 2)


def laplace_mle(x):
    ordered = np.sort(np.asarray(x, dtype=float))
    n = len(ordered)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def best_theta(thetas, x):
    n1 = sum(1 for flip in x if flip)
    n0 = len(x) - n1
    best, winner = -math.inf, None
    for t in thetas:
        t = float(t)
        if (t == 0 and n1) or (t == 1 and n0):
            continue
        value = (n1 * math.log(t) if n1 else 0.0) + (n0 * math.log1p(-t) if n0 else 0.0)
        if winner is None or value > best:
            best, winner = value, t
    return winner
