import numpy as np


def _f64(values):
    return np.array(values, dtype=np.float64, copy=True)


def _times_log(n, p):
    """n * log p, entry by entry, with 0 where n is 0."""
    n, p = np.broadcast_arrays(_f64(n), _f64(p))
    out = np.zeros(n.shape)
    with np.errstate(divide="ignore"):
        np.log(p, out=out, where=n != 0)
    return np.multiply(n, out, out=out, where=n != 0)


def _table(x, size):
    return np.histogram(_f64(x), bins=np.arange(size + 1) - 0.5)[0]


def categorical_log_likelihood(probs, x):
    return _times_log(_table(x, len(probs)), probs).sum().item()


def categorical_mle(x, num_classes):
    table = _table(x, num_classes)
    return table / table.sum()


def bernoulli_log_likelihood(theta, x):
    heads = _f64(x).sum()
    tails = len(x) - heads
    with np.errstate(divide="ignore"):
        fall = tails * np.log1p(-np.float64(theta)) if tails else 0.0
    return (_times_log(heads, theta).sum() + fall).item()


def bernoulli_mle(x):
    return categorical_mle(x, 2)[1].item()


def gaussian_log_likelihood(x, mu, sigma2):
    x = _f64(x)
    offset, spread = gaussian_mle((x - np.float64(mu)) / np.sqrt(np.float64(sigma2)))
    per_sample = spread + offset * offset
    return (-x.size * (per_sample + np.log(2 * np.pi) + np.log(np.float64(sigma2))) / 2).item()


def gaussian_mle(x):
    x = _f64(x)
    return x.mean().item(), np.cov(x, bias=True).item()


def laplace_mle(x):
    return np.quantile(_f64(x), 0.5).item()


def best_theta(thetas, x):
    thetas = _f64(thetas)
    scores = [bernoulli_log_likelihood(theta, x) for theta in thetas]
    return thetas[np.argmax(scores)].item()
