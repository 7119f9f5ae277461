from dataclasses import dataclass, field
import numpy as np


@dataclass
class PoissonNLLLoss:
    log_input: bool = True
    full: bool = False
    eps: float = 1e-8
    reduction: str = "mean"
    _batch: tuple = field(default=(), init=False, repr=False)

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64, copy=True)
        Y = np.array(Y, dtype=np.float64, copy=True)
        if not np.array_equal(A.shape, Y.shape):
            raise ValueError("A and Y need one and the same shape")
        self._batch = (A, Y)
        if self.log_input:
            rate, log_rate = np.exp(A), A
        else:
            rate, log_rate = A, np.log(A + self.eps)
        surprise = rate - np.multiply(Y, log_rate)
        if self.full:
            rows, cols = np.nonzero(Y > 1)
            y = Y[rows, cols]
            surprise[rows, cols] += (y + 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi)
        if self.reduction == "none":
            return surprise
        total = np.einsum("nc->", surprise)
        return total / np.prod(A.shape) if self.reduction == "mean" else total

    def backward(self):
        A, Y = self._batch
        # d rate/dA and d log rate/dA
        if self.log_input:
            d_rate, d_log_rate = np.exp(A), np.ones(A.shape)
        else:
            d_rate, d_log_rate = np.ones(A.shape), 1.0 / (A + self.eps)
        slope = d_rate - Y * d_log_rate
        return slope / np.prod(A.shape) if self.reduction == "mean" else slope
