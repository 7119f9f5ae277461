import numpy as np


class Reduced:
    """forward() calls self.pointwise, which returns losses and slopes at once."""

    reduction = "mean"

    def forward(self, A, Y):
        A = np.array(A).astype(np.float64)
        Y = np.array(Y).astype(np.float64)
        if not np.array_equal(A.shape, Y.shape):
            raise ValueError("A and Y differ in shape")
        losses, slopes = self.pointwise(A, Y)
        match self.reduction:
            case "mean":
                self.gradient = np.true_divide(slopes, A.size)
                return np.average(losses)
            case "batchmean":
                self.gradient = np.true_divide(slopes, A.shape[0])
                return np.average(losses.sum(axis=1))
            case "sum":
                self.gradient = slopes
                return losses.sum(axis=0).sum()
            case "none":
                self.gradient = slopes
                return losses

    def backward(self):
        return self.gradient.copy()


def default(option):
    if option is None:
        option = [[1]]
    return np.array(option).astype(np.float64)


class BCELoss(Reduced):
    def __init__(self, weight=None, reduction="mean"):
        self.weight = default(weight)
        self.reduction = reduction

    def pointwise(self, A, Y):
        if not np.all(np.logical_and(A >= 0, A <= 1)):
            raise ValueError("A must hold probabilities")
        B = 1 - A
        with np.errstate(divide="ignore"):
            surprise_yes = np.minimum(-np.log(A), 100)
            surprise_no = np.minimum(-np.log(B), 100)
        losses = self.weight * Y * surprise_yes + self.weight * (1 - Y) * surprise_no
        AB = A * B
        AB[AB < 1e-12] = 1e-12
        slopes = self.weight * (A - Y) / AB
        return losses, slopes


class BCEWithLogitsLoss(Reduced):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = default(weight)
        self.pos_weight = default(pos_weight)
        self.reduction = reduction

    def pointwise(self, A, Y):
        e = np.exp(-np.abs(A))
        tail = np.log1p(e)
        yes = tail - np.minimum(A, 0)
        no = tail + np.maximum(A, 0)
        near, far = 1 / (1 + e), e / (1 + e)
        sigma = np.select([A > 0, A <= 0], [near, far])
        one_minus_sigma = np.select([A > 0, A <= 0], [far, near])
        wanted, unwanted = self.weight * self.pos_weight * Y, self.weight * (1 - Y)
        return wanted * yes + unwanted * no, unwanted * sigma - wanted * one_minus_sigma


class KLDivLoss(Reduced):
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def pointwise(self, A, Y):
        if self.log_target:
            P, logP = np.exp(Y), Y
        else:
            P = Y
            logP = np.log(P, where=P > 0, out=np.zeros_like(P))
        losses = np.multiply(P, np.subtract(logP, A, where=P > 0, out=np.zeros_like(P)))
        losses[P <= 0] = 0
        return losses, np.negative(P)


def score_gradient(p, c):
    p = np.array(p).astype(np.float64)
    c = np.array(c).astype(np.float64)
    J = -np.outer(p, p)
    J[np.diag_indices_from(J)] += p
    return ((p - c) / p / (1 - p)) @ J
