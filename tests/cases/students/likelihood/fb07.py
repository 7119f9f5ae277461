import numpy as np


def times_log(count, log_p):
    """count · log p, where nothing times minus infinity is nothing."""
    return count * log_p if count > 0 else 0.0


def bernoulli_log_likelihood(theta, x):
    flips = np.asarray(x, dtype=float)
    heads = flips.sum()
    tails = flips.size - heads
    with np.errstate(divide="ignore"):
        log_head, log_tail = np.log(float(theta)), np.log1p(-float(theta))
    return float(times_log(heads, log_head) + times_log(tails, log_tail))


def bernoulli_mle(x):
    return float(np.mean(np.asarray(x, dtype=float)))


def categorical_log_likelihood(probs, x):
    labels = np.asarray(x).astype(int)
    q = np.asarray(probs, dtype=float)
    with np.errstate(divide="ignore"):
        return float(np.sum(np.log(q[labels])))


def categorical_mle(x, num_classes):
    labels = np.asarray(x).astype(int)
    return np.bincount(labels, minlength=num_classes) / labels.size


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    n = x.size
    squares = np.sum(x**2) - 2 * mu * np.sum(x) + n * mu**2
    return float(-0.5 * (squares / sigma2 + n * np.log(2 * np.pi * sigma2)))


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    mean = np.mean(x)
    return float(mean), float(np.mean(x**2) - mean**2)


def laplace_mle(x):
    return float(np.median(np.asarray(x, dtype=float)))


def best_theta(thetas, x):
    thetas = np.asarray(thetas, dtype=float)
    scores = [bernoulli_log_likelihood(t, x) for t in thetas]
    return float(thetas[np.argmax(scores)])
