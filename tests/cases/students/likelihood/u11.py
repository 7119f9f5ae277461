import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    heads = np.sum(x)
    tails = len(x) - heads
    total = 0.0
    with np.errstate(divide="ignore"):
        if heads > 0:
            total += heads * np.log(theta)
        if tails > 0:
            total += tails * np.log1p(-theta)
    return total


def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return np.mean(x)


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    labels = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(probs[labels]))


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    counts = np.bincount(labels, minlength=num_classes)
    return counts / len(labels)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    squares = (x - mu) ** 2 / sigma2
    return -0.5 * np.sum(squares + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = np.mean(x)
    variance = np.std(x, ddof=1)
    return mean, variance


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=float))


def best_theta(thetas, x):
    values = [bernoulli_log_likelihood(theta, x) for theta in np.asarray(thetas, dtype=float)]
    return thetas[int(np.argmax(values))]
