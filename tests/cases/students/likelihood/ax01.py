import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    with np.errstate(divide="ignore"):
        log_p = np.nan_to_num(np.log([1 - theta, theta]))
    k = x.sum()
    return k * log_p[1] + (len(x) - k) * log_p[0]


def bernoulli_mle(x):
    return np.count_nonzero(x) / len(x)


def categorical_log_likelihood(probs, x):
    logs = [math.log(q) if q > 0 else -math.inf for q in map(float, probs)]
    total = 0.0
    for label in x:
        total += logs[int(label)]
    return total


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    return np.bincount(labels, minlength=num_classes) / len(labels)


def gaussian_log_likelihood(x, mu, sigma2):
    z = (np.asarray(x, dtype=np.float64) - float(mu)) / np.sqrt(float(sigma2))
    constant = np.log(2 * np.pi) + np.log(float(sigma2))
    return float(-(z @ z + z.size * constant) / 2)


def gaussian_mle(x):
    values = [float(v) for v in x]
    mean = math.fsum(values) / len(values)
    variance = math.fsum((v - mean) * (v - mean) for v in values) / len(values)
    return mean, variance


def laplace_mle(x):
    return float(np.median(np.asarray(x, dtype=float)))


def best_theta(thetas, x):
    heads = np.count_nonzero(x)
    tails = len(x) - heads

    def score(t):
        with np.errstate(divide="ignore"):
            up = heads * np.log(t) if heads else 0.0
            down = tails * np.log1p(-t) if tails else 0.0
        return up + down

    return max((float(t) for t in thetas), key=score)
