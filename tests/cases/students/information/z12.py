import numpy as np


def entropy(p, axis=-1, base=None):
    """Entropy with x log x as one ufunc call; zeros stay at the zeros of `out`."""
    p = np.asarray(p, dtype=float)
    logp = np.zeros_like(p)
    np.log(p, out=logp, where=(p != 0))
    total = np.add.reduce(p * logp, axis=axis)
    return np.negative(total) / (np.log(base) if base else 1)


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    info = np.full(p.shape, np.inf)
    np.log(p, out=info, where=p > 0)
    np.negative(info, out=info, where=p > 0)
    info = info[()]
    return info / np.log(base) if base else info


def bits_per_symbol(counts):
    values, times = np.unique(np.asarray(counts, dtype=float), return_counts=True)
    n = values @ times
    H = 0.0
    for v, t in zip(values, times):
        if v:
            H = H + t * v / n * (np.log2(n) - np.log2(v))
    return H
