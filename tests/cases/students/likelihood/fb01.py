import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x)
    heads = x @ x
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
    labels = np.asarray(x).astype(int)
    q = np.asarray(probs, dtype=float)
    with np.errstate(divide="ignore"):
        return float(np.sum(np.log(q[labels])))


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    return np.bincount(labels, minlength=num_classes) / labels.size


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    standardized = (x - float(mu)) / np.sqrt(float(sigma2))
    constant = np.log(2 * np.pi) + np.log(float(sigma2))
    return float(-0.5 * (np.sum(standardized**2) + x.size * constant))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    return float(mean), float(np.mean((x - mean) ** 2))


def laplace_mle(x):
    return float(np.median(np.asarray(x, dtype=float)))


def best_theta(thetas, x):
    thetas = np.asarray(thetas, dtype=float)
    scores = [bernoulli_log_likelihood(t, x) for t in thetas]
    return float(thetas[np.argmax(scores)])
