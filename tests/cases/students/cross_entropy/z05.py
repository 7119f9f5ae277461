import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    num, den = 0.0, 0.0
    for l, y in zip(losses, labels):
        num += weight[y] * l
        den += weight[y]
    return float(num / den)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y)
        n, k = A.shape
        mask = (Y != self.ignore_index).astype(np.float64)
        safe_y = np.where(Y == self.ignore_index, 0, Y)
        w = class_weights(self.weight, k)[safe_y] * mask
        picked = np.where(mask > 0, A[np.arange(n), safe_y], 0.0)
        loss = -w * picked
        self.cache = (n, k, safe_y, w)
        if self.reduction == "none":
            return loss
        elif self.reduction == "sum":
            return np.sum(loss)
        return np.sum(loss) / np.sum(w)

    def backward(self):
        n, k, safe_y, w = self.cache
        dA = np.zeros((n, k))
        dA[np.arange(n), safe_y] = -w
        if self.reduction == "mean":
            dA /= np.sum(w)
        return dA


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        if not 0 <= label_smoothing <= 1:
            raise ValueError("label_smoothing must be between 0 and 1")
        self.weight = None if weight is None else tuple(float(x) for x in weight)
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = float(label_smoothing)

    def forward(self, A, Y):
        scores = np.asarray(A, dtype=float)
        target = np.asarray(Y)
        self.N, self.C = scores.shape
        w = class_weights(self.weight, self.C)
        if target.ndim == 1:
            self.where = np.argwhere(target != self.ignore_index).ravel()
            labels = target[self.where]
            target = np.zeros((labels.size, self.C))
            target[range(labels.size), labels] = 1
            self.divisor = w[labels].sum()
        else:
            self.where = np.arange(self.N)
            target = target * 1.0
            self.divisor = self.N
        target = target + self.label_smoothing * (1 / self.C - target)
        scores = scores[self.where]
        top = np.take_along_axis(scores, scores.argmax(axis=1)[:, None], axis=1)
        log_z = top + np.log(np.sum(np.exp(scores - top), axis=1, keepdims=True))
        wt = target * w
        per_row = np.sum(wt * (log_z - scores), axis=1)
        slope = np.exp(scores - log_z) * wt.sum(axis=1)[:, None] - wt
        self.gradient = np.zeros((self.N, self.C))
        self.gradient[self.where] = slope
        full = np.zeros(self.N)
        full[self.where] = per_row
        return {"none": lambda: full, "sum": full.sum, "mean": lambda: full.sum() / self.divisor}[self.reduction]()

    def backward(self):
        return self.gradient / (self.divisor if self.reduction == "mean" else 1)
