# my solution, first time with numpy :)
import numpy as np
import math
from collections import Counter

def _floats(data):
    return np.array(data, dtype=np.float64)


def _log(p):
    with np.errstate(divide="ignore"):
        return np.log(p)


def _count_times_log(count, p):
    if count == 0:
        return 0.0
    return count * _log(p)

def bernoulli_log_likelihood(theta, x):
    total = 0.0
    for flip in x:
        if flip == 1:
            p = float(theta)
        else:
            p = 1 - float(theta)
        if p == 0:
            # this can not happen with this coin
            return -np.inf
        total = total + np.log(p)
    return total

def bernoulli_mle(x):
    sides = Counter(bool(flip) for flip in x)
    return sides[True] / (sides[True] + sides[False])

def categorical_log_likelihood(probs, x):
    total = 0.0
    for label in x:
        q = float(probs[int(label)])
        if q == 0:
            return -np.inf
        total = total + np.log(q)
    return total

def categorical_mle(x, num_classes):
    counts = np.zeros(num_classes)
    for label in x:
        counts[int(label)] = counts[int(label)] + 1
    return counts / len(x)

def gaussian_log_likelihood(x, mu, sigma2):
    data = _floats(x)
    squares = (data - mu) ** 2 / sigma2
    constant = _log(2 * np.pi * sigma2)
    return -0.5 * np.sum(squares + constant)

def gaussian_mle(x):
    n = len(x)
    mean = 0.0
    for value in x:
        mean = mean + float(value)
    mean = mean / n
    variance = 0.0
    for value in x:
        variance = variance + (float(value) - mean) ** 2
    variance = variance / n
    return mean, variance

def laplace_mle(x):
    n = len(x)
    if not isinstance(x, np.ndarray):
        x = np.array(x)
    x.sort()
    if n % 2 == 1:
        return float(x[n // 2])
    return (float(x[n // 2 - 1]) + float(x[n // 2])) / 2

def best_theta(thetas, x):
    best = None
    best_value = None
    for theta in thetas:
        value = bernoulli_log_likelihood(theta, x)
        if best is None or value > best_value:
            best = theta
            best_value = value
    return best
