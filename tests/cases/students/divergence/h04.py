import numpy as np
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """A true and a predicted distribution, flattened to rows of outcomes."""

    p: np.ndarray
    q: np.ndarray
    shape: tuple

    @classmethod
    def of(cls, p, q, axis):
        p, q = np.broadcast_arrays(np.asarray(p, float), np.asarray(q, float))
        p, q = np.moveaxis(p, axis, 0), np.moveaxis(q, axis, 0)
        rest = p.shape[1:]
        return cls(p.reshape(len(p), -1), q.reshape(len(q), -1), rest)

    def total(self, term, base):
        out = np.zeros(self.p.shape[1])
        for pk, qk in zip(self.p, self.q):
            seen = pk != 0
            out[seen] += term(pk[seen], qk[seen])
        out = out.reshape(self.shape) / (1 if base is None else np.log(base))
        return out[()]


ln = lambda v: np.log(v, out=np.full_like(v, -np.inf), where=v > 0)


def cross_entropy(p, q, axis=-1, base=None):
    return Pair.of(p, q, axis).total(lambda a, b: -a * ln(b), base)


def kl_divergence(p, q, axis=-1, base=None):
    return Pair.of(p, q, axis).total(lambda a, b: a * (ln(a) - ln(b)), base)


def js_divergence(p, q, axis=-1, base=None):
    half = lambda a, b: 0.5 * a * (ln(a) - ln(0.5 * (a + b)))
    return Pair.of(p, q, axis).total(half, base) + Pair.of(q, p, axis).total(half, base)


def extra_bits(p, q):
    return float(kl_divergence(p, q, base=2))
