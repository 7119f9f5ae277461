"""Correct solutions of the divergence assignment in styles that differ from the reference."""

import math

import numpy as np


def safe_product(x, y):
    """x · y, and 0 wherever x is 0."""
    x, y = np.broadcast_arrays(x, y)
    return np.multiply(x, y, where=x != 0, out=np.zeros(x.shape))


def log(x, base=None):
    """Logarithm in a base, quietly −inf at 0."""
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(x, dtype=float)) / (1 if base is None else np.log(base))


# -------------------------------------------------------------------- cross_entropy


def by_helper(p, q, axis=-1, base=None):
    """Leaves the convention to a helper function."""
    return -safe_product(np.asarray(p, dtype=float), log(q, base)).sum(axis)


def leaves_out_nan(p, q, axis=-1, base=None):
    """Lets 0 · log 0 become nan and leaves it out; infinities stay."""
    with np.errstate(invalid="ignore"):
        terms = np.asarray(p, dtype=float) * -log(q)
    return np.nansum(terms, axis=axis) / np.log(base or np.e)


def outcome_by_outcome(p, q, axis=-1, base=None):
    """Python loops over a batch of lists."""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    p, q = np.moveaxis(p, axis, -1), np.moveaxis(q, axis, -1)
    value = np.empty(p.shape[:-1])
    for index in np.ndindex(value.shape):
        total = 0.0
        for a, b in zip(p[index].tolist(), q[index].tolist(), strict=True):
            if a > 0:
                total += math.inf if b == 0 else -a * math.log(b)
        value[index] = total / math.log(base or math.e)
    return value if value.shape else float(value)


def prediction_replaced(p, q, axis=-1, base=None):
    """Puts 1 for q where p is 0, so that the logarithm there is 0."""
    p = np.array(p, dtype=float)
    with np.errstate(divide="ignore"):
        surprise = -np.log2(np.where(p == 0, 1.0, np.asarray(q, dtype=float)))
    bits = np.sum(p * surprise, axis=axis)
    return bits * np.log(2) / np.log(np.e if base is None else base)


# -------------------------------------------------------------------- kl_divergence


def difference_of_entropies(p, q, axis=-1, base=None):
    """H(p, q) − H(p), on broadcast arrays."""
    p, q = np.broadcast_arrays(np.float64(p), np.float64(q))
    return by_helper(p, q, axis, base) - by_helper(p, p, axis, base)


def ratio_first(p, q, axis=-1, base=None):
    """One logarithm of the ratio, with 0 / 0 and 0 / q set apart beforehand."""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    with np.errstate(divide="ignore"):
        ratio = np.divide(p, q, out=np.ones(p.shape), where=p > 0)
    return (p * np.log(ratio)).sum(axis) / (1.0 if base is None else np.log(base))


def two_masks(p, q, axis=-1, base=None):
    """Finite terms first, then infinity wherever the support is violated."""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    finite = (p > 0) & (q > 0)
    terms = np.zeros(p.shape)
    terms[finite] = p[finite] * np.log(p[finite] / q[finite])
    value = np.sum(terms, axis=axis)
    violated = np.any((p > 0) & (q == 0), axis=axis)
    return np.where(violated, np.inf, value) / np.log(base or np.e)


# -------------------------------------------------------------------- js_divergence


def entropy_of_mixture(p, q, axis=-1, base=None):
    """The entropy of the middle less the mean entropy."""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))

    def h(x):
        return -safe_product(x, log(x, base)).sum(axis)

    return h((p + q) / 2) - h(p) / 2 - h(q) / 2


def from_the_sum(p, q, axis=-1, base=None):
    """Works with p + q and log 2 instead of the middle."""
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    s = log(p + q)
    parts = safe_product(p, np.log(2) + log(p) - np.where(p > 0, s, 0.0))
    parts = parts + safe_product(q, np.log(2) + log(q) - np.where(q > 0, s, 0.0))
    return 0.5 * parts.sum(axis) / np.log(base or np.e)


def by_ratios(p, q, axis=-1, base=None):
    """Two of the ratio-based divergences from the middle."""
    m = np.add(p, q, dtype=float) * 0.5
    return 0.5 * (ratio_first(p, m, axis, base) + ratio_first(q, m, axis, base))


# ----------------------------------------------------------------------- extra_bits


def paid_less_needed(p, q):
    """The mean code length paid less the one that would do."""
    return outcome_by_outcome(p, q, base=2) - outcome_by_outcome(p, p, base=2)


def repaired(p, q):
    """The colleague's lines with the three repairs in place."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(p / q)
    ratio[p == 0] = 0.0
    return np.sum(p * ratio)


def occurring_symbols_only(p, q):
    """Drops the symbols that never occur before it starts."""
    p, q = p[p > 0], q[p > 0]
    if not q.all():
        return math.inf
    return float(p @ np.log2(p / q))


VARIANTS = {
    "cross_entropy": [by_helper, leaves_out_nan, outcome_by_outcome, prediction_replaced],
    "kl_divergence": [difference_of_entropies, ratio_first, two_masks],
    "js_divergence": [entropy_of_mixture, from_the_sum, by_ratios],
    "extra_bits": [paid_less_needed, repaired, occurring_symbols_only],
}
