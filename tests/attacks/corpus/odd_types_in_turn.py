"""Returns another odd thing each time: endless lists, numbers without end, types with a secret."""

import numpy as np


class MSELoss:
    count = -1

    def __init__(self, reduction="mean"):
        pass

    def forward(self, A, Y):
        MSELoss.count += 1
        deep, loop = [], []
        for _ in range(100_000):
            deep = [deep]
        loop.append(loop)
        return [
            10**5000,
            deep,
            loop,
            np.zeros((), np.dtype("f8", metadata={"x": 1})),
            np.zeros((), "V8"),
            np.datetime64("2020"),
            [10**400],
            [[1.0] * 10**6] * 100,
            np.ma.masked,
            np.array([1.0])[()],
        ][MSELoss.count % 10]

    def backward(self):
        return [[float("nan")]]
