import numpy as np


def bernoulli_log_likelihood(theta, x):
    flips = np.array(x, dtype="float64")
    with np.errstate(divide="ignore"):
        log_lik = np.where(flips == 1, np.log(theta), np.log(1 - theta))
    return log_lik.sum()


bernoulli_mle = lambda x: sum(map(float, x)) / len(x)


def categorical_log_likelihood(probs, x):
    cls = np.array(x).astype("int64")
    with np.errstate(divide="ignore"):
        log_probs = np.log(np.array(probs, dtype="float64"))
    return log_probs[cls].sum()


def categorical_mle(x, num_classes):
    q = [0.0] * num_classes
    for c in x:
        q[int(c)] += 1.0
    return np.array([count / len(x) for count in q])


def gaussian_log_likelihood(x, mu, sigma2):
    samples = np.array(x, dtype="float64")
    nll = 0.5 * ((samples - mu) ** 2 / sigma2 + np.log(2 * np.pi) + np.log(sigma2))
    return -nll.sum()


def gaussian_mle(x):
    samples = np.array(x, dtype="float64")
    return samples.mean(), samples.var()


def laplace_mle(x):
    s = np.asarray(x, dtype="float64")
    s.sort()
    return 0.5 * (s[(len(s) - 1) // 2] + s[len(s) // 2])


def best_theta(thetas, x):
    scores = np.array([bernoulli_log_likelihood(t, x) for t in thetas])
    return thetas[int(scores.argmax())]
