from dataclasses import dataclass

import numpy as np


@dataclass
class Unit:
    nats: float

    @classmethod
    def of(cls, base):
        return cls(1.0) if base is None else cls(float(np.log(base)))


def slices(p, q, axis):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    shape = np.broadcast_shapes(p.shape, q.shape)
    p = np.moveaxis(np.broadcast_to(p, shape), axis, 0)
    q = np.moveaxis(np.broadcast_to(q, shape), axis, 0)
    yield from zip(p, q)


def weigh(weight, x):
    """weight * -log(x), one slice."""
    never = weight == 0
    return weight * -np.log(x * ~never + never)


def cross_entropy(p, q, axis=-1, base=None):
    acc = 0.0
    for pk, qk in slices(p, q, axis):
        acc = acc + weigh(pk, qk)
    return acc / Unit.of(base).nats


def kl_divergence(p, q, axis=-1, base=None):
    acc = 0.0
    for pk, qk in slices(p, q, axis):
        acc = acc + (weigh(pk, qk) - weigh(pk, pk))
    return acc / Unit.of(base).nats


def js_divergence(p, q, axis=-1, base=None):
    acc = 0.0
    for pk, qk in slices(p, q, axis):
        mk = pk / 2 + qk / 2
        acc = acc + weigh(pk, mk) / 2 - weigh(pk, pk) / 2
        acc = acc + weigh(qk, mk) / 2 - weigh(qk, qk) / 2
    return acc / Unit.of(base).nats


def extra_bits(p, q):
    return kl_divergence(p, q, axis=0, base=2)
