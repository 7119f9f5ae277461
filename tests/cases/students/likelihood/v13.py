import numpy as np


def categorical_log_likelihood(probs, x):
    probs, x = np.asarray(probs, dtype=float), np.asarray(x)
    seen = (x[:, None] == np.arange(probs.size)).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(seen > 0, seen * np.log(probs), 0.0).sum()


def categorical_mle(x, num_classes):
    return (np.asarray(x)[:, None] == np.arange(num_classes)).mean(axis=0)


def bernoulli_log_likelihood(theta, x):
    return categorical_log_likelihood([1 - theta, theta], np.asarray(x).astype(int))


def bernoulli_mle(x):
    return categorical_mle(np.asarray(x).astype(int), 2)[1]


def gaussian_log_likelihood(x, mu, sigma2):
    z = (np.asarray(x, dtype=float) - mu) / np.sqrt(sigma2)
    return -(z @ z) / 2 - z.size / 2 * np.log(2 * np.pi * sigma2)


def gaussian_mle(x):
    x = np.asarray(x, dtype=float)
    centre = x[0]
    mean = centre + np.mean(x - centre)
    residual = x - mean
    return float(mean), float(residual @ residual / len(x))


def laplace_mle(x):
    x = np.array(x, dtype=float)
    low, high = (x.size - 1) // 2, x.size // 2
    x = np.partition(x, (low, high))
    return (x[low] + x[high]) / 2


def best_theta(thetas, x):
    thetas, x = np.asarray(thetas, dtype=float), np.asarray(x, dtype=float)
    k, n = x.sum(), x.size
    with np.errstate(divide="ignore"):
        yes = k * np.log(thetas) if k else np.zeros(thetas.shape)
        no = (n - k) * np.log(1 - thetas) if k < n else np.zeros(thetas.shape)
    return thetas[np.argmax(yes + no)]
