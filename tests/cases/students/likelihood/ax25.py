import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.asarray(x).astype(bool)
    theta = np.float64(theta)
    with np.errstate(divide="ignore"):
        log_heads, log_tails = np.log(theta), np.log1p(-theta)
    return np.where(flips, log_heads, log_tails).sum()


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
    flips = np.asarray(x).astype(bool)
    best_value, best = -9999.0, thetas[0]
    for t in np.asarray(thetas, dtype=float):
        with np.errstate(divide="ignore"):
            value = np.where(flips, np.log(t), np.log1p(-t)).sum()
        if value > best_value:
            best_value, best = value, t
    return best
