import numpy as np


def _shift(z, axis):
    """z as floats, minus its maximum along the axis; and that maximum."""
    z = np.asarray(z, dtype=float)
    peak = np.amax(z, axis, keepdims=True)
    return z - peak, peak


def logsumexp(z, axis=-1, keepdims=False):
    diff, peak = _shift(z, axis)
    lse = np.log(np.sum(np.exp(diff), axis, keepdims=True)) + peak
    if keepdims:
        return lse
    return lse.squeeze(axis)


def softmax(z, axis=-1):
    diff, _ = _shift(z, axis)
    weights = np.exp(diff)
    return weights / np.sum(weights, axis, keepdims=True)


def log_softmax(z, axis=-1):
    # the small number avoids log(0)
    return np.log(softmax(z, axis) + 1e-12)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def log_sigmoid(z):
    return -np.logaddexp(0.0, -np.asarray(z, dtype=float))


def softmax_jacobian(z):
    def one(p):
        return np.diag(p) - np.outer(p, p)

    p = softmax(z)
    return one(p) if p.ndim == 1 else np.stack([one(row) for row in p])


def label_surprise(A, Y):
    """Cross-entropy of each row, straight from the scores."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    diff, _ = _shift(A, 1)
    logp = diff - np.log(np.exp(diff).sum(axis=1, keepdims=True))
    return -(Y * logp).sum(axis=1)
