import math

import numpy as np


def _sum_of(term):
    """Make a function of (p, q, axis, base) from the term of a single outcome."""
    table = np.vectorize(term, otypes=[float])

    def total(p, q, axis=-1, base=None):
        values = table(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
        return values.sum(axis=axis) / (1.0 if base is None else math.log(base))

    return total


def _paid(p, q):
    if p == 0:
        return 0.0
    return math.inf if q == 0 else -p * math.log(q)


def _wasted(p, q):
    if p == 0:
        return 0.0
    return math.inf if q == 0 else p * (math.log(p) - math.log(q))


def _to_the_middle(p, q):
    return 0.5 * sum(x * math.log(2 * x / (p + q)) for x in (p, q) if x > 0)


cross_entropy = _sum_of(_paid)
kl_divergence = _sum_of(_wasted)
js_divergence = _sum_of(_to_the_middle)


def extra_bits(p, q):
    return float(kl_divergence(p, q, base=2))
