import numpy as np


def bernoulli_log_likelihood(theta, x):
    coin = np.asarray(x).astype(bool)
    probs = np.where(coin, theta, 1.0 - theta)
    return -np.inf if (probs == 0).any() else np.log(probs).sum()


def bernoulli_mle(x):
    return np.mean(np.asarray(x, dtype=np.float64))


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    x = np.asarray(x).astype(np.int64)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(probs[x]))


def categorical_mle(x, num_classes):
    q = [0.0] * num_classes
    for c in x:
        q[int(c)] += 1.0
    return np.array([count / len(x) for count in q])


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=np.float64)
    return -0.5 * np.sum((x - mu) ** 2 / sigma2 + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    return np.mean(x), np.var(x, ddof=1)


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=np.float64))


def best_theta(thetas, x):
    ll = [bernoulli_log_likelihood(t, x) for t in thetas]
    return thetas[np.argmax(ll)]
