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
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(p == 0, 0.0, p * (np.log(p) - np.log(q)))
    acc = parts.sum(axis=axis)
    if base is not None:
        acc = acc / np.log(base)
    # Gibbs: the divergence is never negative, so this can only be rounding
    return np.maximum(acc, 0.0)


def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    m = (p + q) / 2

    def half(d):
        safe_d = np.where(d > 0, d, 1.0)
        safe_m = np.where(d > 0, m, 1.0)
        return np.sum(0.5 * d * (np.log(safe_d) - np.log(safe_m)), axis=axis)

    js = half(p) + half(q)
    return js if base is None else js / np.log(base)


extra_bits = lambda p, q: sum(
    float(a) * (np.log2(float(a)) - np.log2(float(b))) if b > 0 else np.inf for a, b in zip(p, q) if a > 0
)
