import numpy as np

REDUCE = {
    "mean": lambda losses, divisor: losses.sum() / divisor,
    "sum": lambda losses, divisor: losses.sum(),
    "none": lambda losses, divisor: losses,
}
SCALE = {
    "mean": lambda gradient, divisor: gradient / divisor,
    "sum": lambda gradient, divisor: gradient,
    "none": lambda gradient, divisor: gradient,
}

weighted_mean = lambda losses, labels, weight: float(
    sum(weight[k] * l for k, l in zip(labels, losses)) / sum(weight[k] for k in labels)
)


def weights_or_ones(weight, C):
    return np.ones(C) if weight is None else np.array(weight, dtype=float)


class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.options = dict(weight=weight, ignore_index=ignore_index, reduction=reduction)
        self.run_backward = None

    def forward(self, A, Y):
        reduction = self.options["reduction"]
        A = np.array(A, dtype=float)
        N, C = A.shape
        w = weights_or_ones(self.options["weight"], C)
        rows = [n for n in range(N) if Y[n] != self.options["ignore_index"]]
        columns = [int(Y[n]) for n in rows]
        divisor = sum(w[c] for c in columns)
        losses = np.zeros(N)
        losses[rows] = [-w[c] * A[n, c] for n, c in zip(rows, columns)]

        def run_backward():
            gradient = np.zeros((N, C))
            for n, c in zip(rows, columns):
                gradient[n, c] = -w[c]
            return SCALE[reduction](gradient, divisor)

        self.run_backward = run_backward
        return REDUCE[reduction](losses, divisor)

    def backward(self):
        return self.run_backward()


class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.options = dict(weight=weight, ignore_index=ignore_index, reduction=reduction, eps=label_smoothing)
        self.run_backward = None

    def forward(self, A, Y):
        reduction, eps = self.options["reduction"], self.options["eps"]
        A = np.array(A, dtype=float)
        N, C = A.shape
        w = weights_or_ones(self.options["weight"], C)
        top = A.max(axis=1, keepdims=True)
        log_p = A - (top + np.log(np.exp(A - top).sum(axis=1, keepdims=True)))
        if Y.ndim == 1:
            unit = lambda y: np.array([1.0 if c == y else 0.0 for c in range(C)])
            counts = np.array([y != self.options["ignore_index"] for y in Y], dtype=float)
            Q = np.array([unit(y) for y in Y])
            divisor = float(np.sum((Q @ w) * counts))
        else:
            counts, Q, divisor = np.ones(N), np.array(Y, dtype=float), N
        V = (Q - eps * Q + eps / C) * w * counts[:, None]
        self.run_backward = lambda: SCALE[reduction](np.exp(log_p) * V.sum(axis=1)[:, None] - V, divisor)
        return REDUCE[reduction](-(V * log_p).sum(axis=1), divisor)

    def backward(self):
        return self.run_backward()
