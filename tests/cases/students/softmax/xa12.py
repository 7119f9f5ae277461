import math

import numpy as np


def _lse(values):
    values = values.tolist()
    top = max(values)
    return top + math.log(math.fsum(math.exp(v - top) for v in values))


def _log_probabilities(values):
    top = values.max()
    rest = math.log(math.fsum(math.exp(v - top) for v in values.tolist()))
    return np.array([(v - top) - rest for v in values.tolist()])


def _probabilities(values):
    top = values.max()
    parts = [math.exp(v - top) for v in values.tolist()]
    whole = math.fsum(parts)
    return np.array([part / whole for part in parts])


def logsumexp(z, axis=-1, keepdims=False):
    answer = np.apply_along_axis(_lse, axis, np.asarray(z, dtype=float))
    return np.expand_dims(answer, axis) if keepdims else answer


def softmax(z, axis=-1):
    return np.apply_along_axis(_probabilities, axis, np.asarray(z, dtype=float))


def log_softmax(z, axis=-1):
    return np.apply_along_axis(_log_probabilities, axis, np.asarray(z, dtype=float))


def _each(function, z):
    z = np.asarray(z, dtype=float)
    return np.array([function(v) for v in z.ravel().tolist()], dtype=float).reshape(z.shape)


def sigmoid(z):
    def one(v):
        odds = math.exp(-abs(v))
        return (odds if v < 0 else 1.0) / (odds + 1.0)

    return _each(one, z)


def log_sigmoid(z):
    return _each(lambda v: (v if v < 0 else 0.0) - math.log1p(math.exp(-abs(v))), z)


def softmax_jacobian(z):
    z = np.asarray(z, dtype=float)
    if z.ndim > 1:
        return np.array([softmax_jacobian(row) for row in z])
    p = softmax(z).tolist()
    return np.array([[pi * (1.0 - pi) if i == j else -pi * pj for j, pj in enumerate(p)] for i, pi in enumerate(p)])


def label_surprise(A, Y):
    pairs = zip(np.asarray(Y, dtype=float), log_softmax(A, 1))
    return np.array([0.0 - math.fsum(y * lp for y, lp in zip(*pair) if y) for pair in pairs])
