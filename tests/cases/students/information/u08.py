import numpy as np


def self_information(p, base=None):
    with np.errstate(divide="ignore"):
        nats = np.negative(np.log(np.asarray(p, dtype=np.float64)))
    unit = 1.0 if base is None else float(np.log(base))
    return np.true_divide(nats, unit)


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype=np.float64)
    surprise = np.zeros(p.shape)
    np.log(p, out=surprise, where=p != 0)
    weighted = np.moveaxis(p * surprise, axis, 0)
    total = -np.add.reduce(weighted, axis=0)
    return total if base is None else total / np.log(base)


def bits_per_symbol(counts):
    n = int(np.sum(counts))
    return sum(int(k) / n * np.log2(n / int(k)) for k in counts if k)
