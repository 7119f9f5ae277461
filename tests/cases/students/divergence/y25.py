import numpy as np


class Pair:
    """Two arrays of distributions, outcomes on the last axis, zeros of the first one neutralised."""

    def __init__(self, weights, other, axis):
        a, b = np.broadcast_arrays(np.asarray(weights, float), np.asarray(other, float))
        self.a = np.moveaxis(a, axis, -1)
        self.b = np.moveaxis(b, axis, -1)
        self.on = self.a != 0
        self.hopeless = np.logical_and(self.on, self.b == 0).any(axis=-1)

    def expect(self, values):
        finite = np.einsum("...k,...k->...", self.a, values)
        return np.where(self.hopeless, np.inf, finite)[()]

    def log_own(self):
        return np.log(np.where(self.on, self.a, 1))

    def log_other(self):
        return np.log(np.where(self.on & (self.b != 0), self.b, 1))


def _in_base(nats, base):
    return nats if base is None else nats / np.log(base)


def cross_entropy(p, q, axis=-1, base=None):
    pair = Pair(p, q, axis)
    return _in_base(pair.expect(-pair.log_other()), base)


def kl_divergence(p, q, axis=-1, base=None):
    pair = Pair(p, q, axis)
    return _in_base(pair.expect(pair.log_own() - pair.log_other()), base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
    total = 0
    for pair in (Pair(p, p + q, axis), Pair(q, p + q, axis)):
        ln2 = np.where(pair.on, np.log(2), 0)
        total = total + pair.expect(ln2 + pair.log_own() - pair.log_other())
    return _in_base(0.5 * total, base)


extra_bits = lambda p, q: kl_divergence(p, q, base=2)
