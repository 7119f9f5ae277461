import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p, np.float64), np.array(q, np.float64))
    logs = np.zeros(p.shape)
    with np.errstate(divide="ignore"):
        np.log(q, out=logs, where=(p != 0))
    if base is not None:
        logs /= np.log(base)
    return -np.einsum("...k,...k->...", np.moveaxis(p, axis, -1), np.moveaxis(logs, axis, -1))


def kl_divergence(p, q, axis=-1, base=None):
    y = np.array(p, dtype="float64")
    y_hat = np.array(q, dtype="float64")
    mask = y > 0
    log_target = np.log(np.where(mask, y, 1.0))
    log_pred = np.log(np.where(mask, y_hat, 1.0))
    L = (y * (log_target - log_pred)).sum(axis)
    return L if base is None else L / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    a, b = np.broadcast_arrays(np.array(p, dtype="float64"), np.array(q, dtype="float64"))
    mean = (a + b) / 2
    valid = (a > 0) & (b > 0)          # no log(0)
    a_ = np.where(valid, a, 1.0)
    b_ = np.where(valid, b, 1.0)
    m_ = np.where(valid, mean, 1.0)
    L = 0.5 * (a_ * np.log(a_ / m_) + b_ * np.log(b_ / m_)).sum(axis)
    return L if base is None else L / np.log(base)


def extra_bits(p, q):
    paid = cross_entropy(p, q, base=2)
    needed = cross_entropy(p, p, base=2)
    return paid - needed
