import numpy as np
import math

# everything by hand, outcome by outcome


def _pairs(p, q, axis):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    return np.moveaxis(p, axis, -1), np.moveaxis(q, axis, -1)


def _loop(p, q, axis, base, term):
    p, q = _pairs(p, q, axis)
    unit = 1.0 if base is None else math.log(base)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(out.shape):
        total = 0.0
        for a, b in zip(p[index].tolist(), q[index].tolist()):
            total += term(a, b)
        out[index] = total / unit
    return out[()]


def _ce_term(a, b):
    if a == 0:
        return 0.0
    if b == 0:
        return math.inf
    return -a * math.log(b)


def _kl_term(a, b):
    if a == 0:
        return 0.0
    if b == 0:
        return math.inf
    return a * (math.log(a) - math.log(b))


def _js_term(a, b):
    s = a + b
    left = a * (math.log(a) - math.log(s) + math.log(2)) if a else 0.0
    right = b * (math.log(b) - math.log(s) + math.log(2)) if b else 0.0
    return (left + right) / 2


def cross_entropy(p, q, axis=-1, base=None):
    return _loop(p, q, axis, base, _ce_term)


def kl_divergence(p, q, axis=-1, base=None):
    return _loop(p, q, axis, base, _kl_term)


def js_divergence(p, q, axis=-1, base=None):
    return _loop(p, q, axis, base, _js_term)


def extra_bits(p, q):
    return _loop(p, q, -1, 2, _kl_term)
