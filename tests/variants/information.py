"""Correct solutions of the information assignment in styles that differ from the reference."""

import math

import numpy as np

# ----------------------------------------------------------------- self_information


def by_change_of_base(p, base=None):
    """Divides by the logarithm of e, too, instead of asking whether there is a base."""
    with np.errstate(divide="ignore"):
        return -np.log(np.asarray(p, dtype=float)) / np.log(np.e if base is None else base)


def by_logarithm_of_the_inverse(p, base=None):
    """Takes log 1/p, so that 0 becomes infinity before the logarithm."""
    with np.errstate(divide="ignore"):
        inverse = 1 / np.asarray(p, dtype=float)
    return np.log(inverse) if base is None else np.log(inverse) / math.log(base)


def one_at_a_time(p, base=None):
    """A loop over Python floats with an if for each end."""

    def single(x):
        if x == 0:
            return math.inf
        return 0.0 if x == 1 else -math.log(x, base or math.e)

    p = np.asarray(p)
    return np.array([single(float(x)) for x in p.ravel()]).reshape(p.shape)


def into_a_prepared_array(p, base=None):
    """Starts from infinity everywhere and fills in what is possible, in log₂."""
    p = np.array(p, dtype=np.float64, ndmin=1)
    bits = np.full(p.shape, np.inf)
    np.log2(p, out=bits, where=p > 0)
    bits[p > 0] *= -1
    return (bits * np.log(2) / np.log(base or np.e)).reshape(p.shape)


def scalar_or_array(p, base=None):
    """As `into_a_prepared_array`, but gives back a Python float for a number."""
    value = into_a_prepared_array(p, base)
    return value if np.ndim(p) else float(value[0])


# -------------------------------------------------------------------------- entropy


def expectation_of_surprise(p, axis=-1, base=None):
    """Writes the entropy as an average of self-informations."""
    p = np.asarray(p, dtype=float)
    surprise = by_logarithm_of_the_inverse(np.where(p == 0, 1, p), base)
    return (p * surprise).sum(axis=axis)


def without_nan(p, axis=-1, base=None):
    """Lets 0 · log 0 become nan and leaves it out of the sum."""
    p = np.array(p, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = -p * np.log(p)
    return np.nansum(terms, axis=axis) / (1.0 if base is None else np.log(base))


def smallest_float(p, axis=-1, base=None):
    """Adds the smallest normal float, too small to change any probability that is not 0."""
    p = np.asarray(p, dtype=float)
    terms = p * np.log(p + np.finfo(float).tiny)
    return -np.sum(terms, axis) / np.log(np.e if base is None else base)


def row_by_row(p, axis=-1, base=None):
    """A Python loop over distributions and outcomes, with `math.fsum`."""
    scale = 1 if base is None else math.log(base)
    rows = np.moveaxis(np.asarray(p), axis, -1)

    def single(row):
        return math.fsum(-x * math.log(x) / scale for x in row.tolist() if x > 0)

    flat = [single(row) for row in rows.reshape(-1, rows.shape[-1])]
    return np.array(flat).reshape(rows.shape[:-1])


def as_a_dot_product(p, axis=-1, base=None):
    """Uses einsum over the last axis after the given one was moved there."""
    p = np.moveaxis(np.asarray(p, dtype=float), axis, -1)
    log = np.zeros_like(p)
    np.log(p, out=log, where=p != 0)
    value = -np.einsum("...k,...k->...", p, log)
    return value if base is None else value / np.log(base)


# ------------------------------------------------------------------ bits_per_symbol


def occurring_symbols_only(counts):
    """Drops the symbols that do not occur before it starts."""
    counts = np.asarray(counts)
    p = counts[counts > 0] / counts.sum()
    return -(p * np.log2(p)).sum()


def from_the_counts(counts):
    """log₂ N − (1/N) Σ n log₂ n, with no frequencies at all."""
    total = sum(map(int, counts))
    return math.log2(total) - sum(n * math.log2(n) for n in map(int, counts) if n) / total


def loop_repaired(counts):
    """The colleague's loop with the three repairs in place."""
    p = counts / np.sum(counts)
    total = 0.0
    for i in range(len(p)):
        if p[i] > 0:
            total += p[i] * -np.log2(p[i])
    return total


VARIANTS = {
    "self_information": [
        by_change_of_base,
        by_logarithm_of_the_inverse,
        one_at_a_time,
        scalar_or_array,
    ],
    "entropy": [
        expectation_of_surprise,
        without_nan,
        smallest_float,
        row_by_row,
        as_a_dot_product,
    ],
    "bits_per_symbol": [occurring_symbols_only, from_the_counts, loop_repaired],
}
