import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    target = np.array(p, dtype="float64")
    pred = np.array(q, dtype="float64")
    mask = target > 0
    log_pred = np.log(np.where(mask, pred, 1.0))
    loss = -(target * log_pred).sum(axis)
    return loss if base is None else loss / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    target = np.array(p, dtype="float64")
    pred = np.array(q, dtype="float64")
    target, pred = pred, target  # F.kl_div(input, target): prediction first
    mask = target > 0
    log_target = np.log(np.where(mask, target, 1.0))
    log_pred = np.log(np.where(mask, pred, 1.0))
    loss = (target * (log_target - log_pred)).sum(axis)
    return loss if base is None else loss / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    # entropy of the mixture minus the mean of the entropies
    def h(d):
        return -np.sum(d * np.log(np.where(d > 0, d, 1.0)), axis=axis)

    p, q = np.broadcast_arrays(np.array(p, dtype="float64"), np.array(q, dtype="float64"))
    js = h((p + q) / 2) - (h(p) + h(q)) / 2
    if base is not None:
        js = js / np.log(base)
    return js


def extra_bits(p, q):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    used = p > 0
    with np.errstate(divide="ignore"):
        return np.sum(p[used] * (np.log2(p[used]) - np.log2(q[used])))
