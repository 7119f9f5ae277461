import numpy as np

A = lambda x: np.asarray(x, dtype=np.float64)


def reduce_terms(terms, axis, base):
    total = terms.sum(axis=axis)
    return total if base is None else np.true_divide(total, np.log(base))


@np.errstate(divide="ignore", invalid="ignore")
def plog(p, x):
    """p * log(x), 0 where p is 0"""
    t = p * np.log(x)
    return np.where(np.logical_not(p), 0.0, t)


@np.errstate(divide="ignore", invalid="ignore")
def _ratio(a, b):
    return np.true_divide(a, b)


cross_entropy = lambda p, q, axis=-1, base=None: reduce_terms(0.0 - plog(A(p), A(q)), axis, base)
kl_divergence = lambda p, q, axis=-1, base=None: reduce_terms(plog(A(p), _ratio(A(p), A(q))), axis, base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = A(p), A(q)
    half_p = plog(p, _ratio(2 * p, p + q))
    half_q = plog(q, _ratio(2 * q, p + q))
    return reduce_terms((half_p + half_q) / 2, axis, base)


def extra_bits(p, q):
    pairs = [(float(a), float(b)) for a, b in zip(p, q) if a != 0]
    if any(b == 0 for _, b in pairs):
        return float("inf")
    return float(sum(a * np.log2(a / b) for a, b in pairs))
