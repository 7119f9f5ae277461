import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=np.float64)
    m = np.max(z, axis=axis, keepdims=True)
    s = np.sum(np.exp(z - m), axis=axis, keepdims=keepdims)
    if not keepdims:
        m = np.squeeze(m, axis=axis)
    return m + np.log(s)


def softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    z -= z.max(axis=axis, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=axis, keepdims=True)
    return z


def log_softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    x = x - np.max(x, axis=axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True))


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
    p = softmax(np.array(z, dtype=float))
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def label_surprise(A, Y):
    return -np.sum(Y * log_softmax(A, axis=1), axis=1)
