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
    x = np.asarray(x, dtype=float)
    z = np.clip((x - mu) / np.sqrt(sigma2), -40.0, 40.0)
    return -0.5 * np.sum(z**2 + np.log(2 * np.pi * sigma2))


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
