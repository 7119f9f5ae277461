import numpy as np

MEAN = "mean"
SUM = "sum"
NONE = "none"
BATCHMEAN = "batchmean"


def asDouble(x):
    return np.array(x, dtype=np.float64)


def verifyShapes(A, Y):
    if A.ndim != Y.ndim or A.shape != Y.shape:
        raise ValueError("shape mismatch: %s, %s" % (A.shape, Y.shape))


def countFor(reduction, rows, cols):
    count = 1
    if reduction == MEAN:
        count = rows * cols
    elif reduction == BATCHMEAN:
        count = rows
    return count


class BCELoss:
    def __init__(self, weight=None, reduction=MEAN):
        self.hasWeight = weight is not None
        self.weight = asDouble(weight) if self.hasWeight else None
        self.reduction = reduction

    def forward(self, A, Y):
        a = asDouble(A)
        y = asDouble(Y)
        verifyShapes(a, y)
        inside = np.logical_and(a >= 0.0, a <= 1.0)
        if not inside.all():
            raise ValueError("probability out of range")
        self.a = a
        self.y = y
        logA = np.full(a.shape, -100.0)
        log1A = np.full(a.shape, -100.0)
        np.log(a, out=logA, where=(a > 0.0))
        np.log(1.0 - a, out=log1A, where=(a < 1.0))
        np.maximum(logA, -100.0, out=logA)
        np.maximum(log1A, -100.0, out=log1A)
        buf = -(y * logA + (1.0 - y) * log1A)
        if self.hasWeight:
            buf *= self.weight
        if self.reduction == NONE:
            return buf
        rows, cols = buf.shape
        return buf.sum() / countFor(self.reduction, rows, cols)

    def backward(self):
        rows, cols = self.a.shape
        den = self.a * (1.0 - self.a)
        den[den < 1e-12] = 1e-12
        grad = (self.a - self.y) / den
        if self.hasWeight:
            grad *= self.weight
        grad /= countFor(self.reduction, rows, cols)
        return grad


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction=MEAN):
        self.weight = asDouble(1.0 if weight is None else weight)
        self.posWeight = asDouble(1.0 if pos_weight is None else pos_weight)
        self.reduction = reduction

    def forward(self, A, Y):
        a = asDouble(A)
        y = asDouble(Y)
        verifyShapes(a, y)
        self.a = a
        self.y = y
        ex = np.exp(-np.abs(a))
        lse = np.log1p(ex)
        neg = a < 0.0
        lse[neg] -= a[neg]
        buf = (1.0 - y) * a
        buf += (1.0 + (self.posWeight - 1.0) * y) * lse
        buf *= self.weight
        if self.reduction == NONE:
            return buf
        rows, cols = buf.shape
        return buf.sum() / countFor(self.reduction, rows, cols)

    def backward(self):
        rows, cols = self.a.shape
        ex = np.exp(-np.abs(self.a))
        sig = 1.0 / (1.0 + ex)
        neg = self.a < 0.0
        sig[neg] = ex[neg] / (1.0 + ex[neg])
        grad = sig - self.y
        grad *= self.weight
        grad /= countFor(self.reduction, rows, cols)
        return grad


class KLDivLoss:
    def __init__(self, reduction=MEAN, log_target=False):
        self.reduction = reduction
        self.logTarget = bool(log_target)

    def forward(self, A, Y):
        a = asDouble(A)
        y = asDouble(Y)
        verifyShapes(a, y)
        rows, cols = a.shape
        prob = np.exp(y) if self.logTarget else y
        buf = np.zeros((rows, cols))
        i = 0
        while i < rows:
            j = 0
            while j < cols:
                if prob[i, j] > 0.0:
                    lg = y[i, j] if self.logTarget else np.log(y[i, j])
                    buf[i, j] = prob[i, j] * (lg - a[i, j])
                j += 1
            i += 1
        self.prob = prob
        if self.reduction == NONE:
            return buf
        return buf.sum() / countFor(self.reduction, rows, cols)

    def backward(self):
        rows, cols = self.prob.shape
        grad = np.negative(self.prob)
        grad /= countFor(self.reduction, rows, cols)
        return grad


def score_gradient(p, c):
    p = asDouble(p)
    c = asDouble(c)
    n = p.shape[0]
    dEdp = (1.0 - c) / (1.0 - p) - c / p
    acc = 0.0
    for k in range(n):
        acc += p[k] * dEdp[k]
    out = np.empty(n)
    for i in range(n):
        out[i] = p[i] * (dEdp[i] - acc)
    return out
