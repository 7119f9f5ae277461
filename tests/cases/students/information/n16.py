import numpy as np

def bits_per_symbol(counts):
    n = np.sum(counts)
    bits = 0.0
    for c in counts:
        if c > 0:
            bits += c * np.log2(c / n)
    return -bits / len(counts)
