import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.asarray(x).astype(bool)
    probs = np.where(flips, theta, 1.0 - theta)
    return -np.inf if (probs == 0).any() else np.log(probs).sum()


def bernoulli_mle(x):
    return np.mean(np.asarray(x, dtype=np.float64))


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    counts = np.bincount(np.asarray(x).astype(np.int64), minlength=len(probs))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.dot(counts, np.log(probs))


def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(np.int64)
    return np.bincount(x, minlength=num_classes) / x.size


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=np.float64)
    return -0.5 * np.sum((x - mu) ** 2 / sigma2 + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    n = len(x)
    mean = 0.0
    for value in x:
        mean += float(value)
    mean = mean / n
    var = 0.0
    for value in x:
        var += (float(value) - mean) ** 2
    var = var / n
    return mean, var


def laplace_mle(x):
    s = np.sort(np.array(x, dtype="float64"))
    return 0.5 * (s[(len(s) - 1) // 2] + s[len(s) // 2])


def best_theta(thetas, x):
    scores = [bernoulli_log_likelihood(t, x) for t in thetas]
    return thetas[np.argmax(scores)]
