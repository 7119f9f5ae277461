import numpy as np


def bernoulli_log_likelihood(theta, x):
    target = np.asarray(x, dtype=np.float64)
    theta = np.float64(theta)
    # like nn.BCELoss(reduction="sum"), but with the sign flipped and without a clamp
    p_seen = np.where(target == 1, theta, 1 - theta)
    with np.errstate(divide="ignore"):
        return np.log(p_seen).sum()


def bernoulli_mle(x):
    return np.asarray(x, dtype=np.float64).mean()


def categorical_log_likelihood(probs, x):
    with np.errstate(divide="ignore"): return np.log(np.array(probs, float)[np.array(x, int)]).sum()


def categorical_mle(x, num_classes):
    target = np.asarray(x).astype(np.int64)
    one_hot = np.eye(num_classes)[target]
    return one_hot.mean(axis=0)


def gaussian_log_likelihood(x, mu, sigma2):
    x = np.asarray(x, dtype=np.float64)
    # GaussianNLLLoss(full=True, reduction="sum") without the minus
    nll = 0.5 * (np.log(2 * np.pi * sigma2) + (x - mu) ** 2 / sigma2)
    return -nll.sum()


def gaussian_mle(x):
    x = np.asarray(x, dtype=np.float64)
    return x.mean(), x.var(ddof=1)


def laplace_mle(x):
    x = np.sort(np.asarray(x, dtype=np.float64))
    n = x.shape[0]
    return (x[(n - 1) // 2] + x[n // 2]) / 2


def best_theta(thetas, x):
    thetas = np.asarray(thetas, dtype=np.float64)
    scores = np.array([bernoulli_log_likelihood(t, x) for t in thetas])
    return thetas[scores.argmax()]
