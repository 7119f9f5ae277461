import numpy as np


def bernoulli_log_likelihood(theta: float, x) -> float:
    """Log-likelihood of a coin, the impossible cases first."""
    flips = np.asarray(x, dtype=np.float64)
    number_of_heads = int(np.count_nonzero(flips))
    number_of_tails = len(flips) - number_of_heads

    # A coin with one side only.
    if theta == 0:
        return 0.0 if number_of_heads == 0 else -np.inf
    if theta == 1:
        return 0.0 if number_of_tails == 0 else -np.inf

    # The usual coin.
    return float(number_of_heads * np.log(theta) + number_of_tails * np.log1p(-theta))


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


def best_theta(thetas, x) -> float:
    """Products of probabilities, in extended precision against the underflow."""
    candidates = np.asarray(thetas, dtype=np.longdouble)
    flips = np.asarray(x, dtype=np.float64)
    heads = np.sum(flips)
    tails = len(flips) - heads
    likelihoods = candidates**heads * (1 - candidates) ** tails
    return float(candidates[np.argmax(likelihoods)])
