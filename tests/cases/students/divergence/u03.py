import numpy as np


def _log(x, where):
    out = np.where(where, -np.inf, 0.0)
    return np.log(x, out=out, where=where & (x > 0))


def _in_base(nats, base):
    return nats if base is None else nats / np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, float), np.array(q, float))
    paid = p != 0
    return _in_base(np.add.reduce(np.where(paid, -p * _log(q, paid), 0.0), axis=axis), base)


def kl_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, float), np.array(q, float))
    paid = p != 0
    return _in_base(np.add.reduce(np.where(paid, p * (_log(p, paid) - _log(q, paid)), 0.0), axis=axis), base)


def js_divergence(p, q, axis=-1, base=None):
    pair = np.stack(np.broadcast_arrays(np.array(p, float), np.array(q, float)))
    middle = pair.mean(axis=0)
    halves = [kl_divergence(one, middle, axis=axis, base=base) for one in pair]
    return (halves[0] + halves[1]) / 2


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
