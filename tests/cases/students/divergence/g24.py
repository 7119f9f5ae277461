import numpy as np


def _stack(p, q, axis):
    both = np.broadcast_arrays(np.asarray(p, np.float64), np.asarray(q, np.float64))
    return [np.moveaxis(a, axis, -1) for a in both]


def _dot(a, b):
    return np.einsum("...k,...k->...", a, b)


def _log(x, where):
    out = np.zeros(x.shape)
    with np.errstate(divide="ignore"):
        np.log(x, out=out, where=where)
    return out


def _per(base):
    return 1.0 / np.log(base) if base is not None else 1.0


def _where_positive(a, b):
    # sum a * (-log b) but inf kept apart, so that no 0 * inf can occur
    seen = a > 0
    forbidden = np.any(seen & (b == 0), axis=-1)
    finite = _dot(a, -_log(b, seen & (b > 0)))
    return np.where(forbidden, np.inf, finite)[()]


def cross_entropy(p, q, axis=-1, base=None):
    p, q = _stack(p, q, axis)
    return _where_positive(p, q) * _per(base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = _stack(p, q, axis)
    return (_where_positive(p, q) - _where_positive(p, p)) * _per(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = _stack(p, q, axis)
    m = p + 0.5 * (q - p)
    lm = _log(m, m > 0)
    a = _dot(p, _log(p, p > 0) - lm)
    b = _dot(q, _log(q, q > 0) - lm)
    return 0.5 * (a + b) * _per(base)


def extra_bits(p, q):
    return kl_divergence(p, q, axis=0, base=2)
