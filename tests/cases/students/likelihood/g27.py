import numpy as np


def bernoulli_log_likelihood(theta: float, x) -> float:
    """Log-likelihood of a coin, safe at both ends."""
    flips = np.asarray(x, dtype=np.float64)
    epsilon = 1e-12
    theta = np.clip(theta, epsilon, 1 - epsilon)
    heads_part = flips * np.log(theta)
    tails_part = (1 - flips) * np.log(1 - theta)
    return float(np.sum(heads_part + tails_part))


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
    labels = np.asarray(x).astype(int)
    frequencies = np.zeros(num_classes)
    np.add.at(frequencies, labels, 1.0)
    return frequencies / len(labels)


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
    return (mean, variance)


def laplace_mle(x) -> float:
    """The median, with the midpoint for an even number of data."""
    ordered = np.sort(np.asarray(x, dtype=np.float64))
    middle = len(ordered) // 2
    if len(ordered) % 2 == 0:
        return float(0.5 * ordered[middle - 1] + 0.5 * ordered[middle])
    return float(ordered[middle])


def best_theta(thetas, x):
    n = len(x); k = 0
    for i in range(0, n):
        if x[i]:
            k += 1
    best_i = -1
    best_ll = float('-inf')
    for i in range(0, len(thetas)):
        t = float(thetas[i])
        ll = 0.0
        if k > 0:
            ll += k * np.log(t) if t > 0.0 else float('-inf')
        if n - k > 0:
            ll += (n - k) * np.log(1.0 - t) if t < 1.0 else float('-inf')
        if best_i < 0 or ll > best_ll:
            best_i = i
            best_ll = ll
    return thetas[best_i]
