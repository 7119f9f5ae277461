import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p, q = np.broadcast_arrays(np.array(p), np.array(q))
    parts = np.zeros_like(p)
    mask = p > 0
    with np.errstate(divide="ignore"):
        logq = np.log(q.astype(np.float64))
    parts[mask] = -p[mask] * logq[mask]
    L = parts.astype(np.float64).sum(axis)
    return L if base is None else L / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    y = np.array(p, dtype="float64")
    y_hat = np.array(q, dtype="float64")
    mask = y > 0
    log_target = np.log(np.where(mask, y, 1.0))
    log_pred = np.log(np.where(mask, y_hat, 1.0))
    L = (y * (log_target - log_pred)).sum(axis)
    return L if base is None else L / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = (p + q) / 2

    def half(d):
        safe_d = np.where(d > 0, d, 1.0)
        safe_m = np.where(d > 0, m, 1.0)
        return np.sum(0.5 * d * (np.log(safe_d) - np.log(safe_m)), axis=axis)

    js = half(p) + half(q)
    return js if base is None else js / np.log(base)


def extra_bits(p, q):
    p = np.array(p, dtype=float)
    q = np.array(q, dtype=float)
    bits = 0.0
    for k in range(len(p)):
        if p[k] > 0:
            if q[k] == 0:
                return np.inf
            bits += p[k] * (np.log2(p[k]) - np.log2(q[k]))
    return bits
