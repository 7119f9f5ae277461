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
    return float(np.mean(np.asarray(x, dtype=float)))


def categorical_log_likelihood(probs, x):
    q = np.array(probs, dtype=np.float64)
    n = np.bincount(np.array(x).astype(int), minlength=len(q))
    seen = n > 0
    with np.errstate(divide="ignore"):
        return float((n[seen] * np.log(q[seen])).sum())


def categorical_mle(x, num_classes):
    freq = np.zeros(num_classes)
    for label in x:
        freq[int(label)] += 1
    return freq / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    sigma2 = float(sigma2)
    z = (x - mu) / np.sqrt(sigma2)
    return -0.5 * np.sum(z**2 + np.log(2 * np.pi) + np.log(sigma2))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = x.mean()
    x -= mean
    return mean, np.mean(x * x)


def laplace_mle(x):
    x.sort()
    n = len(x)
    return 0.5 * (float(x[(n - 1) // 2]) + float(x[n // 2]))


def best_theta(thetas, x):
    t = np.asarray(thetas, dtype=float)
    x = np.asarray(x, dtype=float)
    heads = np.sum(x)
    tails = np.sum(1 - x)
    score = np.zeros(len(t))
    with np.errstate(divide="ignore"):
        if heads:
            score = score + heads * np.log(t)
        if tails:
            score = score + tails * np.log1p(-t)
    return t[np.argmax(score)]
