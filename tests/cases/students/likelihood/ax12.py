import math

import numpy as np


def bernoulli_log_likelihood(theta, x):
    theta = float(theta)
    terms = []
    for flip in x:
        if flip:
            terms.append(math.log(theta) if theta > 0 else -math.inf)
        else:
            terms.append(math.log1p(-theta) if theta < 1 else -math.inf)
    return sum(terms)


def bernoulli_mle(x):
    return np.count_nonzero(x) / len(x)


def categorical_log_likelihood(probs, x):
    q = np.asarray(probs, dtype=float)
    labels = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(q[labels]))


def categorical_mle(x, num_classes):
    x = np.asarray(x)
    counts = np.zeros(num_classes, dtype=x.dtype)
    for label in x:
        counts[int(label)] += 1
    return counts / x.size


def gaussian_log_likelihood(x, mu, sigma2):
    z = (np.asarray(x, dtype=np.float64) - float(mu)) / np.sqrt(float(sigma2))
    constant = np.log(2 * np.pi) + np.log(float(sigma2))
    return float(-(z @ z + z.size * constant) / 2)


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    return mean, np.mean((x - mean) ** 2)


def laplace_mle(x):
    ordered = sorted(float(v) for v in x)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def best_theta(thetas, x):
    heads = np.count_nonzero(x)
    tails = len(x) - heads

    def score(t):
        with np.errstate(divide="ignore"):
            up = heads * np.log(t) if heads else 0.0
            down = tails * np.log1p(-t) if tails else 0.0
        return up + down

    return max((float(t) for t in thetas), key=score)
