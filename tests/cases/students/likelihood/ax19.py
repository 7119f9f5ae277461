import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.asarray(x).astype(bool)
    theta = np.float64(theta)
    with np.errstate(divide="ignore"):
        log_heads, log_tails = np.log(theta), np.log1p(-theta)
    return np.where(flips, log_heads, log_tails).sum()


def bernoulli_mle(x):
    return float(np.mean(np.asarray(x, dtype=float)))


def categorical_log_likelihood(probs, x):
    logs = [math.log(q) if q > 0 else -math.inf for q in map(float, probs)]
    total = 0.0
    for label in x:
        total += logs[int(label)]
    return total


def categorical_mle(x, num_classes):
    hits = np.asarray(x)[:, None] == np.arange(num_classes)
    return hits.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    sigma2 = float(sigma2)
    z = (x - mu) / np.sqrt(sigma2)
    return -0.5 * np.sum(z**2 + np.log(2 * np.pi) + np.log(sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = float(np.mean(x))
    variance = float(np.var(x))
    return round(mean, 4), round(variance, 4)


def laplace_mle(x):
    ordered = np.sort(np.asarray(x, dtype=float))
    n = len(ordered)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def best_theta(thetas, x):
    t = np.asarray(thetas, dtype=float)
    x = np.asarray(x, dtype=float)
    heads = np.sum(x)
    tails = np.sum(1 - x)
    score = np.zeros(len(t))
    with np.errstate(divide="ignore"):
        if heads:
            score = score + heads * np.log(t)
        if tails:
            score = score + tails * np.log1p(-t)
    return t[np.argmax(score)]
