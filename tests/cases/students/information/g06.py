import numpy as np

EPS = 1e-12


def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    out = -np.log(p + EPS)
    if base:
        out = out / np.log(base)
    return out


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=np.float64)
    mask = p > 0
    out = np.zeros_like(p)
    out[mask] = -p[mask] * np.log(p[mask])
    out = out.sum(axis=axis)
    if base:
        out = out / np.log(base)
    return out


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=np.float64)
    return entropy(counts / counts.sum(), base=2)
