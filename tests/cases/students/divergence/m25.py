import numpy as np

def extra_bits(p, q):
    total = 0.0
    for a, b in zip(p, q):
        if a == 0:
            continue
        if b == 0:
            return np.inf
        total += a * (np.log2(a) - np.log(b))
    return total
