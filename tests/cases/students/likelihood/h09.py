import numpy as np


class Model:
    def fit(self, x):
        raise NotImplementedError

    def score(self, x):
        raise NotImplementedError


class Discrete(Model):
    """probabilities of the classes 0 .. C-1; a coin is (1 - theta, theta)"""

    def __init__(self, probs):
        self.probs = np.asarray(probs, np.float64).reshape(-1)

    @staticmethod
    def counts(x, size):
        hits = np.equal.outer(np.arange(size), np.asarray(x, np.float64))
        return np.einsum("cn->c", hits.astype(np.float64))

    def score(self, x):
        n = self.counts(x, self.probs.size)
        seen = n > 0
        if np.any(self.probs[seen] == 0):
            return -np.inf
        return n[seen] @ np.log(self.probs[seen])


class Bell(Model):
    def __init__(self, mu=0.0, sigma2=1.0):
        self.mu, self.sigma2 = mu, sigma2

    def score(self, x):
        r = np.asarray(x, np.float64) - self.mu
        return -(np.dot(r, r) / self.sigma2 + len(r) * np.log(2 * np.pi * self.sigma2)) / 2

    def fit(self, x):
        x = np.asarray(x, np.float64)
        self.mu = np.average(x)
        self.sigma2 = np.average(np.square(x - self.mu))
        return self


def best_theta(thetas, x):
    winner, record = None, None
    for theta in thetas:
        score = bernoulli_log_likelihood(theta, x)
        if record is None or score > record:
            winner, record = theta, score
    return winner


def laplace_mle(x):
    return np.quantile(np.asarray(x, np.float64), 0.5)


def gaussian_mle(x):
    model = Bell().fit(x)
    return model.mu, model.sigma2


def gaussian_log_likelihood(x, mu, sigma2):
    return Bell(mu, sigma2).score(x)


def categorical_mle(x, num_classes):
    return Discrete.counts(x, num_classes) / len(x)


def categorical_log_likelihood(probs, x):
    return Discrete(probs).score(x)


def bernoulli_mle(x):
    return categorical_mle(x, 2)[1]


def bernoulli_log_likelihood(theta, x):
    return Discrete([1 - theta, theta]).score(x)
