import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    theta = float(theta)
    heads = np.sum(x)
    tails = len(x) - heads
    with np.errstate(divide="ignore"):
        value = 0.0
        if heads > 0:
            value += heads * np.log(theta)
        if tails > 0:
            value += tails * np.log(1 - theta)
    return value


def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return (np.sum(x) + 1) / (len(x) + 2)


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    x = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(probs[x]))


def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(int)
    counts = np.bincount(x, minlength=num_classes)
    return counts / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    mu, sigma2 = float(mu), float(sigma2)
    return -0.5 * np.sum((x - mu) ** 2 / sigma2 + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = np.mean(x)
    variance = np.mean((x - mean) ** 2)
    return mean, variance


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=float))


def best_theta(thetas, x):
    scores = [bernoulli_log_likelihood(t, x) for t in thetas]
    return thetas[int(np.argmax(scores))]
