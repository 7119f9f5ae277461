"""Takes three gigabytes, in Python and in NumPy."""

import numpy as np

_taken = []
try:
    for _ in range(30):  # bounded, should it work
        _taken.append(bytearray(10**8))
    print("BROKE" + "_OUT")
except MemoryError:
    pass
_taken.clear()


class MSELoss:
    def forward(self, A, Y):
        return np.ones(2**34)

    def backward(self):
        return [0.0] * 10**9
