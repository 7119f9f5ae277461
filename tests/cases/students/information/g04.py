import numpy as np


def _plogp(x):
    # 0 log 0 = 0
    if x == 0.0:
        return 0.0
    return x * np.log(x)


def _unit(base):
    if base is None:
        return 1.0
    return float(np.log(base))


def self_information(p, base=None):
    src = np.array(p, dtype=np.double)
    dst = np.empty(src.shape, dtype=np.double)
    unit = _unit(base)
    for idx in np.ndindex(*src.shape):
        if src[idx] == 0.0:
            dst[idx] = np.inf
        else:
            dst[idx] = -np.log(src[idx]) / unit
    return dst[()]


def entropy(p, axis=-1, base=None):
    src = np.moveaxis(np.array(p, dtype=np.double), axis, 0)
    acc = np.zeros(src.shape[1:], dtype=np.double)
    for k in range(src.shape[0]):
        for idx in np.ndindex(*acc.shape):
            acc[idx] -= _plogp(src[(k,) + idx])
    acc /= _unit(base)
    return acc[()]


def bits_per_symbol(counts):
    n = 0.0
    for c in counts:
        n += float(c)
    h = 0.0
    for c in counts:
        h -= _plogp(float(c) / n)
    return h / np.log(2.0)
