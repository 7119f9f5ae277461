import numpy as np


class Info:
    def __init__(self, axis, base):
        self.axis = axis
        self.nats_per_unit = np.log(base) if base is not None else 1.0

    @staticmethod
    def pair(p, q):
        return np.broadcast_arrays(np.asarray(p, dtype="float64"), np.asarray(q, dtype="float64"))

    def cross(self, p, q):
        with np.errstate(divide="ignore", invalid="ignore"):
            paid = np.negative(p * np.log(q))
        return np.add.reduce(paid, axis=self.axis, where=p > 0) / self.nats_per_unit

    def own(self, p):
        return self.cross(p, p)


def cross_entropy(p, q, axis=-1, base=None):
    return Info(axis, base).cross(*Info.pair(p, q))


def kl_divergence(p, q, axis=-1, base=None):
    info = Info(axis, base)
    p, q = info.pair(p, q)
    return info.cross(p, q) - info.own(p)


def js_divergence(p, q, axis=-1, base=None):
    info = Info(axis, base)
    p, q = info.pair(p, q)
    return info.own((p + q) / 2) - (info.own(p) + info.own(q)) / 2


def extra_bits(p, q):
    info = Info(-1, 2)
    p, q = info.pair(p, q)
    return info.cross(p, q) - info.own(p)
