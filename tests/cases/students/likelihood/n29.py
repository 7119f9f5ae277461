import numpy as np

def laplace_mle(x):
    values, counts = np.unique(x, return_counts=True)
    return values[np.argmax(counts)]
