import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.asarray(x).astype(bool)
    theta = np.float64(theta)
    with np.errstate(divide="ignore"):
        log_heads, log_tails = np.log(theta), np.log1p(-theta)
    return np.where(flips, log_heads, log_tails).sum()


def bernoulli_mle(x):
    return np.count_nonzero(x) / len(x)


def categorical_log_likelihood(probs, x):
    q = np.array(probs, dtype=np.float64)
    n = np.bincount(np.array(x).astype(int), minlength=len(q))
    seen = n > 0
    with np.errstate(divide="ignore"):
        return float((n[seen] * np.log(q[seen])).sum())


def categorical_mle(x, num_classes):
    hits = np.asarray(x)[:, None] == np.arange(num_classes)
    return hits.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    z = (np.asarray(x, dtype=np.float64) - float(mu)) / np.sqrt(float(sigma2))
    constant = np.log(2 * np.pi) + np.log(float(sigma2))
    return float(-(z @ z + z.size * constant) / 2)


def gaussian_mle(x):
    data = np.array(x, dtype=np.float64)
    return float(np.mean(data)), float(np.var(data))


def laplace_mle(x):
    ordered = np.sort(np.asarray(x, dtype=float))
    n = len(ordered)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def best_theta(thetas, x):
    k = float(np.sum(np.asarray(x, dtype=float)))
    m = len(x) - k

    def ll(t):
        a = k * math.log(t) if k and t > 0 else (-math.inf if k else 0.0)
        b = m * math.log1p(-t) if m and t < 1 else (-math.inf if m else 0.0)
        return a + b

    best = float(thetas[0])
    for t in thetas[1:]:
        if ll(t) < ll(best):
            break
        best = float(t)
    return best
