import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        info = -np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        tmp = np.where(p == 0, 0.0, -p * np.log(p))
    h = np.sum(tmp, axis=axis)
    if base is not None:
        h = h / np.log(base)
    return np.abs(h)     # gets rid of -0.0


def bits_per_symbol(counts):
    n = 0.0
    for c in counts:
        n += float(c)
    expected = 0.0
    for c in counts:
        if c > 0:
            f = float(c) / n
            expected += -f * np.log2(f)
    return expected
