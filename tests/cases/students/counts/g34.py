import numpy as np


class PoissonNLLLoss:
    """NumPy version of torch.nn.PoissonNLLLoss."""

    def __init__(self, log_input=True, full=False, eps=1e-12, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction
        self.cache = None

    def _stirling(self, target):
        t = target[target > 1]
        return np.sum(t * np.log(t) - t + 0.5 * np.log(2 * np.pi * t))

    def forward(self, A, Y):
        pred = np.array(A, dtype=np.float64)
        target = np.array(Y, dtype=np.float64)
        if pred.shape != target.shape:
            raise ValueError(f"shape mismatch: {pred.shape} vs {target.shape}")
        self.cache = (pred, target)
        if self.log_input:
            loss = np.exp(pred) - target * pred
        else:
            loss = pred - target * np.log(pred + self.eps)
        if self.full:
            loss += self._stirling(target)
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        pred, target = self.cache
        if self.log_input:
            grad = np.exp(pred) - target
        else:
            grad = 1.0 - target / (pred + self.eps)
        if self.reduction == "mean":
            grad = grad / pred.size
        return grad
