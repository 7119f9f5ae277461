import numpy as np


def log_b(x, base):
    return np.log(x) if base is None else np.log(x) / np.log(base)


def self_information(p, base=None):
    return -log_b(np.asarray(p, dtype=float), base)


def entropy(p, axis=-1, base=None):
    p = np.asarray(p, dtype=float)
    K = p.shape[axis]
    rest = list(p.shape)
    del rest[axis]
    rows = p.reshape(-1, K)           # one distribution per row
    out = np.empty(len(rows))
    for n, row in enumerate(rows):
        row = row[row > 0]
        out[n] = -np.sum(row * log_b(row, base))
    return out.reshape(rest)[()]


def bits_per_symbol(counts):
    counts = np.asarray(counts, dtype=float)
    row = counts[counts > 0] / counts.sum()
    return -np.sum(row * log_b(row, 2))
