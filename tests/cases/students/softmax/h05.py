import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    # convert first, otherwise int8 overflows
    z = np.array(z, dtype=np.float64)
    mx = np.max(z, axis=axis, keepdims=True)
    shifted = z - mx
    exps = np.exp(shifted)
    tot = np.sum(exps, axis=axis, keepdims=keepdims)
    if not keepdims:
        mx = np.max(z, axis=axis)
    result = np.log(tot) + mx
    return result


def softmax(z, axis=-1):
    z = np.array(z, dtype=np.float64)
    mx = np.max(z, axis=axis, keepdims=True)
    num = np.exp(z - mx)
    den = np.sum(num, axis=axis, keepdims=True)
    probs = num / den
    return probs


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    lse = logsumexp(z, axis)
    return z - np.expand_dims(lse, axis)


def sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    pos = z >= 0
    neg = ~pos
    z[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    z[neg] = np.exp(z[neg]) / (1.0 + np.exp(z[neg]))
    return z


def log_sigmoid(z):
    z = np.array(z, dtype=np.float64)
    first = np.where(z < 0, z, 0.0)
    second = np.log1p(np.exp(-np.abs(z)))
    return first - second


def softmax_jacobian(z):
    p = softmax(z)
    return p[..., :, None] * (np.eye(p.shape[-1]) - p[..., None, :])


def label_surprise(A, Y):
    """Cross-entropy of each row: -Y . log p."""
    return -(np.asarray(Y, dtype=float) * log_softmax(A, axis=-1)).sum(axis=-1)
