import numpy as np

def categorical_log_likelihood(probs, x):
    probs = np.asarray(probs, dtype=float)
    with np.errstate(divide="ignore"):
        return np.log(probs[x].sum())
