import numpy as np

def categorical_mle(x, num_classes):
    counts = np.zeros(num_classes)
    for label in x:
        counts[label] = counts[label] + 1
    return np.exp(counts) / np.exp(counts).sum()
