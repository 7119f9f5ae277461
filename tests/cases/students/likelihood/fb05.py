import numpy as np


def log_chances(theta):
    """The logarithms of the two chances: tails first, heads second."""
    with np.errstate(divide="ignore"):
        return np.array([np.log1p(-float(theta)), np.log(float(theta))])


def bernoulli_log_likelihood(theta, x):
    return log_chances(theta)[np.asarray(x).astype(int)].sum().item()


def bernoulli_mle(x):
    return categorical_mle(x, 2)[1].item()


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    seen, counts = np.unique(np.asarray(x).astype(int), return_counts=True)
    with np.errstate(divide="ignore"):
        return np.dot(counts, np.log(probs[: len(seen)])).item()


def categorical_mle(x, num_classes):
    table = np.asarray(x)[:, np.newaxis] == np.arange(num_classes)
    return table.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    sigma2 = np.float64(sigma2)
    u = (np.array(x, dtype=np.float64) - np.float64(mu)) / np.sqrt(sigma2)
    per_sample = u * u + (np.log(2 * np.pi) + np.log(sigma2))
    return per_sample.sum().item() / -2


def gaussian_mle(x):
    residual = np.array(x, dtype=np.float64)
    mean = residual.mean()
    residual -= mean
    correction = residual.mean()
    residual -= correction
    return (mean + correction).item(), np.dot(residual, residual).item() / residual.size


def laplace_mle(x):
    ordered = np.sort(np.array(x, dtype=np.float64))
    while ordered.size > 2:
        ordered = ordered[1:-1]
    return (ordered / ordered.size).sum().item()


def best_theta(thetas, x):
    return float(max(thetas, key=lambda theta: bernoulli_log_likelihood(theta, x)))
