import numpy as np

def js_divergence(p, q, axis=-1, base=None):
    p, q = np.asarray(p, float), np.asarray(q, float)
    m = np.sqrt(p * q)
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where(p > 0, p * np.log(p / m), 0).sum(axis)
        b = np.where(q > 0, q * np.log(q / m), 0).sum(axis)
    js = (a + b) / 2
    return js / np.log(base) if base else js
