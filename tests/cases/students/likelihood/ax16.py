import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    theta = float(theta)
    heads = x.sum()
    tails = len(x) - heads
    total = 0.0
    with np.errstate(divide="ignore"):
        if heads > 0:
            total += heads * np.log(theta)
        if tails > 0:
            total += tails * np.log1p(-theta)
    return float(total)


def bernoulli_mle(x):
    heads = 0
    for flip in x:
        heads += int(flip)
    return heads / len(x)


def categorical_log_likelihood(probs, x):
    q = np.array(probs, dtype=np.float64)
    n = np.bincount(np.array(x).astype(int), minlength=len(q))
    seen = n > 0
    with np.errstate(divide="ignore"):
        return float((n[seen] * np.log(q[seen])).sum())


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    return np.bincount(labels, minlength=num_classes) / len(labels)


def gaussian_log_likelihood(x, mu, sigma2):
    if not isinstance(x, np.ndarray):
        x = np.array(x, dtype=float)
    deviations = (x - mu) ** 2
    return -0.5 * (np.sum(deviations) / sigma2 + len(x) * np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    data = np.array(x, dtype=np.float64)
    return float(np.mean(data)), float(np.var(data))


def laplace_mle(x):
    s = np.sort(x)
    n = len(s)
    if n % 2:
        return float(s[n // 2])
    return float((s[n // 2 - 1] + s[n // 2]) / 2)


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
