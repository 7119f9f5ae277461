import numpy as np

_f64 = lambda a: np.asarray(a, dtype=np.float64)
_ln = lambda base: 1.0 if base is None else np.log(base)

self_information = lambda p, base=None: np.log(_f64(p)) / -_ln(base)


def entropy(p, axis=-1, base=None):
    p = np.moveaxis(_f64(p), axis, -1)
    # log(0 + 1) = 0 where p is zero
    return np.einsum("...k,...k->...", p, np.log(p + (p == 0))) / -_ln(base)


bits_per_symbol = lambda counts: (lambda c: entropy(c / c.sum(), base=2))(_f64(counts))
