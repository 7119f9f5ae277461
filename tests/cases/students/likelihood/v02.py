import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    heads, tails = np.sum(x), np.sum(1 - x)
    total = 0.0
    with np.errstate(divide="ignore"):
        if heads > 0:
            total += heads * np.log(theta)
        if tails > 0:
            total += tails * np.log1p(-theta)
    return total


def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return np.sum(x) / x.size


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    x = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.log(np.prod(probs[x]))


def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(int)
    return np.bincount(x, minlength=num_classes) / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    return -0.5 * np.sum((x - mu) ** 2 / sigma2 + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = np.sum(x) / x.size
    variance = np.sum((x - mean) ** 2) / x.size
    return mean, variance


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=float))


def best_theta(thetas, x):
    scores = [bernoulli_log_likelihood(t, x) for t in thetas]
    return thetas[int(np.argmax(scores))]
