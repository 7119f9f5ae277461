import numpy as np

def extra_bits(p, q):
    used = p > 0
    with np.errstate(divide="ignore"):
        ideal = -np.log2(p[used])
        paid = -np.log2(q[used])
    return np.mean(paid - ideal)
