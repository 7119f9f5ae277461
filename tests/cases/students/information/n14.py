import numpy as np

def self_information(p, base=None):
    p = np.asarray(p, dtype=np.float64)
    log = np.log if base is None else lambda t: np.log(t) / base
    with np.errstate(divide="ignore"):
        return 0.0 - log(p)
