import numpy as np


class PoissonNLLLoss:
    """NumPy version of torch.nn.PoissonNLLLoss."""

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction
        self.cache = None

    def _stirling(self, y):
        term = np.zeros(y.shape)
        mask = y > 1
        t = y[mask]
        term[mask] = t * np.log(t) - t + 0.5 * np.log(2 * np.pi * t)
        return term

    def forward(self, A, Y):
        x = np.array(A, dtype=np.float32)
        y = np.array(Y, dtype=np.float32)
        if x.shape != y.shape:
            raise ValueError(f"shape mismatch: {x.shape} vs {y.shape}")
        self.cache = (x, y)
        if self.log_input:
            loss = np.exp(x) - y * x
        else:
            loss = x - y * np.log(x + self.eps)
        if self.full:
            loss += self._stirling(y)
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        x, y = self.cache
        if self.log_input:
            grad = np.exp(x) - y
        else:
            grad = 1.0 - y / (x + self.eps)
        if self.reduction == "mean":
            grad = grad / x.size
        return grad
