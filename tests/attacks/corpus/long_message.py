"""Returns a shape whose printed form would fill a book."""

import numpy as np


class MSELoss:
    def forward(self, A, Y):
        return np.zeros((7,) * 6, dtype=bool)

    def backward(self):
        return np.zeros((2,) * 12, dtype=bool)
