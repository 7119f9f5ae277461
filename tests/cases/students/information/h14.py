import numpy as np


def self_information(p, base=None):
    prob = np.array(p, dtype="float64")
    scale = 1.0 if base is None else np.log(base)
    with np.errstate(all="ignore"):
        return -np.log(prob) / scale


LOGS = {None: np.log, 2: np.log2, 10: np.log10}


def entropy(p, axis=-1, base=None):
    prob = np.array(p, dtype="float64")
    log = LOGS[base]
    logp = np.zeros_like(prob)
    log(prob, out=logp, where=prob > 0)
    return -np.sum(prob * logp, axis=axis)


bits_per_symbol = lambda counts: float(
    sum(-(float(c) / n) * np.log2(float(c) / n) for n in [sum(map(float, counts))] for c in counts if c)
)
