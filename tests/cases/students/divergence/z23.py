import numpy as np


def _logs(a, base):
    with np.errstate(divide="ignore"):
        if base is None:
            return np.log(a)
        if base == 2:
            return np.log2(a)
        if base == 10:
            return np.log10(a)
        return np.log(a) / np.log(base)


def _expect(p, what, axis):
    """Sum of p times what, where what happens at all."""
    p, what = np.broadcast_arrays(p, what)
    return np.sum(np.multiply(p, what, where=p != 0, out=np.zeros(p.shape)), axis=axis)


def cross_entropy(p, q, axis=-1, base=None):
    truth, belief = np.asarray(p, float), np.asarray(q, float)
    return _expect(truth, -_logs(belief, base), axis)


def kl_divergence(p, q, axis=-1, base=None):
    truth, belief = np.asarray(p, float), np.asarray(q, float)
    with np.errstate(invalid="ignore"):
        return _expect(truth, _logs(truth, base) - _logs(belief, base), axis)


def js_divergence(p, q, axis=-1, base=None):
    a, b = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
    with np.errstate(invalid="ignore"):
        log_m = _logs(a + b, base) - _logs(2.0, base)
        halves = [_expect(t, _logs(t, base) - log_m, axis) for t in (a, b)]
    return np.mean(halves, axis=0)


def extra_bits(p, q):
    return float(kl_divergence(p, q, axis=0, base=2))
