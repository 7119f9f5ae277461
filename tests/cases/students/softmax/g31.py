from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Scores:
    """Logits together with the axis along which they compete."""
    values: np.ndarray
    axis: int = -1

    @classmethod
    def of(cls, z, axis=-1):
        return cls(np.array(z, dtype=float), axis)

    @cached_property
    def highest(self):
        return self.values.max(axis=self.axis, keepdims=True)

    @cached_property
    def relative(self):
        return self.values - self.highest

    @cached_property
    def odds(self):
        return np.exp(self.relative)

    @cached_property
    def total(self):
        return self.odds.sum(axis=self.axis, keepdims=True)


def logsumexp(z, axis=-1, keepdims=False):
    logits = Scores.of(z, axis)
    kept = logits.highest + np.log(logits.total)
    return kept if keepdims else kept.squeeze(axis=axis)


def softmax(z, axis=-1):
    logits = Scores.of(z, axis)
    return logits.odds / logits.total


def log_softmax(z, axis=-1):
    logits = Scores.of(z, axis)
    return logits.relative - np.log(logits.total)


def sigmoid(z):
    z = np.array(z, dtype=float)
    yes = np.exp(np.minimum(z, 0))
    no = np.exp(np.minimum(-z, 0))
    return yes / (yes + no)


def log_sigmoid(z):
    z = np.array(z, dtype=float)
    return np.minimum(z, 0) - np.log1p(np.exp(-np.maximum(z, -z)))


def softmax_jacobian(z):
    logits = Scores.of(z)
    p = logits.odds / logits.total
    jacobian = np.zeros(p.shape + p.shape[-1:])
    for j in range(p.shape[-1]):
        jacobian[..., j] = -p * p[..., j:j + 1]
        jacobian[..., j, j] += p[..., j]
    return jacobian


def label_surprise(A, Y):
    logits = Scores.of(A, 1)
    return np.sum(Y * (np.log(logits.total) - logits.relative), axis=1)
