import numpy as np


def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)


def bernoulli_log_likelihood(theta, x):
    n = len(x); k = 0; i = 0
    while i < n:
        if x[i]:
            k += 1
        i += 1
    ll = 0.0
    if k > 0:
        if theta <= 0.0:
            return float('-inf')
        ll += k * np.log(float(theta))
    if n - k > 0:
        if theta >= 1.0:
            return float('-inf')
        ll += (n - k) * np.log(1.0 - float(theta))
    return ll


def bernoulli_mle(x):
    # Bayes: uniform prior, rule of succession
    k = float(np.sum(np.asarray(x, dtype=float)))
    return (k + 1) / (len(x) + 2)


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
    mu_hat = np.sum(x) / N
    sigma2_hat = np.sum((x - mu_hat) ** 2) / N
    return mu_hat, sigma2_hat


def laplace_mle(x):
    numbers = []
    for value in x:
        numbers.append(float(value))
    numbers.sort()
    n = len(numbers)
    middle = n // 2
    if n % 2 == 1:
        return numbers[middle]
    else:
        return (numbers[middle - 1] + numbers[middle]) / 2


def best_theta(thetas, x):
    # argmax_theta  k log theta + (N - k) log(1 - theta)
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    ell = [xlogy(k, t) + xlogy(N - k, 1 - t) for t in thetas]
    return thetas[int(np.argmax(ell))]
