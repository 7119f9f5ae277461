"""Answers with generators that never end."""

import itertools


class MSELoss:
    def forward(self, A, Y):
        yield from itertools.count()

    def backward(self):
        return (0.0 for _ in itertools.count())
