import numpy as np

np.seterr(divide="ignore", invalid="ignore")


def ln(base):
    return np.log(base or np.e)


def self_information(p, base=None):
    return abs(np.log(np.array(p, dtype="f8"))) / abs(ln(base)) * np.sign(ln(base))


def entropy(p, axis=-1, base=None):
    p = np.array(p, dtype="f8")
    return -np.nansum(p * np.log(p), axis) / ln(base)


def bits_per_symbol(counts):
    share = np.array(counts, dtype="f8")
    share /= share.sum()
    return -np.log2(np.multiply.reduce(share**share))
