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
    x = np.array(x, dtype=np.float64)
    mu = np.mean(x)
    residuals = x - mu
    return float(mu), float(np.dot(residuals, residuals) / len(x))


laplace_mle = lambda x: float(np.median(np.array(x, dtype=float)))


def best_theta(thetas, x):
    x = np.array(x, dtype=float)
    scores = []
    for t in thetas:
        with np.errstate(divide="ignore", invalid="ignore"):
            tmp = np.array([np.sum(x) * np.log(t), np.sum(1 - x) * np.log(1 - t)])
        tmp[~np.isfinite(tmp)] = 0.0     # 0 * log 0 = 0
        scores.append(tmp.sum())
    return thetas[int(np.argmax(scores))]
