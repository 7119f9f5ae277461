import math
import statistics
from dataclasses import dataclass
from fractions import Fraction

import numpy as np


@dataclass(frozen=True)
class Coin:
    theta: float

    def log_prob(self, flip):
        p = self.theta if flip else 1.0 - self.theta
        return math.log(p) if p > 0 else -math.inf

    def score(self, flips):
        heads = sum(1 for flip in flips if flip)
        tails = len(flips) - heads
        return (heads * self.log_prob(1) if heads else 0.0) + (tails * self.log_prob(0) if tails else 0.0)


@dataclass
class Bell:
    mu: float
    sigma2: float

    def log_prob(self, value):
        return -(((value - self.mu) ** 2) / self.sigma2 + math.log(2 * math.pi * self.sigma2)) / 2

    @classmethod
    def fit(cls, values):
        exact = [Fraction(float(v)) for v in values]
        mean = sum(exact) / len(exact)
        return cls(float(mean), float(sum((v - mean) ** 2 for v in exact) / len(exact)))


def bernoulli_log_likelihood(theta, x):
    return Coin(float(theta)).score(x)


def bernoulli_mle(x):
    return float(Fraction(sum(1 for flip in x if flip), len(x)))


def categorical_log_likelihood(probs, x):
    logs = [math.log(q) if q > 0 else -math.inf for q in map(float, probs)]
    return sum((logs[int(c)] for c in x), 0.0)


def categorical_mle(x, num_classes):
    labels = [int(c) for c in x]
    return np.fromiter((labels.count(c) / len(labels) for c in range(num_classes)), float, num_classes)


def gaussian_log_likelihood(x, mu, sigma2):
    bell = Bell(float(mu), float(sigma2))
    return math.fsum(bell.log_prob(float(v)) for v in x)


def gaussian_mle(x):
    bell = Bell.fit(x)
    return bell.mu, bell.sigma2


def laplace_mle(x):
    return statistics.median([float(v) for v in x])


def best_theta(thetas, x):
    best = max((Coin(float(t)) for t in thetas), key=lambda coin: coin.score(x))
    return best.theta
