import numpy as np


def self_information(p, base=None):
    prob = np.array(p, dtype="float64")
    scale = 1.0 if base is None else np.log(base)
    with np.errstate(all="ignore"):
        return -np.log(prob) / scale


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    p[p == 0] = 1.0            # 1 * log(1) = 0
    h = -np.sum(p * np.log(p), axis=axis)
    if base is not None:
        h /= np.log(base)
    return h


bits_per_symbol = lambda counts: float(
    sum(-(float(c) / n) * np.log2(float(c) / n) for n in [sum(map(float, counts))] for c in counts if c)
)
