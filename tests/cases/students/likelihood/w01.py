import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    heads = x.sum()
    tails = x.size - heads
    ll = 0.0
    with np.errstate(divide="ignore"):
        if heads > 0:
            ll = ll + heads * np.log(theta)
        if tails > 0:
            ll = ll + tails * np.log(1 - theta)
    return ll / x.size


def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return x.mean()


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    x = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        logs = np.log(probs)
    return logs[x].sum()


def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(int)
    counts = np.bincount(x, minlength=num_classes)
    return counts / x.size


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    squares = (x - mu) ** 2 / sigma2
    return -0.5 * np.sum(squares + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    variance = np.mean((x - mean) ** 2)
    return mean, variance


def laplace_mle(x):
    x = np.sort(np.asarray(x, dtype=float))
    n = x.size
    return (x[(n - 1) // 2] + x[n // 2]) / 2


def best_theta(thetas, x):
    scores = [bernoulli_log_likelihood(t, x) for t in thetas]
    return thetas[int(np.argmax(scores))]
