import numpy as np


def _floats(data):
    return np.array(data, dtype=np.float64)


def _log(p):
    with np.errstate(divide="ignore"):
        return np.log(p)


def _count_times_log(count, p):
    if count == 0:
        return 0.0
    return count * _log(p)


def bernoulli_log_likelihood(theta, x):
    flips = _floats(x)
    heads = flips.sum()
    tails = flips.size - heads
    return _count_times_log(heads, float(theta)) + _count_times_log(tails, 1.0 - float(theta))


def bernoulli_mle(x):
    flips = _floats(x)
    return flips.sum() / flips.size


def categorical_log_likelihood(probs, x):
    labels = _floats(x).astype(int)
    return np.sum(_log(probs[labels]))


def categorical_mle(x, num_classes):
    labels = _floats(x).astype(int)
    counts = np.bincount(labels, minlength=num_classes)
    return list(counts / labels.size)


def gaussian_log_likelihood(x, mu, sigma2):
    data = _floats(x)
    squares = (data - mu) ** 2 / sigma2
    constant = _log(2 * np.pi * sigma2)
    return -0.5 * np.sum(squares + constant)


def gaussian_mle(x) -> tuple:
    """Mean and biased variance."""
    data = np.asarray(x, dtype=np.float64)
    mean = float(np.mean(data))
    variance = float(np.mean(np.square(data - mean)))
    return (mean, variance)


def laplace_mle(x):
    data = np.sort(_floats(x))
    half, odd = divmod(data.size, 2)
    if odd:
        return data[half]
    return (data[half - 1] + data[half]) / 2


def best_theta(thetas, x):
    candidates = _floats(thetas)
    values = [bernoulli_log_likelihood(theta, x) for theta in candidates]
    return candidates[np.argmax(values)]
