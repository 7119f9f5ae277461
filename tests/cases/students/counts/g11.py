import numpy as np


class PoissonNLLLoss:
    """NumPy version of torch.nn.PoissonNLLLoss."""

    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction
        self.saved = None

    def _stirling(self, target):
        term = np.zeros(target.shape)
        mask = target > 1
        t = target[mask]
        term[mask] = t * np.log(t) - t + 0.5 * np.log(2 * np.pi * t)
        return term

    def forward(self, A, Y):
        inputs = np.array(A, dtype=np.float64)
        target = np.array(Y, dtype=np.float64)
        if inputs.shape != target.shape:
            raise ValueError(f"shape mismatch: {inputs.shape} vs {target.shape}")
        self.saved = (inputs, target)
        if self.log_input:
            loss = np.exp(inputs) - target * inputs
        else:
            loss = inputs - target * np.log(inputs + self.eps)
        if self.full:
            loss += self._stirling(target)
        if self.reduction == "mean":
            return loss.mean()
        if self.reduction == "sum":
            return loss.sum()
        return loss

    def backward(self):
        inputs, target = self.saved
        if self.log_input:
            # expected number first, then the slope 1 - y/lambda
            lam = np.exp(inputs)
            grad = 1.0 - target / lam
        else:
            grad = 1.0 - target / (inputs + self.eps)
        if self.reduction == "mean":
            grad = grad / inputs.size
        return grad
