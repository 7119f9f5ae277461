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
    values, counts = np.unique(np.asarray(x), return_counts=True)
    return counts[-1] / counts.sum()


def categorical_log_likelihood(probs, x):
    logs = [math.log(q) if q > 0 else -math.inf for q in map(float, probs)]
    total = 0.0
    for label in x:
        total += logs[int(label)]
    return total


def categorical_mle(x, num_classes):
    freq = np.zeros(num_classes)
    for label in x:
        freq[int(label)] += 1
    return freq / len(x)


def gaussian_log_likelihood(x, mu, sigma2):
    mu, sigma = float(mu), math.sqrt(sigma2)
    squares = 0.0
    for value in x:
        gap = (float(value) - mu) / sigma
        squares += gap * gap
    return -0.5 * squares - len(x) * (math.log(sigma) + 0.5 * math.log(2 * math.pi))


def gaussian_mle(x):
    values = [float(v) for v in x]
    mean = math.fsum(values) / len(values)
    variance = math.fsum((v - mean) * (v - mean) for v in values) / len(values)
    return mean, variance


def laplace_mle(x):
    ordered = sorted(float(v) for v in x)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def best_theta(thetas, x):
    n1 = sum(1 for flip in x if flip)
    n0 = len(x) - n1
    best, winner = -math.inf, None
    for t in thetas:
        t = float(t)
        if (t == 0 and n1) or (t == 1 and n0):
            continue
        value = (n1 * math.log(t) if n1 else 0.0) + (n0 * math.log1p(-t) if n0 else 0.0)
        if winner is None or value > best:
            best, winner = value, t
    return winner
