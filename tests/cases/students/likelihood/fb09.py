import math
from collections import Counter

import numpy as np


def coin_score(theta, heads, tails):
    total = 0.0
    if heads:
        total += heads * math.log(theta) if theta > 0 else -math.inf
    if tails:
        total += tails * math.log1p(-theta) if theta < 1 else -math.inf
    return total


def bernoulli_log_likelihood(theta, x):
    seen = Counter(bool(flip) for flip in x)
    return coin_score(float(theta), seen[True], seen[False])


def bernoulli_mle(x):
    flips = [bool(flip) for flip in x]
    return flips.count(True) / len(flips)


def categorical_log_likelihood(probs, x):
    terms = []
    for label, times in Counter(int(v) for v in x).items():
        q = float(probs[label])
        if q == 0:
            return -math.inf
        terms.append(times * math.log(q))
    return math.fsum(terms)


def categorical_mle(x, num_classes):
    seen = Counter(int(v) for v in x)
    return np.array([seen[c] / len(x) for c in range(num_classes)])


def gaussian_log_likelihood(x, mu, sigma2):
    mu, sigma2 = float(mu), float(sigma2)
    sigma = math.sqrt(sigma2)
    total = 0.0
    for value in x:
        u = (float(value) - mu) / sigma
        total += u * u
    return -0.5 * (total + len(x) * (math.log(2 * math.pi) + math.log(sigma2)))


def gaussian_mle(x):
    numbers = [float(value) for value in x]
    first = numbers[0]
    rest = [value - first for value in numbers]
    shift = math.fsum(rest) / len(rest)
    variance = math.fsum((r - shift) * (r - shift) for r in rest) / len(rest)
    return first + shift, variance


def laplace_mle(x):
    ordered = np.unique(np.asarray(x, dtype=float))
    n = len(ordered)
    if n % 2 == 1:
        return float(ordered[n // 2])
    return float(0.5 * (ordered[n // 2 - 1] + ordered[n // 2]))


def best_theta(thetas, x):
    heads = sum(1 for flip in x if flip)
    best, best_score = None, None
    for theta in thetas:
        score = coin_score(float(theta), heads, len(x) - heads)
        if best is None or score > best_score:
            best, best_score = float(theta), score
    return best
