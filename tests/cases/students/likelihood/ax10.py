import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    theta = float(theta)
    heads = x.sum()
    tails = len(x) - heads
    total = 0.0
    with np.errstate(divide="ignore"):
        if heads > 0:
            total += heads * np.log(theta)
        if tails > 0:
            total += tails * np.log1p(-theta)
    return float(total)


def bernoulli_mle(x):
    return float(np.mean(np.asarray(x, dtype=float)))


def categorical_log_likelihood(probs, x):
    with np.errstate(divide="ignore"):
        log_q = np.log(probs)
    picked = log_q[np.asarray(x).astype(int)]
    return float(np.sum(picked))


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    return np.bincount(labels, minlength=num_classes) / len(labels)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    sigma2 = float(sigma2)
    z = (x - mu) / np.sqrt(sigma2)
    return -0.5 * np.sum(z**2 + np.log(2 * np.pi) + np.log(sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    return mean, np.mean((x - mean) ** 2)


def laplace_mle(x):
    return float(np.median(np.asarray(x, dtype=float)))


def best_theta(thetas, x):
    t = np.asarray(thetas, dtype=float)
    x = np.asarray(x, dtype=float)
    heads = np.sum(x)
    tails = np.sum(1 - x)
    score = np.zeros(len(t))
    with np.errstate(divide="ignore"):
        if heads:
            score = score + heads * np.log(t)
        if tails:
            score = score + tails * np.log1p(-t)
    return t[np.argmax(score)]
