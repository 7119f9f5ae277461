import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    y_true = np.asarray(p, dtype=np.float64)
    y_pred = np.asarray(q, dtype=np.float64)
    y_true, y_pred = np.broadcast_arrays(y_true, y_pred)
    logs = np.zeros(y_true.shape)
    np.log(y_pred, out=logs, where=y_true > 0)
    loss = -np.sum(y_true * logs, axis=axis)
    return loss / np.log(base) if base is not None else loss


def kl_divergence(p, q, axis=-1, base=None):
    y_true = np.clip(np.asarray(p, dtype=np.float64), 1e-10, 1)
    y_pred = np.clip(np.asarray(q, dtype=np.float64), 1e-10, 1)
    loss = np.sum(y_true * np.log(y_true / y_pred), axis=axis)
    return loss / np.log(base) if base is not None else loss


def js_divergence(p, q, axis=-1, base=None):
    a = np.asarray(p, dtype=np.float64)
    b = np.asarray(q, dtype=np.float64)
    a, b = np.broadcast_arrays(a, b)
    m = 0.5 * (a + b)
    h = lambda z: cross_entropy(z, z, axis, base)
    return h(m) - 0.5 * h(a) - 0.5 * h(b)


def extra_bits(p, q):
    return cross_entropy(p, q, base=2) - cross_entropy(p, p, base=2)
