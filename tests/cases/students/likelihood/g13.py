# (torch is not allowed here, so plain numpy)
import numpy as np


def bernoulli_log_likelihood(theta: float, x) -> float:
    """Log-likelihood of a coin, the impossible cases first."""
    flips = np.asarray(x, dtype=np.float64)
    number_of_heads = int(np.count_nonzero(flips))
    number_of_tails = len(flips) - number_of_heads

    # A coin with one side only.
    if theta == 0:
        return 0.0 if number_of_heads == 0 else -np.inf
    if theta == 1:
        return 0.0 if number_of_tails == 0 else -np.inf

    # The usual coin.
    return float(number_of_heads * np.log(theta) + number_of_tails * np.log1p(-theta))


def bernoulli_mle(x):
    return np.asarray(x, dtype=np.float64).mean()


def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=np.float64)
    target = np.asarray(x).astype(np.int64)
    with np.errstate(divide="ignore"):
        log_probs = np.log(probs)
    # NLLLoss(reduction="sum") without the minus
    return log_probs[target].sum()


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
    return x.mean(), x.var()


def laplace_mle(x):
    x = np.asarray(x, dtype=np.float64)
    # the L1 loss of every possible location
    loss = np.abs(x[:, None] - x[None, :]).sum(axis=0)
    return x[loss.argmin()]


def best_theta(thetas, x):
    thetas = np.asarray(thetas, dtype=np.float64)
    scores = np.array([bernoulli_log_likelihood(t, x) for t in thetas])
    return thetas[scores.argmax()]
