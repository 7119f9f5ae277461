import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=np.float64)
    n1 = x.sum()
    n0 = x.size - n1
    answer = 0.0
    with np.errstate(divide="ignore"):
        if n1 > 0:
            answer += n1 * np.log(theta)
        if n0 > 0:
            answer += n0 * np.log(1 - theta)
    return answer


bernoulli_mle = lambda x: sum(map(float, x)) / len(x)


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    x = np.asarray(x).astype(np.int64)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(probs[x]))


def categorical_mle(x, num_classes):
    x = np.asarray(x).astype(np.int64)
    return np.bincount(x, minlength=num_classes) / x.size


def gaussian_pdf(x, mu, sigma2):
    return np.exp(-((x - mu) ** 2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(gaussian_pdf(x, mu, sigma2)))


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    return np.mean(x), np.var(x)


def laplace_mle(x):
    return np.median(np.asarray(x, dtype=np.float64))


def best_theta(thetas, x):
    k = 0.0
    for flip in x:
        k += float(flip)
    n = len(x)
    best = thetas[0]
    best_score = -np.inf
    for t in thetas:
        score = 0.0
        if k > 0:
            score += k * np.log(t) if t > 0 else -np.inf
        if n - k > 0:
            score += (n - k) * np.log(1 - t) if t < 1 else -np.inf
        if score > best_score:
            best_score = score
            best = t
    return best
