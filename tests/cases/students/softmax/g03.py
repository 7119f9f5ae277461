import numpy as np


def as_float(z):
    return np.asarray(z, dtype=float)


def split_max(z, axis):
    """Return the maximum along the axis (kept) and what is left above it (never positive)."""
    z = as_float(z)
    top = np.amax(z, axis=axis, keepdims=True)
    return top, z - top


def exp_minus_abs(z):
    return np.exp(-np.abs(z))


def logsumexp(z, axis=-1, keepdims=False):
    top, rest = split_max(z, axis)
    total = np.sum(np.exp(rest), axis=axis, keepdims=keepdims)
    if not keepdims:
        top = np.squeeze(top, axis=axis)
    return top + np.log(total)


def softmax(z, axis=-1):
    top, rest = split_max(z, axis)
    weights = np.exp(rest)
    return weights / weights.sum(axis=axis, keepdims=True)


def log_softmax(z, axis=-1):
    top, rest = split_max(z, axis)
    return rest - np.log(np.exp(rest).sum(axis=axis, keepdims=True))


def sigmoid(z):
    z = as_float(z)
    small = exp_minus_abs(z)
    numerator = np.where(z < 0, small, 1.0)
    return numerator / (1.0 + small)


def log_sigmoid(z):
    z = as_float(z)
    return np.where(z < 0, z, 0.0) - np.log1p(exp_minus_abs(z))


def softmax_jacobian(z):
    p = softmax(as_float(z))
    return np.diag(p) - np.outer(p, p)


def label_surprise(A, Y):
    return -(as_float(Y) * log_softmax(A)).sum(axis=1)
