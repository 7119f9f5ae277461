import numpy as np


def _check(A, Y):
    if np.asarray(A).shape == np.asarray(Y).shape:
        return np.asarray(A).astype(np.float64) - np.asarray(Y).astype(np.float64)
    raise ValueError("A.shape != Y.shape")


def _finish(obj, losses, slopes):
    if obj.reduction == "mean":
        obj.dA = slopes * (1.0 / losses.size)
        return float(np.mean(losses))
    obj.dA = slopes
    return float(np.sum(losses)) if obj.reduction == "sum" else losses


class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        E = _check(A, Y)
        return _finish(self, E * E, E + E)

    def backward(self):
        return +self.dA


class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        E = _check(A, Y)
        return _finish(self, E * np.sign(E), np.sign(E))

    def backward(self):
        return +self.dA


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        self.delta, self.reduction = delta, reduction
        if not 0 < self.delta:
            raise ValueError("delta")

    def forward(self, A, Y):
        E = _check(A, Y)
        excess = np.maximum(np.abs(E) - self.delta, 0)
        inner = np.abs(E) - excess
        inner[excess > 0] = self.delta
        return _finish(self, inner * (0.5 * inner) + self.delta * excess if np.any(excess) else 0.5 * E * E,
                       inner * np.sign(E))

    def backward(self):
        return +self.dA


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        self.beta, self.reduction = beta, reduction
        if not 0 <= self.beta:
            raise ValueError("beta")
        self.l1 = L1Loss(reduction) if beta == 0 else None

    def forward(self, A, Y):
        if self.l1 is not None:
            return self.l1.forward(A, Y)
        E = _check(A, Y)
        R = np.abs(E)
        losses, slopes = R - 0.5 * self.beta, np.sign(E)
        for i in zip(*np.nonzero(R < self.beta)):
            slopes[i] = E[i] / self.beta
            losses[i] = 0.5 * slopes[i] * E[i]
        return _finish(self, losses, slopes)

    def backward(self):
        return self.l1.backward() if self.l1 is not None else +self.dA


def mean_squared_price_error(A, Y):
    D = np.asarray(A).astype(np.float64) - np.asarray(Y).astype(np.float64)
    return float(np.linalg.norm(D.ravel()) ** 2 / D.size)
