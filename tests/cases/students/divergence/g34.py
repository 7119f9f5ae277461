import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    safe_q = np.where(p > 0, q, 1.0)
    nats = -(p * np.log(safe_q)).sum(axis=axis)
    return nats if base is None else nats / np.log(base)


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    safe_q = np.where(p > 0, q, 1.0)
    safe_p = np.where(p > 0, p, 1.0)
    nats = (p * (np.log(safe_p) - np.log(safe_q))).sum(axis=axis)
    return nats if base is None else nats / np.log(base)


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = (p + q) / 2
    js = kl_divergence(p, m, axis, base) / 2 + kl_divergence(q, m, axis, base) / 2
    # rounding must not leave the range of JS
    return np.clip(js, 0.0, np.log(2))


def extra_bits(p, q):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    return kl_divergence(p, q, base=2)
