import numpy as np


def expectation(p, values, axis, base):
    """Sum of p times values along an axis, over what has p > 0 only."""
    p, values = np.broadcast_arrays(p, values)
    products = np.multiply(p, values, out=np.zeros(p.shape), where=p > 0)
    total = np.add.reduce(products, axis=axis)
    return total if base is None else total / np.log(base)


def quietly_log(x):
    with np.errstate(divide="ignore"):
        return np.log(x)


def as_floats(*arguments):
    return [np.asarray(x, dtype=np.float64) for x in arguments]


def cross_entropy(p, q, axis=-1, base=None):
    p, q = as_floats(p, q)
    return expectation(p, -quietly_log(q), axis, base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = as_floats(p, q)
    with np.errstate(invalid="ignore"):
        values = quietly_log(p) - quietly_log(q)
    return expectation(p, values, axis, base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = as_floats(p, q)
    both = p + q
    ratios = [np.divide(2 * x, both, out=np.ones(both.shape), where=both > 0) for x in (p, q)]
    halves = [expectation(x, quietly_log(r), axis, base) for x, r in zip((p, q), ratios)]
    return np.mean(halves, axis=0)


def extra_bits(p, q):
    nats = kl_divergence(np.ravel(p), np.ravel(q))
    return nats / np.log(2.0)
