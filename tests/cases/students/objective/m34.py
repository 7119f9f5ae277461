import numpy as np

def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.sum(W ** 2) / 2 / len(W), lam * W / len(W)
