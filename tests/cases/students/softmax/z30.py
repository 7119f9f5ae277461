import math
import numpy as np


def _lse(row):
    top = max(row)
    return top + math.log(math.fsum(math.exp(v - top) for v in row))


def _rows(z, axis):
    z = np.moveaxis(np.array(z, dtype=float), axis, -1)
    return z, z.reshape(-1, z.shape[-1]).tolist()


def logsumexp(z, axis=-1, keepdims=False):
    moved, rows = _rows(z, axis)
    out = np.array([_lse(r) for r in rows]).reshape(moved.shape[:-1])
    return np.expand_dims(out, axis) if keepdims else out


def softmax(z, axis=-1):
    moved, rows = _rows(z, axis)
    table = []
    for r in rows:
        top = max(r)
        e = [math.exp(v - top) for v in r]
        s = math.fsum(e)
        table.append([v / s for v in e])
    return np.moveaxis(np.array(table).reshape(moved.shape), -1, axis)


def log_softmax(z, axis=-1):
    moved, rows = _rows(z, axis)
    table = [[v - _lse(r) for v in r] for r in rows]
    return np.moveaxis(np.array(table).reshape(moved.shape), -1, axis)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    values = [1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v)) for v in z.ravel().tolist()]
    return np.array(values, dtype=float).reshape(z.shape)


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    values = [-math.log1p(math.exp(-v)) if v >= 0 else v - math.log1p(math.exp(v)) for v in z.ravel().tolist()]
    return np.array(values, dtype=float).reshape(z.shape)


def softmax_jacobian(z):
    p = softmax(z)
    C = p.shape[-1]
    J = np.zeros(p.shape + (C,))
    for i in range(C):
        for j in range(C):
            J[..., i, j] = p[..., i] * (1 - p[..., i]) if i == j else -p[..., i] * p[..., j]
    return J


def label_surprise(A, Y):
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    out = []
    for a, y in zip(A.tolist(), Y.tolist()):
        lse = _lse(a)
        out.append(math.fsum(t * (lse - s) for s, t in zip(a, y)))
    return np.array(out)
