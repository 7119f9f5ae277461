import numpy as np


def self_information(p, base=None):
    info = np.vectorize(_one, otypes=[float])(np.asarray(p, dtype=float))
    if base is not None:
        info = info * (1 / np.log(base))
    return info if np.ndim(p) else float(info)


def _one(x):
    return np.inf if x == 0 else -np.log(x)


def entropy(p, axis=-1, base=None):
    return np.apply_along_axis(_row, axis, np.asarray(p, dtype=float), base)[()]


def _row(r, base):
    alive = r[r.nonzero()]
    return np.inner(alive, self_information(alive, base)) if alive.size else 0.0


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    return _row(counts / np.add.reduce(counts), 2)
