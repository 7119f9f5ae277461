import numpy as np


def cross_entropy(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        tmp = np.where(p == 0, 0.0, -p * np.log(q))
    expected = tmp.sum(axis=axis)
    if base is not None:
        expected = expected / np.log(base)
    return expected


def kl_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        shape = np.broadcast_shapes(p.shape, q.shape)
        p = np.broadcast_to(p, shape).copy()
        q = np.broadcast_to(q, shape).copy()
    never = p == 0
    q[never] = 1.0
    logp = np.log(p + never)      # log(1) = 0 where it never m1
    with np.errstate(divide="ignore"):
        tmp = p * (logp - np.log(q))
    expected = tmp.sum(axis=axis)
    if base is not None:
        expected = expected / np.log(base)
    return expected


def js_divergence(p, q, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    m = 0.5 * (p + q)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(p == 0, 0.0, p * (np.log(p) - np.log(m)))
        right = np.where(q == 0, 0.0, q * (np.log(q) - np.log(m)))
    js = 0.5 * np.sum(left + right, axis=axis)
    return js if base is None else js / np.log(base)


extra_bits = lambda p, q: sum(
    float(a) * (np.log2(float(a)) - np.log2(float(b))) if b > 0 else np.inf for a, b in zip(p, q) if a > 0
)
