import numpy as np


def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)


def bernoulli_log_likelihood(theta, x):
    total = 0.0
    for flip in x:
        if flip == 1:
            p = float(theta)
        else:
            p = 1 - float(theta)
        if p == 0:
            # this can not happen with this coin
            return -np.inf
        total = total + np.log(p)
    return total


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
    x = np.asarray(x, dtype=float)
    N = x.size
    Q = np.sum((x - mu) ** 2)
    return -N / 2 * np.log(2 * np.pi * sigma2) - Q / (2 * sigma2)


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    N = x.size
    # Steiner: E[(X - mu)^2] = E[X^2] - mu^2
    mu_hat = np.sum(x) / N
    sigma2_hat = np.sum(x**2) / N - mu_hat**2
    return mu_hat, sigma2_hat


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=float))


def best_theta(thetas, x):
    # argmax_theta  k log theta + (N - k) log(1 - theta)
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    ell = [xlogy(k, t) + xlogy(N - k, 1 - t) for t in thetas]
    return thetas[int(np.argmax(ell))]
