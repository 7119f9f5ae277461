import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.array(x, dtype=bool)
    chance = np.where(flips, float(theta), 1.0 - float(theta))
    return float(np.log(chance, out=np.full(chance.shape, -np.inf), where=chance > 0).sum())


def bernoulli_mle(x):
    x = np.asarray(x, dtype=float)
    return np.mean(x)


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    labels = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        return np.sum(np.log(probs[labels]))


def categorical_mle(x, num_classes):
    counts = np.zeros(num_classes)
    np.add.at(counts, np.array(x, dtype=np.intp), 1)
    return counts / counts.sum()


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=float)
    squares = (x - mu) ** 2 / sigma2
    return -0.5 * np.sum(squares + np.log(2 * np.pi * sigma2))


def gaussian_mle(x):
    return (mu := np.average(np.asarray(x, float))), np.average(np.square(np.subtract(x, mu, dtype=float)))


def laplace_mle(x):
    s = sorted(float(v) for v in x)
    half = len(s) // 2
    return s[half] if len(s) % 2 else (s[half - 1] + s[half]) / 2


def best_theta(thetas, x):
    values = [bernoulli_log_likelihood(theta, x) for theta in np.asarray(thetas, dtype=float)]
    return thetas[int(np.argmax(values))]
