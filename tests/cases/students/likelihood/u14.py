import math

import numpy as np


def _times_log(k, p):
    return 0.0 if k == 0 else (-math.inf if p == 0 else k * math.log(p))


def bernoulli_log_likelihood(theta, x):
    heads = sum(1 for flip in x if flip)
    return _times_log(heads, theta) + _times_log(len(x) - heads, 1 - theta)


def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return np.mean(x)


def categorical_log_likelihood(probs, x):
    x = [int(label) for label in x]
    return math.fsum(_times_log(x.count(c), float(p)) for c, p in enumerate(probs)) if all(probs[c] > 0 for c in x) else -math.inf


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    counts = np.bincount(labels, minlength=num_classes)
    return counts / len(labels)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    squares = (x - mu) ** 2 / sigma2
    return -0.5 * np.sum(squares + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = np.mean(x)
    variance = np.mean((x - mean) ** 2)
    return mean, variance


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=float))


def best_theta(thetas, x):
    return max(thetas, key=lambda theta: bernoulli_log_likelihood(theta, x))
