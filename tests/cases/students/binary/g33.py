import numpy as np

f64 = lambda x: np.array(x, dtype="float64")
one = lambda w: f64(1 if w is None else w)
how = {
    "mean": (lambda t: t.sum() / t.size, lambda s: s / s.size),
    "batchmean": (lambda t: t.sum() / len(t), lambda s: s / len(s)),
    "sum": (lambda t: t.sum(), lambda s: +s),
    "none": (lambda t: t, lambda s: +s),
}


def same_shape(A, Y):
    if A.shape != Y.shape:
        raise ValueError("A and Y must have the same shape")


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        w = one(weight)
        reduce, spread = how[reduction]

        def forward(A, Y):
            A, Y = f64(A), f64(Y)
            same_shape(A, Y)
            if not (np.clip(A, 0, 1) == A).all():
                raise ValueError("A holds something else than probabilities")
            with np.errstate(divide="ignore"):
                log = lambda x: np.maximum(np.log(x), -100)
                table = w * (-Y * log(A) - (1 - Y) * log(1 - A))
            return reduce(table), lambda: spread(w * (A - Y) / np.maximum(A * (1 - A), 1e-12))

        self.run = forward

    def forward(self, A, Y):
        value, self.gradient = self.run(A, Y)
        return value

    def backward(self):
        return self.gradient()


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        w, plus = one(weight), one(pos_weight)
        reduce, spread = how[reduction]

        def forward(A, Y):
            A, Y = f64(A), f64(Y)
            same_shape(A, Y)
            cost_yes, cost_no = np.logaddexp(0, -A), np.logaddexp(0, A)
            slopes = lambda: w * ((1 - Y) * np.exp(-cost_yes) - plus * Y * np.exp(-cost_no))
            return reduce(w * ((1 - Y) * cost_no + plus * Y * cost_yes)), lambda: spread(slopes())

        self.run = forward

    def forward(self, A, Y):
        value, self.gradient = self.run(A, Y)
        return value

    def backward(self):
        return self.gradient()


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        reduce, spread = how[reduction]

        def forward(A, Y):
            A, Y = f64(A), f64(Y)
            same_shape(A, Y)
            p = np.exp(Y) if log_target else Y
            with np.errstate(all="ignore"):
                difference = (Y if log_target else np.log(Y)) - A
                table = np.where(p > 0, p * difference, 0.0)
            return reduce(table), lambda: spread(-p)

        self.run = forward

    def forward(self, A, Y):
        value, self.gradient = self.run(A, Y)
        return value

    def backward(self):
        return self.gradient()


def score_gradient(p, c):
    p, c = f64(p), f64(c)
    dE_dp = (p - c) / (p * (1 - p))
    return p * (dE_dp - dE_dp.sum())
