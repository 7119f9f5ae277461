import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    res = []
    for x in p.flatten():
        if x == 0:
            res.append(np.inf)
        else:
            val = -np.log(x)
            if base is not None:
                val = val / np.log(base)
            res.append(val)
    if p.ndim == 0:
        return res[0]
    return np.array(res)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    res = np.zeros(p.shape)
    nz = p != 0
    res[nz] = -p[nz] * np.log(p[nz])
    if base is not None:
        res = res / np.log(base)
    return res.sum(axis=axis)


def bits_per_symbol(counts):
    n = float(np.sum(counts))
    total = 0.0
    for c in counts:
        if c > 0:
            total += -(c / n) * np.log2(c / n)
    return total
