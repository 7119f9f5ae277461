import numpy as np
from collections import Counter
from math import fsum, inf, log, pi

safe_log = lambda v: log(v) if v > 0 else -inf


def tally(x):
    return Counter(int(v) for v in x)


def weighted(pairs):
    """sum of count * log(probability), leaving out what was not seen"""
    return fsum(n * safe_log(float(q)) for n, q in pairs if n)


def bernoulli_log_likelihood(theta, x):
    seen = tally(x)
    return weighted([(seen[1], theta), (seen[0], 1 - theta)])


def bernoulli_mle(x):
    seen = tally(x)
    return seen[1] / (seen[0] + seen[1])


def categorical_log_likelihood(probs, x):
    return weighted((n, probs[c]) for c, n in tally(x).items())


def categorical_mle(x, num_classes):
    seen = tally(x)
    return np.array([seen[c] for c in range(num_classes)]) / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    return -0.5 * fsum((float(v) - mu) ** 2 / sigma2 + log(2 * pi * sigma2) for v in x)


def gaussian_mle(x):
    data = [float(v) for v in x]
    mean = fsum(data) / len(data)
    return mean, fsum((v - mean) ** 2 for v in data) / len(data)


def laplace_mle(x):
    data = sorted(map(float, x))
    low, high = data[(len(data) - 1) // 2], data[len(data) // 2]
    return low + (high - low) / 2


def best_theta(thetas, x):
    seen = tally(x)
    return max(thetas, key=lambda t: weighted([(seen[1], t), (seen[0], 1 - t)]))
