import numpy as np
import math
from collections import Counter


def bernoulli_log_likelihood(theta, x):
    sides = Counter(bool(flip) for flip in x)
    ps = {True: float(theta), False: 1.0 - float(theta)}
    if any(ps[side] == 0 for side in sides):
        return -math.inf
    return math.fsum(n * math.log(ps[side]) for side, n in sides.items())


def bernoulli_mle(x):
    sides = Counter(bool(flip) for flip in x)
    return sides[True] / (sides[True] + sides[False])


def categorical_log_likelihood(probs, x):
    counter = Counter(int(label) for label in x)
    if any(probs[c] == 0 for c in counter):
        return -math.inf
    return math.fsum(n * math.log(probs[c]) for c, n in counter.items())


def categorical_mle(x, num_classes):
    counter = Counter(int(label) for label in x)
    return np.array([counter[c] / len(x) for c in range(num_classes)])


def gaussian_log_likelihood(x, mu, sigma2):
    constant = math.log(2 * math.pi * sigma2)
    return -0.5 * math.fsum((float(v) - mu) ** 2 / sigma2 + constant for v in x)


def gaussian_mle(x):
    values = [float(v) for v in x]
    mean = math.fsum(values) / len(values)
    return mean, math.fsum((v - mean) ** 2 for v in values) / len(values)


def laplace_mle(x):
    values = sorted(set(map(float, x)))
    n = len(values)
    return (values[(n - 1) // 2] + values[n // 2]) / 2


def best_theta(thetas, x):
    scored = [(bernoulli_log_likelihood(t, x), i) for i, t in enumerate(thetas)]
    return thetas[max(scored)[1]]
