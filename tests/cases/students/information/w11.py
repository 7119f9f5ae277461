import numpy as np


def self_information(p, base=None):
    p = np.asarray(p, dtype=float)
    with np.errstate(divide="ignore"):
        info = 0.0 - np.log(p)
    if base is not None:
        info = info / np.log(base)
    return info


def entropy(p, axis=-1, base=None):
    rows = np.moveaxis(np.array(p, dtype=np.float64), axis, 0)
    total = np.zeros(rows.shape[1:])
    for row in rows:
        with np.errstate(divide="ignore", invalid="ignore"):
            total = total + np.where(row == 0, 0.0, -row * np.log(row))
    scale = 1.0 if base is None else np.log(base)
    return total / scale + 0.0


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    freq = counts / counts.sum()
    return entropy(freq, base=2)
