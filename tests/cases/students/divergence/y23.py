import math

import numpy as np


def _as_rows(p, q, axis):
    """Broadcast, and put the outcomes last."""
    pair = np.broadcast_arrays(np.array(p, dtype=np.float64), np.array(q, dtype=np.float64))
    return [np.moveaxis(a, axis, -1) for a in pair]


def _for_each(formula, p, q, axis, base):
    p, q = _as_rows(p, q, axis)
    unit = 1.0 if base is None else math.log(base)
    answer = np.empty(p.shape[:-1])
    for where in np.ndindex(*answer.shape):
        answer[where] = formula(p[where].tolist(), q[where].tolist()) / unit
    return answer[()]


def _minus_log(x):
    return math.inf if x == 0 else -math.log(x)


def _ce(ps, qs):
    return sum((a * _minus_log(b) for a, b in zip(ps, qs) if a != 0), 0.0)


def _kl(ps, qs):
    return sum((a * (_minus_log(b) - _minus_log(a)) for a, b in zip(ps, qs) if a != 0), 0.0)


def _js(ps, qs):
    total = 0.0
    for a, b in zip(ps, qs):
        both = a + b
        for one in (a, b):
            if one != 0:
                total += one * math.log(2 * one / both)
    return total / 2


def cross_entropy(p, q, axis=-1, base=None):
    return _for_each(_ce, p, q, axis, base)


def kl_divergence(p, q, axis=-1, base=None):
    return _for_each(_kl, p, q, axis, base)


def js_divergence(p, q, axis=-1, base=None):
    return _for_each(_js, p, q, axis, base)


def extra_bits(p, q):
    return float(_for_each(_kl, p, q, 0, 2))
