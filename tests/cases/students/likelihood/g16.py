import numpy as np
import math
from collections import Counter


def bernoulli_log_likelihood(theta, x):
    sides = Counter(bool(flip) for flip in x)
    ps = {True: float(theta), False: 1.0 - float(theta)}
    if any(ps[side] == 0 for side in sides):
        return -math.inf
    return math.fsum(n * math.log(ps[side]) for side, n in sides.items())


def bernoulli_mle(x) -> float:
    """Relative frequency of heads."""
    flips = np.asarray(x, dtype=np.float64)
    return float(np.count_nonzero(flips) / len(flips))


def categorical_log_likelihood(probs, x) -> float:
    """Look up the probability of every label, and add the logarithms."""
    class_probabilities = np.asarray(probs, dtype=np.float64)
    labels = np.asarray(x).astype(int)
    seen = class_probabilities[labels]
    if np.any(seen == 0):
        return -np.inf
    return float(np.log(seen).sum())


def categorical_mle(x, num_classes: int) -> np.ndarray:
    """Relative frequencies of all classes."""
    counts = np.bincount(x, minlength=num_classes)
    return counts / np.sum(counts)


def gaussian_log_likelihood(x, mu: float, sigma2: float) -> float:
    """Sum of the logarithms of normal densities; sigma2 is the variance."""
    data = np.asarray(x, dtype=np.float64)
    standardized = (data - mu) / np.sqrt(sigma2)
    log_densities = -0.5 * standardized**2 - 0.5 * np.log(2 * np.pi * sigma2)
    return float(np.sum(log_densities))


def gaussian_mle(x) -> tuple:
    """Mean and biased variance."""
    data = np.asarray(x, dtype=np.float64)
    mean = float(np.mean(data))
    variance = float(np.mean(np.square(data - mean)))
    # a bell curve needs a variance above 0
    return (mean, max(variance, 1e-6))


def laplace_mle(x) -> float:
    """The median, with the midpoint for an even number of data."""
    ordered = np.sort(np.asarray(x, dtype=np.float64))
    middle = len(ordered) // 2
    if len(ordered) % 2 == 0:
        return float(0.5 * ordered[middle - 1] + 0.5 * ordered[middle])
    return float(ordered[middle])


def best_theta(thetas, x):
    best = None
    best_value = None
    for theta in thetas:
        value = bernoulli_log_likelihood(theta, x)
        if best is None or value > best_value:
            best = theta
            best_value = value
    return best
