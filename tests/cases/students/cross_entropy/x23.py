import numpy as np


def class_weights(weight, C):
    """Return the weights of C classes as floats, of shape (C,): all ones if `weight` is None."""
    return np.ones(C) if weight is None else np.asarray(weight, dtype=float)


def weighted_mean(losses, labels, weight):
    share = np.take(weight, labels)
    return float(np.dot(share / share.sum(), losses))


class _Linear:
    """Loss of the form -sum_c W_nc logp_nc with a divisor."""

    weight, ignore_index, reduction, label_smoothing = None, -100, "mean", 0.0

    def _logp(self, A):
        raise NotImplementedError

    def _slope(self, W, logp):
        raise NotImplementedError

    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.asarray(Y)
        N, C = A.shape
        w = class_weights(self.weight, C)
        if Y.ndim == 1:
            counts = Y != self.ignore_index
            T = np.equal.outer(Y, np.arange(C)) & counts[:, np.newaxis]
            T, divisor = T.astype(float), None
        else:
            counts, T, divisor = np.full(N, True), Y.astype(float), N
        if divisor is None:
            divisor = np.einsum("nc,c->", T, w)
        T = T + self.label_smoothing * (1 / C - T)
        W = np.einsum("nc,c,n->nc", T, w, counts.astype(float))
        logp = self._logp(A)
        losses = np.where(W != 0, -W * np.where(W != 0, logp, 0.0), 0.0).sum(axis=1)
        scale = {"mean": divisor, "sum": 1, "none": 1}[self.reduction]
        slope = self._slope(W, logp)
        slope[~counts] = 0.0
        self._gradient = slope / scale
        return losses if self.reduction == "none" else losses.sum() / scale

    def backward(self):
        return self._gradient.copy()


class NLLLoss(_Linear):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.__dict__.update(weight=weight, ignore_index=ignore_index, reduction=reduction)

    def _logp(self, A):
        return A

    def _slope(self, W, logp):
        return -W


class CrossEntropyLoss(_Linear):
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.__dict__.update(weight=weight, ignore_index=ignore_index, reduction=reduction,
                             label_smoothing=label_smoothing)

    def _logp(self, A):
        A = A - A.max(axis=1, keepdims=True)
        return A - np.log(np.exp(A).sum(axis=1, keepdims=True))

    def _slope(self, W, logp):
        return np.exp(logp) * W.sum(axis=1, keepdims=True) - W
