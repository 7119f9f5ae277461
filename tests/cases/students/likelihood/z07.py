import numpy as np
import math


def bernoulli_log_likelihood(theta, x):
    theta = float(theta)
    terms = []
    for flip in np.asarray(x).tolist():
        p = theta if flip == 1 else 1.0 - theta
        if p == 0:
            return -math.inf
        terms.append(math.log(p))
    return math.fsum(terms)


def bernoulli_mle(x):
    flips = [int(flip) for flip in np.asarray(x).tolist()]
    return flips.count(1) / len(flips)


def categorical_log_likelihood(probs, x):
    q = [float(p) for p in probs]
    total = 0.0
    for c in np.asarray(x).tolist():
        p = q[int(c)]
        total += math.log(p) if p > 0 else -math.inf
    return total


def categorical_mle(x, num_classes):
    count = dict.fromkeys(range(num_classes), 0)
    labels = [int(c) for c in np.asarray(x).tolist()]
    for c in labels:
        count[c] += 1
    return np.array([count[c] / len(labels) for c in range(num_classes)])


def gaussian_log_likelihood(x, mu, sigma2):
    mu, sigma2 = float(mu), float(sigma2)
    sigma = math.sqrt(sigma2)
    z = [(float(value) - mu) / sigma for value in x]
    return -math.fsum(t * t for t in z) / 2 - len(z) * (math.log(sigma) + 0.5 * math.log(2 * math.pi))


def gaussian_mle(x):
    data = [float(value) for value in x]
    mean = math.fsum(data) / len(data)
    return mean, math.fsum((value - mean) * (value - mean) for value in data) / len(data)


def laplace_mle(x):
    data = sorted(float(value) for value in x)
    low, high = data[(len(data) - 1) // 2], data[len(data) // 2]
    return low + (high - low) / 2


def best_theta(thetas, x):
    flips = [int(flip) for flip in np.asarray(x).tolist()]
    k = sum(flips)

    def score(theta):
        theta = float(theta)
        total = 0.0
        for n, p in ((k, theta), (len(flips) - k, 1 - theta)):
            if n:
                total += n * math.log(p) if p > 0 else -math.inf
        return total

    return max(thetas, key=score)
