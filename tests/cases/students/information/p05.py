import numpy as np

def bits_per_symbol(counts):
    p = np.array(counts) / max(counts)
    p = p[p > 0]
    return -(p * np.log2(p)).sum()
