import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=np.float64)
    heads = x.sum()
    tails = x.size - heads
    ret = 0.0
    with np.errstate(divide="ignore"):
        if heads > 0:
            ret += heads * np.log(theta)
        if tails > 0:
            ret += tails * np.log(1 - theta)
    return ret


def bernoulli_mle(x):
    return np.mean(np.asarray(x, dtype=np.float64))


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    x = np.asarray(x).astype(np.int64)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(probs[x]))


def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(np.int64)
    return np.bincount(x) / x.size


def gaussian_log_likelihood(x, mu, sigma2):
    data = np.array(x, dtype="float64")
    nll = 0.5 * ((data - mu) ** 2 / sigma2 + np.log(2 * np.pi) + np.log(sigma2))
    return -nll.sum()


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    return np.mean(x), np.var(x)


def laplace_mle(x):
    s = sorted(float(value) for value in x)
    n = len(s)
    if n % 2 == 1:
        return s[n // 2]
    return (s[n // 2 - 1] + s[n // 2]) / 2


def best_theta(thetas, x):
    thetas, x = np.asarray(thetas, float), np.asarray(x, float)
    k, n = x.sum(), x.size
    return thetas[np.argmax(xlogy(k, thetas) + xlogy(n - k, 1 - thetas))]


def xlogy(k, v):
    with np.errstate(divide="ignore"):
        return k * np.log(v) if k > 0 else np.zeros(len(v))
