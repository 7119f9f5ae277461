import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        if log_input:
            self.curve = lambda a, y: (np.exp(a) - a * y, np.exp(a) - y)
        else:
            self.curve = lambda a, y: (a - np.log(a + eps) * y, (a + eps - y) / (a + eps))
        self.extra = full
        self.reduction = reduction

    def forward(self, A, Y):
        counts = np.array(Y, dtype="f8")
        values = np.array(A, dtype="f8")
        if not np.array_equal(values.shape, counts.shape):
            raise ValueError("forward needs a count for each prediction")
        losses, slopes = self.curve(values, counts)
        if self.extra:
            y = np.maximum(counts, 1.0)
            losses = losses + (counts > 1) * ((y + 0.5) * np.log(y) - y + 0.5 * np.log(2 * np.pi))
        weight = 1.0 / losses.size if self.reduction == "mean" else 1.0
        self.pull = lambda: weight * slopes
        return losses if self.reduction == "none" else weight * np.einsum("nc->", losses)

    def backward(self):
        return self.pull()
