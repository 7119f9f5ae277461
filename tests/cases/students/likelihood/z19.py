import numpy as np


def xlogy(k, p):
    k, p = np.broadcast_arrays(np.asarray(k, dtype=float), np.asarray(p, dtype=float))
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(k == 0, 1.0, p))
    return k * logs


def bernoulli_log_likelihood(theta, x):
    k = np.count_nonzero(x)
    counts = np.array([k, np.size(x) - k])
    return xlogy(counts, np.array([theta, 1 - float(theta)], dtype=float)).sum()


def bernoulli_mle(x):
    return np.count_nonzero(x) / np.size(x)


def categorical_log_likelihood(probs, x):
    one_hot = np.equal.outer(np.asarray(x), np.arange(len(probs)))
    return np.add.reduce(xlogy(one_hot.sum(axis=0), probs))


def categorical_mle(x, num_classes):
    return np.equal.outer(np.asarray(x), np.arange(num_classes)).mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    z = (np.array(x, dtype=float) - float(mu)) / np.sqrt(float(sigma2))
    return -0.5 * (z @ z + z.size * (np.log(float(sigma2)) + np.log(2 * np.pi)))


def gaussian_mle(x):
    x = np.array(x, dtype=float)
    shift = x[0]
    mean = shift + np.mean(x - shift)
    return mean, (np.linalg.norm(x - mean) / np.sqrt(x.size)) ** 2


def laplace_mle(x):
    x = np.array(x, dtype=float)
    middle = [(x.size - 1) // 2, x.size // 2]
    return np.partition(x, middle)[middle].mean()


def best_theta(thetas, x):
    thetas = np.array(thetas, dtype=float)
    k, n = np.count_nonzero(x), np.size(x)
    return thetas[np.argmax(xlogy(k, thetas) + xlogy(n - k, 1 - thetas))]
