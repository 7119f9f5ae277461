import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.asarray(x).astype(bool)
    if np.isclose(theta, 1):
        return 0.0 if flips.all() else -np.inf
    if np.isclose(theta, 0):
        return 0.0 if not flips.any() else -np.inf
    heads = flips.sum()
    return heads * np.log(theta) + (flips.size - heads) * np.log(1 - theta)


def bernoulli_mle(x):
    return np.count_nonzero(x) / len(x)


def categorical_log_likelihood(probs, x):
    q = np.array(probs, dtype=np.float64)
    n = np.bincount(np.array(x).astype(int), minlength=len(q))
    seen = n > 0
    with np.errstate(divide="ignore"):
        return float((n[seen] * np.log(q[seen])).sum())


def categorical_mle(x, num_classes):
    hits = np.asarray(x)[:, None] == np.arange(num_classes)
    return hits.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    z = (np.asarray(x, dtype=np.float64) - float(mu)) / np.sqrt(float(sigma2))
    constant = np.log(2 * np.pi) + np.log(float(sigma2))
    return float(-(z @ z + z.size * constant) / 2)


def gaussian_mle(x):
    data = np.array(x, dtype=np.float64)
    return float(np.mean(data)), float(np.var(data))


def laplace_mle(x):
    ordered = np.sort(np.asarray(x, dtype=float))
    n = len(ordered)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def best_theta(thetas, x):
    heads = np.count_nonzero(x)
    tails = len(x) - heads

    def score(t):
        with np.errstate(divide="ignore"):
            up = heads * np.log(t) if heads else 0.0
            down = tails * np.log1p(-t) if tails else 0.0
        return up + down

    return max((float(t) for t in thetas), key=score)
