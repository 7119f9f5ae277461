import numpy as np

LN2 = np.log(2.0)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.longdouble)
    q = np.asarray(q, dtype=np.longdouble)
    shape = np.broadcast_shapes(p.shape, q.shape)
    p, q = np.broadcast_to(p, shape), np.broadcast_to(q, shape)
    log_ratio = np.zeros(shape, dtype=np.longdouble)
    happens = p > 0
    log_ratio[happens & (q == 0)] = np.inf
    both = happens & (q > 0)
    log_ratio[both] = np.log(p[both] / q[both])
    result = np.where(happens, p * np.where(happens, log_ratio, 0), 0).sum(axis=axis)
    result = np.float64(result) if np.ndim(result) == 0 else result.astype(np.float64)
    return result if base is None else result / np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    # H(p, q) is the divergence from the "distribution" of ones, twice: sum p log p - sum p log q and back
    own = np.where(p == 0, 1.0, p)
    entropy = -(p * np.log(own)).sum(axis=axis)
    if base is not None:
        entropy = entropy / np.log(base)
    return entropy + kl_divergence(p, q, axis, base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    s = p + q
    # D(p|m) = D(p|p+q) + sum(p) ln 2
    d = kl_divergence(p, s, axis) + kl_divergence(q, s, axis) + LN2 * s.sum(axis=axis)
    d = d / 2
    return d if base is None else d / np.log(base)


def extra_bits(p, q):
    return kl_divergence(p, q) / LN2
