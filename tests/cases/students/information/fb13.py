import math

import numpy as np


def _surprise(x, unit):
    return 0.0 - math.log(x) / unit if x > 0 else math.inf


def _unit(base):
    return 1.0 if base is None else math.log(base)


def self_information(p, base=None):
    unit = _unit(base)
    each = np.vectorize(lambda x: _surprise(x, unit), otypes=[float])
    return each(np.asarray(p, dtype=float))[()]


def _entropy_of_vector(vector, unit):
    return math.fsum(x * _surprise(x, unit) for x in vector.tolist() if x != 0)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    return np.apply_along_axis(_entropy_of_vector, axis, p, _unit(base))[()]


def bits_per_symbol(counts):
    whole = [int(c) for c in counts if c]
    n = sum(whole)
    return math.fsum(c / n * (math.log2(n) - math.log2(c)) for c in whole)
