import numpy as np

# Everything is a sum over a table "value -> how often": one function for all discrete models.


def tally(data):
    values, counts = np.unique(np.asarray(data).astype(np.int64), return_counts=True)
    return dict(zip(values.tolist(), counts.tolist()))


def discrete_log_likelihood(table, q):
    ell = 0.0
    for value, count in table.items():
        if q[value] <= 0.0:
            return -np.inf
        ell += count * np.log(q[value])
    return ell


def bernoulli_log_likelihood(theta, x):
    return categorical_log_likelihood([1.0 - float(theta), float(theta)], x)


def bernoulli_mle(x):
    return categorical_mle(x, 2)[1]


def categorical_log_likelihood(probs, x):
    return discrete_log_likelihood(tally(x), np.array(probs, dtype=float))


def categorical_mle(x, num_classes):
    q = np.zeros(num_classes)
    table = tally(x)
    q[list(table.keys())] = list(table.values())
    return q / q.sum()


def gaussian_log_likelihood(x, mu, sigma2):
    # split the squares around the sample mean: sum (x - mu)^2 = N * (var + (mean - mu)^2)
    mean, var = gaussian_mle(x)
    return -0.5 * len(x) * ((var + (mean - mu) ** 2) / sigma2 + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    # Welford's algorithm, as seen from the first number
    mean, m2, n = 0.0, 0.0, 0
    first = float(x[0])
    for value in np.asarray(x, dtype=float):
        n += 1
        delta = value - first - mean
        mean += delta / n
        m2 += delta * (value - first - mean)
    return first + mean, m2 / n


def laplace_mle(x):
    s = np.sort(np.asarray(x, dtype=float))
    # throw away one from both ends until one or two are left
    while len(s) > 2:
        s = s[1:-1]
    return s.mean()


def best_theta(thetas, x):
    return sorted(thetas, key=lambda t: -bernoulli_log_likelihood(t, x))[0]
