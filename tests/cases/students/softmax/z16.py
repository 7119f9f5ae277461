import numpy as np


def _one_lse(v):
    top = np.sort(v)[-1]
    return top + np.log(np.exp(v - top).sum())


def logsumexp(z, axis=-1, keepdims=False):
    z = np.array(z, dtype=float)
    result = np.apply_along_axis(_one_lse, axis, z)
    if keepdims:
        result = np.expand_dims(result, axis)
    return result


def softmax(z, axis=-1):
    def one(v):
        w = np.exp(v - v.max())
        return w / w.sum()
    return np.apply_along_axis(one, axis, np.array(z, dtype=float))


def log_softmax(z, axis=-1):
    return np.apply_along_axis(lambda v: v - _one_lse(v), axis, np.array(z, dtype=float))


def sigmoid(z):
    z = np.array(z, dtype=float)
    left = np.exp(np.minimum(z, 0))       # e^z, used for z < 0
    right = np.exp(-np.maximum(z, 0))     # e^-z, used for z >= 0
    return left / (left + right)


def log_sigmoid(z):
    z = np.array(z, dtype=float)
    out = np.zeros(z.shape)
    neg = z < 0
    out[neg] = z[neg] - np.log1p(np.exp(z[neg]))
    out[~neg] = -np.log1p(np.exp(-z[~neg]))
    return out


def softmax_jacobian(z):
    p = softmax(z)
    column, row = p[..., np.newaxis], np.expand_dims(p, -2)
    return np.eye(p.shape[-1]) * column - np.matmul(column, row)


def label_surprise(A, Y):
    A = np.asarray(A, dtype=np.float64)
    Y = np.asarray(Y, dtype=np.float64)
    s = A - A.max(axis=1, keepdims=True)
    logp = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(Y * logp).sum(axis=1)
