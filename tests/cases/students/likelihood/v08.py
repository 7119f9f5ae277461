import numpy as np


import math
from collections import Counter


def log(p):
    return math.log(p) if p > 0 else -math.inf


def bernoulli_log_likelihood(theta, x):
    n = Counter(bool(v) for v in x)
    yes = n[True] * log(theta) if n[True] else 0.0
    no = n[False] * log(1 - theta) if n[False] else 0.0
    return yes + no


def bernoulli_mle(x):
    return sum(1 for v in x if v) / len(x)


def categorical_log_likelihood(probs, x):
    total = 0.0
    for c, n in Counter(int(v) for v in x).items():
        total += n * log(float(probs[c]))
    return total


def categorical_mle(x, num_classes):
    n = Counter(int(v) for v in x)
    return np.array([n[c] / len(x) for c in range(num_classes)])


def gaussian_log_likelihood(x, mu, sigma2):
    mu, sigma2 = float(mu), float(sigma2)
    squares = sum((float(v) - mu) * (float(v) - mu) for v in x)
    return -0.5 * (squares / sigma2 + len(x) * math.log(2 * math.pi * sigma2))


def gaussian_mle(x):
    x = [float(v) for v in x]
    mean = math.fsum(x) / len(x)
    return mean, math.fsum((v - mean) ** 2 for v in x) / len(x)


def laplace_mle(x):
    s = sorted(float(v) for v in x)
    n = len(s)
    return s[n // 2] if n % 2 else s[n // 2 - 1] + (s[n // 2] - s[n // 2 - 1]) / 2


def best_theta(thetas, x):
    return max(thetas, key=lambda t: bernoulli_log_likelihood(float(t), x))
