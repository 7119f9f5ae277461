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
    labels = _floats(x).astype(int)
    counts = np.bincount(labels, minlength=num_classes)
    return counts / labels.size


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x)
    N = x.size
    Q = np.sum((x - mu) ** 2)
    return -N / 2 * np.log(2 * np.pi * sigma2) - Q / (2 * sigma2)


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    N = x.size
    mu_hat = np.sum(x) / N
    sigma2_hat = np.sum((x - mu_hat) ** 2) / N
    return mu_hat, sigma2_hat


def laplace_mle(x):
    data = np.sort(_floats(x))
    half, odd = divmod(data.size, 2)
    if odd:
        return data[half]
    return (data[half - 1] + data[half]) / 2


def best_theta(thetas, x):
    # argmax_theta  k log theta + (N - k) log(1 - theta)
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    ell = [xlogy(k, t) + xlogy(N - k, 1 - t) for t in thetas]
    return thetas[int(np.argmax(ell))]
