import numpy as np


def _fold(pair, x):
    """One step of the online algorithm: the pair (m, s) stands for the number m + log s."""
    m, s = pair
    new = np.maximum(m, x)
    return new, s * np.exp(m - new) + np.exp(x - new)


def _lse_first(z):
    """Log-sum-exp over the first axis, in one pass."""
    pair = z[0], np.ones(z.shape[1:])
    for x in z[1:]:
        pair = _fold(pair, x)
    return pair[0] + np.log(pair[1])


def logsumexp(z, axis=-1, keepdims=False):
    z = np.asarray(z, dtype=float)
    value = _lse_first(np.moveaxis(z, axis, 0))
    if keepdims:
        shape = list(z.shape)
        shape[axis] = 1
        value = np.reshape(value, shape)
    return value


def softmax(z, axis=-1):
    # p_i = 1 / sum_k exp(z_k - z_i)
    z = np.moveaxis(np.asarray(z, dtype=float), axis, 0)
    with np.errstate(over="ignore"):
        odds_against = np.exp(z[:, None] - z[None, :]).sum(axis=0)
    return np.moveaxis(1 / odds_against, 0, axis)


def log_softmax(z, axis=-1):
    # log p_i = -LSE_k(z_k - z_i)
    z = np.moveaxis(np.asarray(z, dtype=float), axis, 0)
    return np.moveaxis(-_lse_first(z[:, None] - z[None, :]), 0, axis)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    one_sided = np.reciprocal(1 + np.exp(-np.abs(z)))       # of |z|, so at least 1/2
    return np.where(np.signbit(z), np.exp(np.minimum(z, 0)) * one_sided, one_sided)


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return (z - np.abs(z)) / 2 - np.log1p(np.exp(-np.abs(z)))


def softmax_jacobian(z):
    # forward mode: the derivative of p in the direction v is p (v - <p, v>)
    p = softmax(z)
    columns = [p * (v - (p @ v)[..., None]) for v in np.eye(p.shape[-1])]
    return np.stack(columns, axis=-1)


def label_surprise(A, Y):
    # sum_c Y_c (LSE - A_c)
    gap = logsumexp(A, axis=1, keepdims=True) - A
    return np.fromiter((np.dot(y, g) for y, g in zip(Y, gap)), dtype=float, count=len(gap))
