import numpy as np


class _Criterion:
    """Like torch.nn.modules.loss._Loss."""

    def __init__(self, reduction):
        self.reduction = reduction
        self._ctx = None

    @staticmethod
    def _inputs(input, y):
        input = np.array(input, dtype=np.float64)
        y = np.array(y, dtype=np.float64)
        if input.shape != y.shape:
            raise ValueError(f"target size {y.shape} differs from input size {input.shape}")
        return input, y

    def _divisor(self, shape):
        return {"mean": shape[0] * shape[1], "batchmean": shape[0]}.get(self.reduction, 1)

    def reduce(self, pointwise):
        if self.reduction == "none":
            return pointwise
        return np.sum(pointwise) / self._divisor(pointwise.shape)

    def spread(self, slope):
        return slope / self._divisor(slope.shape)


def _as_weight(w):
    return np.float64(1.0) if w is None else np.array(w, dtype=np.float64)


class BCELoss(_Criterion):
    def __init__(self, weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = _as_weight(weight)

    def forward(self, A, Y):
        input, y = self._inputs(A, Y)
        if not ((input >= 0).all() and (input <= 1).all()):
            raise ValueError("all elements of input should be between 0 and 1")
        self._ctx = (input, y)
        with np.errstate(divide="ignore"):
            log_p = np.clip(np.log(input), -100.0, None)
            log_1mp = np.clip(np.log1p(-input), -100.0, None)
        pointwise = (y - 1) * log_1mp - y * log_p
        return self.reduce(self.weight * pointwise)

    def backward(self):
        input, y = self._ctx
        denom = np.maximum((1 - input) * input, 1e-12)
        return self.spread(self.weight * (input - y) / denom)


class BCEWithLogitsLoss(_Criterion):
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        super().__init__(reduction)
        self.weight = _as_weight(weight)
        self.pos_weight = _as_weight(pos_weight)

    def forward(self, A, Y):
        input, y = self._inputs(A, Y)
        self._ctx = (input, y)
        log_weight = (self.pos_weight - 1) * y + 1
        log_sigmoid_neg = np.log1p(np.exp(-np.abs(input))) + np.maximum(-input, 0)
        pointwise = (1 - y) * input + log_weight * log_sigmoid_neg
        return self.reduce(self.weight * pointwise)

    def backward(self):
        input, y = self._ctx
        prob = 0.5 * (1 + np.tanh(0.5 * input))
        slope = (1 - y) * prob - self.pos_weight * y * (1 - prob)
        return self.spread(self.weight * slope)


class KLDivLoss(_Criterion):
    def __init__(self, reduction="mean", log_target=False):
        super().__init__(reduction)
        self.log_target = log_target

    def forward(self, A, Y):
        input, y = self._inputs(A, Y)
        if self.log_target:
            prob, log_prob = np.exp(y), y
        else:
            prob = y
            log_prob = np.zeros_like(y)
            np.log(y, out=log_prob, where=y > 0)
        self._ctx = prob
        pointwise = np.zeros_like(prob)
        happens = prob > 0
        factor = y if self.log_target else prob
        pointwise[happens] = factor[happens] * (log_prob[happens] - input[happens])
        return self.reduce(pointwise)

    def backward(self):
        return self.spread(-self._ctx)


def score_gradient(p, c):
    p = np.asarray(p, dtype=np.float64)
    c = np.asarray(c, dtype=np.float64)
    grad_p = (p - c) / (p * (1 - p))
    mean_grad = np.dot(p, grad_p)
    p *= grad_p - mean_grad
    return p
