"""Correct solutions of the likelihood assignment in styles that differ from the reference."""

import math
import statistics
from collections import Counter

import numpy as np

# --------------------------------------------------------- bernoulli_log_likelihood


def heads_and_tails_counted(theta, x):
    """Counts first, and leaves out a side that was not seen."""
    heads = int(np.sum(x))
    tails = len(x) - heads
    total = 0.0
    with np.errstate(divide="ignore"):
        if heads:
            total += heads * np.log(np.float64(theta))
        if tails:
            total += tails * np.log1p(-np.float64(theta))
    return total


def flip_by_flip(theta, x):
    """A Python loop that stops at the first impossible flip."""
    total = 0.0
    for flip in x:
        seen = theta if flip else 1 - theta
        if seen == 0:
            return -math.inf
        total += math.log(seen)
    return total


def formula_with_masked_terms(theta, x):
    """The formula of the notebook, with each term set to 0 where its factor is 0."""
    x = np.array(x, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        heads = np.where(x == 0, 0.0, x * np.log(theta))
        tails = np.where(x == 1, 0.0, (1 - x) * np.log(1 - theta))
    return float(np.sum(heads + tails))


# ------------------------------------------------------------------ estimates: coin


def share_by_counting(x):
    """Python's own sum and len."""
    return sum(map(int, x)) / len(x)


def share_nonzero(x):
    """Counts what is not zero."""
    return np.count_nonzero(x) / np.size(x)


def share_by_dot_product(x):
    """A dot product with equal weights."""
    x = np.asarray(x, dtype=float)
    return x @ np.full(x.shape, 1 / x.size)


# ------------------------------------------------------- categorical_log_likelihood


def look_up_in_a_loop(probs, x):
    """One label after the other, with `math`."""
    return math.fsum(math.log(float(probs[c])) if probs[c] > 0 else -math.inf for c in x)


def counts_of_seen_classes(probs, x):
    """Counts times logarithms, for those classes only that were seen."""
    seen, counts = np.unique(x, return_counts=True)
    with np.errstate(divide="ignore"):
        return counts @ np.log(np.take(probs, seen).astype(float))


def by_one_hot_rows(probs, x):
    """Rows of the identity matrix pick the probabilities by a matrix product."""
    one_hot = np.eye(len(probs))[np.asarray(x)]
    with np.errstate(divide="ignore"):
        return np.sum(np.log(one_hot @ np.asarray(probs, dtype=float)))


# ----------------------------------------------------------------- categorical_mle


def one_hot_mean(x, num_classes):
    """The mean of one-hot rows."""
    return np.eye(num_classes)[np.asarray(x)].mean(axis=0)


def class_by_class(x, num_classes):
    """A comparison for each class."""
    return np.array([np.mean(np.asarray(x) == c) for c in range(num_classes)])


def with_a_counter(x, num_classes):
    """`collections.Counter`, and a list for an answer."""
    counts = Counter(int(c) for c in x)
    return [counts[c] / len(x) for c in range(num_classes)]


# --------------------------------------------------------- gaussian_log_likelihood


def standardized(x, mu, sigma2):
    """Works with standard scores and log σ."""
    sigma = math.sqrt(sigma2)
    z = (np.array(x, dtype=float) - mu) / sigma
    return -len(z) * (math.log(sigma) + 0.5 * math.log(2 * math.pi)) - 0.5 * (z @ z)


def datum_by_datum(x, mu, sigma2):
    """A loop over Python floats."""
    constant = math.log(2 * math.pi * sigma2)
    return sum(-((float(v) - mu) ** 2 / sigma2 + constant) / 2 for v in x)


def variance_added(x, mu, sigma2):
    """Σ(x − μ)² as N times (variance + squared distance of the means)."""
    x = np.asarray(x, dtype=np.float64)
    squares = x.size * (np.var(x) + (np.mean(x) - mu) ** 2)
    return -squares / (2 * sigma2) - x.size / 2 * np.log(2 * np.pi * sigma2)


# ---------------------------------------------------------------- gaussian_mle


def two_passes(x):
    """The mean, then the mean of the squared deviations."""
    x = np.asarray(x, dtype=float)
    mean = np.mean(x)
    return mean, np.mean((x - mean) ** 2)


def with_statistics(x):
    """Python's `statistics` on exact floats."""
    values = [float(v) for v in x]
    return statistics.fmean(values), statistics.pvariance(values)


def running(x):
    """Welford's one-pass recurrence."""
    mean = squares = 0.0
    for n, value in enumerate(x, start=1):
        delta = float(value) - mean
        mean += delta / n
        squares += delta * (float(value) - mean)
    return mean, squares / len(x)


# ----------------------------------------------------------------- laplace_mle


def middle_of_sorted(x):
    """Sorts a copy and averages the middle one or two."""
    ordered, n = sorted(float(v) for v in x), len(x)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def half_quantile(x):
    """The median as a quantile."""
    return np.quantile(np.array(x, dtype=float), 0.5)


def with_statistics_median(x):
    """Python's `statistics` again."""
    return statistics.median([float(v) for v in x])


# ------------------------------------------------------------------ best_theta


def best_so_far(thetas, x):
    """A loop that keeps the best candidate."""
    best, best_value = None, -math.inf
    for theta in thetas:
        value = flip_by_flip(float(theta), x)
        if value > best_value:
            best, best_value = float(theta), value
    return best


def built_in_max(thetas, x):
    """Python's `max` with a key."""
    return max(thetas, key=lambda theta: heads_and_tails_counted(theta, x))


def all_at_once(thetas, x):
    """A table of candidates by flips, smallest negative mean log-likelihood."""
    table = np.where(np.asarray(x)[None, :] == 1, thetas[:, None], 1 - thetas[:, None])
    with np.errstate(divide="ignore"):
        return thetas[np.argmin(-np.log(table).mean(axis=1))]


VARIANTS = {
    "bernoulli_log_likelihood": [
        heads_and_tails_counted,
        flip_by_flip,
        formula_with_masked_terms,
    ],
    "bernoulli_mle": [share_by_counting, share_nonzero, share_by_dot_product],
    "categorical_log_likelihood": [look_up_in_a_loop, counts_of_seen_classes, by_one_hot_rows],
    "categorical_mle": [one_hot_mean, class_by_class, with_a_counter],
    "gaussian_log_likelihood": [standardized, datum_by_datum, variance_added],
    "gaussian_mle": [two_passes, with_statistics, running],
    "laplace_mle": [middle_of_sorted, half_quantile, with_statistics_median],
    "best_theta": [best_so_far, built_in_max, all_at_once],
}
