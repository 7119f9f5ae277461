import math
import statistics
from collections import Counter
from fractions import Fraction

import numpy as np

NEVER = float("-inf")


def _ln(p):
    return math.log(p) if p > 0.0 else NEVER


def bernoulli_log_likelihood(theta, x):
    theta = float(theta)
    log_of = {True: _ln(theta), False: math.log1p(-theta) if theta < 1.0 else NEVER}
    tally = Counter(bool(flip) for flip in x)
    return math.fsum(count * log_of[side] for side, count in tally.items())


def bernoulli_mle(x):
    return float(Fraction(sum(bool(flip) for flip in x), len(x)))


def categorical_log_likelihood(probs, x):
    tally = Counter(int(label) for label in x)
    return math.fsum(count * _ln(float(probs[label])) for label, count in tally.items())


def categorical_mle(x, num_classes):
    tally = Counter(int(label) for label in x)
    return np.array([tally[c] / len(x) for c in range(num_classes)])


def gaussian_log_likelihood(x, mu, sigma2):
    mu, sigma = float(mu), math.sqrt(float(sigma2))
    scores = [(float(v) - mu) / sigma for v in x]
    chi2 = sum(z * z for z in scores)
    return -0.5 * chi2 - len(x) * (math.log(sigma) + 0.5 * math.log(math.tau))


def gaussian_mle(x):
    numbers = list(map(float, x))
    centre = statistics.fmean(numbers)
    return centre, statistics.fmean((v - centre) * (v - centre) for v in numbers)


def laplace_mle(x):
    return statistics.median(map(float, x))


def best_theta(thetas, x):
    tally = Counter(bool(flip) for flip in x)
    heads, tails = tally[True], tally[False]

    def key(t):
        down = math.log1p(-t) if t < 1.0 else NEVER
        return (heads * _ln(t) if heads else 0.0) + (tails * down if tails else 0.0)

    return sorted(map(float, thetas), key=key)[-1]
