import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    theta = float(theta)
    terms = []
    for flip in x:
        if flip:
            terms.append(math.log(theta) if theta > 0 else -math.inf)
        else:
            terms.append(math.log1p(-theta) if theta < 1 else -math.inf)
    return sum(terms)


def bernoulli_mle(x):
    return float(np.mean(np.asarray(x, dtype=float)))


def categorical_log_likelihood(probs, x):
    q = np.asarray(probs, dtype=float)
    _, counts = np.unique(np.asarray(x).astype(int), return_counts=True)
    with np.errstate(divide="ignore"):
        return float(np.sum(counts * np.log(q[:len(counts)])))


def categorical_mle(x, num_classes):
    _, counts = np.unique(np.asarray(x).astype(int), return_counts=True)
    freq = np.zeros(num_classes)
    freq[:len(counts)] = counts
    return freq / freq.sum()


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    sigma2 = float(sigma2)
    z = (x - mu) / np.sqrt(sigma2)
    return -0.5 * np.sum(z**2 + np.log(2 * np.pi) + np.log(sigma2))


def gaussian_mle(x):
    data = np.array(x, dtype=np.float64)
    return float(np.mean(data)), float(np.var(data))


def laplace_mle(x):
    ordered = sorted(float(v) for v in x)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


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
