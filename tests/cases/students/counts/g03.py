import numpy as np


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f'A has shape {A.shape}, but Y has shape {Y.shape}')
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction='mean'):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.log_input:
            losses = np.exp(A) - Y * A
            self.gradient = np.exp(A) - Y
        else:
            losses = A - Y * np.log(A + self.eps)
            self.gradient = 1 - Y / (A + self.eps)
        if self.full:
            stirling = Y * np.log(Y) - Y + 0.5 * np.log(2 * np.pi * Y)
            losses = losses + stirling * (Y > 1)
        if self.reduction == 'none':
            return losses
        if self.reduction == 'sum':
            return losses.sum()
        return losses.mean()

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        if self.reduction == 'mean':
            return self.gradient / self.gradient.size
        return self.gradient.copy()
