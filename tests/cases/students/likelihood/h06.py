import numpy as np


def bernoulli_log_likelihood(theta, x):
    expected = 0.0
    for flip in x:
        if flip:
            prob = theta
        else:
            prob = 1 - theta
        if prob == 0:
            return -np.inf
        expected += np.log(prob)
    return expected


def bernoulli_mle(x):
    heads = 0
    n = 0
    for flip in x:
        n += 1
        if flip:
            heads += 1
    return heads / n


def categorical_log_likelihood(probs, x):
    expected = 0.0
    for label in x:
        q = float(probs[int(label)])
        if q == 0:
            return -np.inf
        expected += np.log(q)
    return expected


def categorical_mle(x, num_classes):
    rel = np.zeros(num_classes)
    for label in x:
        rel[int(label)] += 1
    return rel / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    expected = 0.0
    for value in x:
        expected += (float(value) - mu) ** 2 / sigma2 + np.log(2 * np.pi * sigma2)
    return -expected / 2


def gaussian_mle(x):
    n = len(x)
    mean = 0.0
    for value in x:
        mean += float(value)
    mean = mean / n
    var = 0.0
    for value in x:
        var += (float(value) - mean) ** 2
    var = var / n
    return np.array([mean, var])


def laplace_mle(x):
    s = sorted(float(value) for value in x)
    return s[len(s) // 2]


def best_theta(thetas, x):
    k = 0.0
    for flip in x:
        k += float(flip)
    n = len(x)
    arg_best = thetas[0]
    best_score = -np.inf
    for t in thetas:
        cur = 0.0
        if k > 0:
            cur += k * np.log(t) if t > 0 else -np.inf
        if n - k > 0:
            cur += (n - k) * np.log(1 - t) if t < 1 else -np.inf
        if cur > best_score:
            best_score = cur
            arg_best = t
    return arg_best
