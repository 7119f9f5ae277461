import numpy as np


def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)


def _floats(data):
    return np.array(data, dtype=np.float64)


def _log(p):
    with np.errstate(divide="ignore"):
        return np.log(p)


def _count_times_log(count, p):
    if count == 0:
        return 0.0
    return count * _log(p)


def bernoulli_log_likelihood(theta, x):
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    return xlogy(k, float(theta)) + xlogy(N - k, 1 - float(theta))


def bernoulli_mle(x):
    k = float(np.sum(np.asarray(x, dtype=float)))
    return k / len(x)


def categorical_log_likelihood(probs, x):
    # ell = -N H(p_hat, q) = sum_c N_c log q_c
    q = np.asarray(probs, dtype=float)
    x = np.asarray(x)
    return float(sum(xlogy(int(np.sum(x == c)), q[c]) for c in range(len(q))))


def categorical_mle(x, num_classes):
    # p_hat_c = N_c / N
    x = np.asarray(x)
    return np.array([np.sum(x == c) for c in range(num_classes)]) / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    data = _floats(x)
    squares = (data - mu) ** 2 / sigma2
    constant = _log(2 * np.pi * sigma2)
    return -0.5 * np.sum(squares + constant)


def gaussian_mle(x) -> tuple:
    """Mean and biased variance."""
    data = np.asarray(x, dtype=np.float64)
    mean = float(np.mean(data))
    variance = float(np.mean(np.square(data - mean)))
    return (mean, variance)


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=float))


def best_theta(thetas, x):
    # the maximum is at k/N, so the candidate that is nearest to it
    theta_hat = bernoulli_mle(x)
    distance = np.abs(np.asarray(thetas, dtype=float) - theta_hat)
    return thetas[int(np.argmin(distance))]
