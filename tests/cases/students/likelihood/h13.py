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
    counts = np.zeros(num_classes)
    counts[x] += 1
    return counts / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    Summe = 0.0
    for value in x:
        Summe += (float(value) - mu) ** 2 / sigma2 + np.log(2 * np.pi * sigma2)
    return -Summe / 2


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    return np.mean(x), np.var(x)


laplace_mle = lambda x: float(np.median(np.array(x, dtype=float)))


def best_theta(thetas, x):
    ll = [bernoulli_log_likelihood(t, x) for t in thetas]
    return thetas[np.argmax(ll)]
