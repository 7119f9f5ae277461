import numpy as np


class _Criterion:
    """Like torch.nn.modules.loss._Loss."""

    def __init__(self, reduction):
        self.reduction = reduction
        self.saved = None

    @staticmethod
    def _check(input, target):
        input = np.array(input, dtype=np.float64)
        target = np.array(target, dtype=np.float64)
        if input.shape != target.shape:
            raise ValueError(f"target size {target.shape} differs from input size {input.shape}")
        return input, target

    def _divisor(self, shape):
        return {"mean": shape[0] * shape[1], "batchmean": shape[0]}.get(self.reduction, 1)

    def _reduce(self, pointwise):
        if self.reduction == "none":
            return pointwise
        return np.sum(pointwise) / self._divisor(pointwise.shape)

    def _spread(self, slope):
        return slope / self._divisor(slope.shape)


def _as_weight(w):
    return np.float64(1.0) if w is None else np.array(w, dtype=np.float64)


class BCELoss(_Criterion):
    def __init__(self, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = _as_weight(weight)

    def forward(self, A, Y):
        input, target = self._check(A, Y)
        if not ((input >= 0).all() and (input <= 1).all()):
            raise ValueError("all elements of input should be between 0 and 1")
        self.saved = (input, target)
        with np.errstate(divide="ignore"):
            log_p = np.clip(np.log(input), -100.0, None)
            log_1mp = np.clip(np.log1p(-input), -100.0, None)
        pointwise = (target - 1) * log_1mp - target * log_p
        return self._reduce(self.weight * pointwise)

    def backward(self):
        input, target = self.saved
        denom = np.maximum((1 - input) * input, 1e-12)
        return self._spread(self.weight * (input - target) / denom)


class BCEWithLogitsLoss(_Criterion):
    def __init__(self, pos_weight=None, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = _as_weight(weight)
        self.pos_weight = _as_weight(pos_weight)

    def forward(self, A, Y):
        input, target = self._check(A, Y)
        self.saved = (input, target)
        log_weight = (self.pos_weight - 1) * target + 1
        log_sigmoid_neg = np.log1p(np.exp(-np.abs(input))) + np.maximum(-input, 0)
        pointwise = (1 - target) * input + log_weight * log_sigmoid_neg
        return self._reduce(self.weight * pointwise)

    def backward(self):
        input, target = self.saved
        prob = 0.5 * (1 + np.tanh(0.5 * input))
        slope = (1 - target) * prob - self.pos_weight * target * (1 - prob)
        return self._spread(self.weight * slope)


class KLDivLoss(_Criterion):
    def __init__(self, reduction="mean", log_target=False):
        super().__init__(reduction)
        self.log_target = log_target

    def forward(self, A, Y):
        input, target = self._check(A, Y)
        if self.log_target:
            prob, log_prob = np.exp(target), target
        else:
            prob = target
            log_prob = np.zeros_like(target)
            np.log(target, out=log_prob, where=target > 0)
        self.saved = prob
        pointwise = np.zeros_like(prob)
        happens = prob > 0
        pointwise[happens] = prob[happens] * (log_prob[happens] - input[happens])
        return self._reduce(pointwise)

    def backward(self):
        return self._spread(-self.saved)


def score_gradient(p, c):
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    grad_p = (p - c) / (p * (1 - p))
    softmax_jacobian = np.diag(p) - np.outer(p, p)
    return softmax_jacobian @ grad_p
