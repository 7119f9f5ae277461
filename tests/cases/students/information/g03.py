import numpy as np

# shortcuts
ln = np.log


def self_information(p, base=None):
    b = np.e if base is None else base
    with np.errstate(divide='ignore'):
        return -ln(np.asarray(p, dtype='float64')) / ln(b)


def entropy(p, axis=-1, base=None):
    b = np.e if base is None else base
    p = np.asarray(p, dtype='float64')
    with np.errstate(divide='ignore', invalid='ignore'):
        terms = np.where(p == 0, 0.0, -p * ln(p) / ln(b))
    return np.sum(terms)


def bits_per_symbol(counts):
    c = np.asarray(counts, dtype='float64')
    n = c.sum()
    c = c[c != 0]
    return ln(n) / ln(2) - (c * ln(c)).sum() / n / ln(2)
