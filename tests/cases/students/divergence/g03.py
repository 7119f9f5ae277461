import numpy as np

INF = float("inf")


def _term(a, b):
    """a * ln(b) for floats a >= 0, b >= 0, with 0 * ln(b) = 0."""
    if a == 0.0:
        return 0.0
    if b == 0.0:
        return -INF
    return a * float(np.log(b))


def _walk(p, q, axis, base, f):
    p, q = np.broadcast_arrays(np.array(p, dtype=np.double), np.array(q, dtype=np.double))
    p = np.moveaxis(p, axis, -1)
    q = np.moveaxis(q, axis, -1)
    unit = 1.0
    if base is not None:
        unit = float(np.log(base))
    res = np.zeros(p.shape[:-1])
    for i in np.ndindex(*res.shape):
        s = 0.0
        for k in range(p.shape[-1]):
            s += f(float(p[i][k]), float(q[i][k]))
        res[i] = s / unit
    return res[()]


def cross_entropy(p, q, axis=-1, base=None):
    return _walk(p, q, axis, base, lambda a, b: -_term(a, b))


def kl_divergence(p, q, axis=-1, base=None):
    return _walk(p, q, axis, base, lambda a, b: _term(a, a) - _term(a, b))


def js_divergence(p, q, axis=-1, base=None):
    def f(a, b):
        m = 0.5 * (a + b)
        return 0.5 * (_term(a, a) - _term(a, m)) + 0.5 * (_term(b, b) - _term(b, m))

    return _walk(p, q, axis, base, f)


def extra_bits(p, q):
    s = 0.0
    for a, b in zip(p, q):
        a, b = float(a), float(b)
        s += _term(a, a) - _term(a, b)
    return s / float(np.log(2.0))
