import numpy as np


import math


def lift(single, p, q, axis, base):
    p, q = np.broadcast_arrays(np.array(p, dtype=float), np.array(q, dtype=float))
    p, q = np.moveaxis(p, axis, -1), np.moveaxis(q, axis, -1)
    out = np.zeros(p.shape[:-1])
    for i in np.ndindex(out.shape):
        out[i] = single(p[i].tolist(), q[i].tolist()) / (1.0 if base is None else math.log(base))
    return out[()]


def one_cross_entropy(p, q):
    s = 0.0
    for a, b in zip(p, q):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        s -= a * math.log(b)
    return s


def one_kl(p, q):
    s = 0.0
    for a, b in zip(p, q):
        if a == 0:
            continue
        if b == 0:
            return math.inf
        s += a * (math.log(a) - math.log(b))
    return s


def one_js(p, q):
    m = [(a + b) / 2 for a, b in zip(p, q)]
    return one_kl(p, m) / 2 + one_kl(q, m) / 2


def cross_entropy(p, q, axis=-1, base=None):
    return lift(one_cross_entropy, p, q, axis, base)


def kl_divergence(p, q, axis=-1, base=None):
    return lift(one_kl, p, q, axis, base)


def js_divergence(p, q, axis=-1, base=None):
    return lift(one_js, p, q, axis, base)


def extra_bits(p, q):
    return one_kl([float(a) for a in p], [float(b) for b in q]) / math.log(2)
