import numpy as np


def add_logs(p):
    p = np.asarray(p, dtype=float)
    if np.any(p == 0):
        return float("-inf")
    return float(np.log(p).sum())


def bernoulli_log_likelihood(theta, x):
    y = np.asarray(x, dtype=float)
    return add_logs(y * float(theta) + (1 - y) * (1 - float(theta)))


def bernoulli_mle(x):
    y = np.asarray(x, dtype=float)
    return y.dot(np.ones(len(y))) / len(y)


def categorical_log_likelihood(probs, x):
    return add_logs([probs[int(c)] for c in x])


def categorical_mle(x, num_classes):
    rows = np.eye(num_classes)[[int(c) for c in x]]
    return np.average(rows, axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    y = np.asarray(x, dtype=float)
    m, s = float(mu), float(sigma2) ** 0.5
    constant = np.full(len(y), np.log(s) + np.log(2 * np.pi) / 2)
    return -float(np.sum(constant + ((y - m) / s) ** 2 / 2))


def gaussian_mle(x):
    y = np.asarray(x, dtype=float)
    m = y.sum() / len(y)
    m = m + (y - m).sum() / len(y)
    return m, np.einsum("n,n->", y - m, y - m) / len(y)


def laplace_mle(x):
    y = sorted(np.asarray(x, dtype=float).tolist())
    while len(y) > 2:
        y = y[1:-1]
    return sum(y) / len(y)


def best_theta(thetas, x):
    table = {float(t): bernoulli_log_likelihood(t, x) for t in thetas}
    return max(table, key=table.get)
