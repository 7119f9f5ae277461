import numpy as np

class MSELoss:
    """class without options, remembers only the first batch size"""
    n = None

    def forward(self, A, Y):
        self.E = A - Y
        if self.n is None:
            self.n = self.E.size
        return float((self.E ** 2).sum()) / self.n

    def backward(self):
        return 2 * self.E / self.n
