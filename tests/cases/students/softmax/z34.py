import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    m = z.max(axis=axis, keepdims=True)
    out = m + np.log(np.exp(z - m).sum(axis=axis, keepdims=True))
    return out if keepdims else np.squeeze(out, axis=axis)


def softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    shifted = x - np.max(x, axis=axis, keepdims=True)
    exps = np.exp(shifted)
    total = np.sum(exps, axis=axis, keepdims=True)
    return exps / total


def log_softmax(z, axis=-1):
    eps = 1e-10   # avoid log(0)
    return np.log(softmax(z, axis) + eps)


def sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    out[~pos] = ez / (1.0 + ez)
    return out


def log_sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    return -np.logaddexp(0.0, -z)


def softmax_jacobian(z):
    p = softmax(z)
    C = p.shape[-1]
    J = -np.einsum("...i,...j->...ij", p, p)
    J[..., np.arange(C), np.arange(C)] += p
    return J


def label_surprise(A, Y):
    A = np.asarray(A, dtype=np.float64)
    Y = np.asarray(Y, dtype=np.float64)
    s = A - A.max(axis=1, keepdims=True)
    logp = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(Y * logp).sum(axis=1)
