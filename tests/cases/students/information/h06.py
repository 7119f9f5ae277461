import numpy as np
from functools import reduce

LN = np.frompyfunc(lambda v: float(np.log(v)) if v > 0 else -np.inf, 1, 1)


def log_in(base):
    """Return a function v -> log_base v."""
    unit = 1.0 if base is None else float(np.log(base))
    return lambda v: np.asarray(LN(v), dtype=np.float64) / unit


def self_information(p, base=None):
    answer = -log_in(base)(np.asarray(p, dtype=np.float64))
    return answer[()] if isinstance(answer, np.ndarray) else answer


def entropy(p, axis=-1, base=None):
    outcomes = np.moveaxis(np.asarray(p, dtype=np.float64), axis, 0)
    log = log_in(base)
    add = lambda h, pk: h - pk * log(np.where(pk == 0, 1.0, pk))
    return reduce(add, outcomes, np.zeros(outcomes.shape[1:]))


def bits_per_symbol(counts):
    n = [float(c) for c in counts if c]
    return float(entropy([c / sum(n) for c in n], base=2))
