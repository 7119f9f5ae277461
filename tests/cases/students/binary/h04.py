import numpy as np


def paired(A, Y):
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


def clamped_log(x):
    if x <= 0.0:
        return -100.0
    return max(float(np.log(x)), -100.0)


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A = np.array(A, dtype=float)
        Y = np.array(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        N, C = A.shape
        w = np.ones((N, C))
        if self.weight is not None:
            w = w * np.array(self.weight, dtype=float)
        losses = np.zeros((N, C))
        slopes = np.zeros((N, C))
        for i in range(N):
            for j in range(C):
                a = A[i, j]
                y = Y[i, j]
                if not 0 <= a <= 1:
                    raise ValueError("not a probability")
                losses[i, j] = -w[i, j] * (y * clamped_log(a) + (1 - y) * clamped_log(1 - a))
                slopes[i, j] = w[i, j] * (a - y) / max(a * (1 - a), 1e-12)
        self.slopes = slopes
        if self.reduction == "none":
            return losses
        total = np.sum(losses)
        if self.reduction == "mean":
            self.slopes = slopes / (N * C)
            return total / (N * C)
        return total

    def backward(self):
        """Gradient with respect to A."""
        return self.slopes


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.w = 1.0 if weight is None else np.asarray(weight, dtype=float)
        self.wp = 1.0 if pos_weight is None else np.asarray(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        z, y = paired(A, Y)
        self.saved = (z, y)
        lse = np.log(1 + np.exp(-z))
        pointwise = (1 - y) * z + (1 + (self.wp - 1) * y) * lse
        pointwise = self.w * pointwise
        if self.reduction == "none":
            return pointwise
        return pointwise.sum() if self.reduction == "sum" else pointwise.sum() / pointwise.size

    def backward(self):
        """Gradient with respect to A."""
        z, y = self.saved
        yes, no = np.exp(-np.logaddexp(0, -z)), np.exp(-np.logaddexp(0, z))
        d = self.w * ((1 - y) * yes - self.wp * y * no)
        return d / d.size if self.reduction == "mean" else d


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        """Loss of the batch; keeps what backward needs."""
        A, Y = paired(A, Y)
        self.Y = Y
        if self.log_target:
            losses = np.exp(Y) * (Y - A)
        else:
            losses = np.zeros(A.shape)
            m = Y > 0
            losses[m] = Y[m] * (np.log(Y[m]) - A[m])
        if self.reduction == "mean":
            return losses.mean()
        if self.reduction == "batchmean":
            return losses.sum() / len(losses)
        if self.reduction == "sum":
            return losses.sum()
        return losses

    def backward(self):
        """Gradient with respect to A."""
        grad = -np.exp(self.Y) if self.log_target else -self.Y
        if self.reduction == "mean":
            grad = grad / grad.size
        elif self.reduction == "batchmean":
            grad = grad / len(grad)
        return grad


def score_gradient(p, c):
    C = len(p)
    result = np.zeros(C)
    for i in range(C):
        for k in range(C):
            ck = float(c[k])
            dE = -ck / p[k] + (1 - ck) / (1 - p[k])
            if i == k:
                result[i] += dE * p[k] * (1 - p[k])
            else:
                result[i] += dE * (-p[i] * p[k])
    return result
