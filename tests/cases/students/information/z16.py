import numpy as np
import math


def _log(x, base):
    if x == 0:
        return -math.inf
    return math.log(x) / (1.0 if base is None else math.log(base))


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    out = [-_log(x, base) for x in p.ravel().tolist()]
    return out[0] if p.ndim == 0 else np.array(out).reshape(p.shape)


def entropy(p, axis=-1, base=None):
    p = np.moveaxis(np.array(p, dtype=float), axis, -1)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        h = 0.0
        for x in p[index].tolist():
            if x != 0:
                h -= x * _log(x, base)
        out[index] = h
    if out.ndim == 0:
        return float(out)
    return out


def bits_per_symbol(counts):
    counts = [int(c) for c in counts]
    n = sum(counts)
    h = 0.0
    for c in counts:
        if c == 0:
            continue
        h += (c / n) * math.log2(n / c)
    return h
