import numpy as np


def xlogy(x, y):
    """x log y with the convention 0 log 0 = 0."""
    return 0.0 if x == 0 else x * (np.log(y) if y > 0 else -np.inf)


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=np.float64)
    # minus the BCE loss, summed
    return (x * np.log(theta) + (1 - x) * np.log(1 - theta)).sum()


def bernoulli_mle(x):
    return np.asarray(x, dtype=np.float64).mean()


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    target = np.asarray(x).astype(np.int64)
    with np.errstate(divide="ignore"):
        log_probs = np.log(probs)
    # NLLLoss(reduction="sum") without the minus
    return log_probs[target].sum()


def categorical_mle(x, num_classes):
    target = np.asarray(x).astype(np.int64)
    one_hot = np.eye(num_classes)[target]
    return one_hot.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=np.float64)
    # GaussianNLLLoss(full=True, reduction="sum") without the minus
    nll = 0.5 * (np.log(2 * np.pi * sigma2) + (x - mu) ** 2 / sigma2)
    return -nll.sum()


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    return x.mean(), x.var()


def laplace_mle(x):
    x = np.sort(np.asarray(x, dtype=np.float64))
    n = x.shape[0]
    return (x[(n - 1) // 2] + x[n // 2]) / 2


def best_theta(thetas, x):
    # argmax_theta  k log theta + (N - k) log(1 - theta)
    N = len(x)
    k = float(np.sum(np.asarray(x, dtype=float)))
    ell = [xlogy(k, t) + xlogy(N - k, 1 - t) for t in thetas]
    return thetas[int(np.argmax(ell))]
