"""Returns an array of 80 gigabytes that lives on eight bytes."""

import numpy as np


class MSELoss:
    def forward(self, A, Y):
        return np.lib.stride_tricks.as_strided(np.zeros(1), (10**5, 10**5), (0, 0))

    def backward(self):
        return np.broadcast_to(0.0, (10**5, 10**5))
