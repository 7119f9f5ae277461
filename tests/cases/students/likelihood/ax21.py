import numpy as np


def total_of_logs(chances):
    """Sum of log of an array of chances, -inf as soon as one of them is 0."""
    chances = np.asarray(chances, dtype=float)
    logs = np.full(chances.shape, -np.inf)
    np.log(chances, out=logs, where=chances > 0)
    return float(np.add.reduce(logs))


def one_hot(labels, size):
    return np.eye(size)[np.asarray(labels).astype(np.int64)]


def bernoulli_log_likelihood(theta, x):
    theta = float(theta)
    heads = np.asarray(x).astype(np.int64) == 1
    ups, downs = int(heads.sum()), int((~heads).sum())
    if (ups and theta == 0.0) or (downs and theta == 1.0):
        return -np.inf
    answer = 0.0
    answer += ups * np.log(theta) if ups else 0.0
    answer += downs * np.log1p(-theta) if downs else 0.0
    return float(answer)


def bernoulli_mle(x):
    return float(one_hot(x, 2).mean(axis=0)[1])


def categorical_log_likelihood(probs, x):
    return total_of_logs(np.asarray(probs, dtype=float)[np.asarray(x).astype(np.int64)])


def categorical_mle(x, num_classes):
    return one_hot(x, num_classes).sum(axis=0) / np.shape(x)[0]


class Gaussian:
    def __init__(self, mean, variance):
        self.mean = np.float64(mean)
        self.variance = np.float64(variance)

    @classmethod
    def fitted_to(cls, data):
        origin = data[0]
        shifted = data - origin
        shift = np.add.reduce(shifted) / len(shifted)
        rest = shifted - shift
        return cls(origin + shift, np.inner(rest, rest) / len(rest))

    def score(self, data):
        deviation = data - self.mean
        energy = np.inner(deviation, deviation / self.variance)
        return -(energy + len(data) * (np.log(2 * np.pi) + np.log(self.variance))) / 2


def gaussian_log_likelihood(x, mu, sigma2):
    return float(Gaussian(mu, sigma2).score(np.asarray(x, dtype=float)))


def gaussian_mle(x):
    bell = Gaussian.fitted_to(np.asarray(x, dtype=float))
    return float(bell.mean), float(bell.variance)


def laplace_mle(x):
    x = np.asarray(x, dtype=float)
    low, high = (len(x) - 1) // 2, len(x) // 2
    parted = np.partition(x, [low, high])
    return float(parted[low] + (parted[high] - parted[low]) / 2)


def best_theta(thetas, x):
    champion, record = None, -np.inf
    for candidate in thetas:
        score = bernoulli_log_likelihood(candidate, x)
        if champion is None or score > record:
            champion, record = float(candidate), score
    return champion
