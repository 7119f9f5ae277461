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
    return float(sum(x) / len(x))


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
    mu, sigma = float(mu), math.sqrt(sigma2)
    squares = 0.0
    for value in x:
        gap = (float(value) - mu) / sigma
        squares += gap * gap
    return -0.5 * squares - len(x) * (math.log(sigma) + 0.5 * math.log(2 * math.pi))


def gaussian_mle(x):
    data = np.array(x, dtype=np.float64)
    return float(np.mean(data)), float(np.var(data))


def laplace_mle(x):
    return float(np.median(np.asarray(x, dtype=float)))


def best_theta(thetas, x):
    thetas = np.asarray(thetas, dtype=float)
    heads = sum(x)
    tails = len(x) - heads
    scores = []
    for t in thetas:
        score = 0.0
        if heads > 0:
            score += heads * (math.log(t) if t > 0 else -math.inf)
        if tails > 0:
            score += tails * (math.log1p(-t) if t < 1 else -math.inf)
        scores.append(score)
    return thetas[int(np.argmax(scores))]
