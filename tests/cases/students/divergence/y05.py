import numpy as np


def slope(f, x, h=1e-6):
    """Central difference: the slope of the function f of one number, at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    with np.errstate(divide="ignore"):
        if p.max() == 1:
            true_class = np.expand_dims(np.argmax(p, axis=axis), axis)
            picked = np.take_along_axis(q, true_class, axis=axis)
            h = -np.log(np.squeeze(picked, axis=axis))
        else:
            h = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=axis)
    return h if base is None else h / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    q = np.array(q, dtype=np.float64)
    with np.errstate(all="ignore"):
        terms = np.where(p == 0, 0.0, p * (np.log(p) - np.log(q)))
    result = terms.sum(axis=axis)
    if base is not None:
        result = result / np.log(base)
    return result


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    m = 0.5 * (p + q)
    return 0.5 * kl_divergence(p, m, axis, base) + 0.5 * kl_divergence(q, m, axis, base)


def extra_bits(p, q):
    p = np.asarray(p, dtype=float)
    q = np.asarray(q, dtype=float)
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * (np.log2(p[used]) - np.log2(q[used])))
