import numpy as np


def log0(p):
    return np.log(p) if p > 0 else -np.inf


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x).astype(bool)
    pieces = [np.full(np.sum(x), log0(float(theta))), np.full(np.sum(~x), log0(1.0 - float(theta)))]
    return float(np.sum(np.concatenate(pieces)))


def bernoulli_mle(x):
    x = np.asarray(x).astype(bool)
    return float(np.cumsum(x, dtype=float)[-1] / x.shape[0])


def categorical_log_likelihood(probs, x):
    table = np.array([log0(float(p)) for p in probs])
    return float(np.take(table, np.asarray(x).astype(np.int64)).sum())


def categorical_mle(x, num_classes):
    labels = np.sort(np.asarray(x).astype(np.int64))
    edges = np.searchsorted(labels, np.arange(num_classes + 1))
    return np.diff(edges) / labels.size


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x).astype(np.float64)
    v = float(sigma2)
    return float(np.sum(-((x - float(mu)) / v) * (x - float(mu)) / 2) - x.size * np.log(np.sqrt(2 * np.pi * v)))


def gaussian_mle(x):
    x = np.asarray(x).astype(np.float64)
    mu = float(np.average(x))
    residual = np.subtract(x, mu)
    return mu, float(np.average(residual * residual))


def laplace_mle(x):
    return float(np.quantile(np.asarray(x).astype(np.float64), 0.5))


def best_theta(thetas, x):
    values = np.array([bernoulli_log_likelihood(theta, x) for theta in thetas])
    return float(thetas[np.flatnonzero(values == values.max())[0]])
