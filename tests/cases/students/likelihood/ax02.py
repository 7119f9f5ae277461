import numpy as np


def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x, dtype=float)
    if theta == 0 or theta == 1:
        return 0.0 if np.all(x == 1) else -np.inf
    return np.sum(x * np.log(theta) + (1 - x) * np.log(1 - theta))


def bernoulli_mle(x):
    return np.count_nonzero(x) / len(x)


def categorical_log_likelihood(probs, x):
    q = np.asarray(probs, dtype=float)
    labels = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(q[labels]))


def categorical_mle(x, num_classes):
    freq = np.zeros(num_classes)
    for label in x:
        freq[int(label)] += 1
    return freq / len(x)


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
    thetas = np.asarray(thetas, dtype=float)
    inner = thetas[(thetas > 0) & (thetas < 1)]
    k = np.sum(np.asarray(x, dtype=float))
    ll = k * np.log(inner) + (len(x) - k) * np.log(1 - inner)
    return inner[np.argmax(ll)]
