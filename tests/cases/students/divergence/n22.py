import numpy as np

def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, float), np.asarray(q, float)
    m = (p + q) / 2

    def H(r):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(r > 0, -r * np.log(r), 0.0).sum(axis)

    js = H(m) - (H(p) + H(q))
    return js if base is None else js / np.log(base)
