import numpy as np

MEAN = "mean"
SUM = "sum"
NONE = "none"


def load(A, Y):
    a = np.array(A, dtype=np.float64)
    y = np.array(Y, dtype=np.float64)
    if a.shape != y.shape:
        raise ValueError("shape mismatch")
    return a.ravel(), y.ravel(), a.shape


def finish(buf, shape, reduction):
    if reduction == NONE:
        return np.array(buf).reshape(shape)
    acc = 0.0
    for v in buf:
        acc += v
    if reduction == MEAN:
        acc /= len(buf)
    return acc


class MSELoss:
    def __init__(self, reduction=MEAN):
        self.reduction = reduction
        self.buf = []
        self.shape = (0, 0)

    def forward(self, A, Y):
        a, y, self.shape = load(A, Y)
        n = len(a)
        self.buf = [0.0] * n
        out = [0.0] * n
        i = 0
        while i < n:
            self.buf[i] = a[i] - y[i]
            out[i] = self.buf[i] * self.buf[i]
            i += 1
        return finish(out, self.shape, self.reduction)

    def backward(self):
        n = len(self.buf)
        g = np.empty(n)
        div = n if self.reduction == MEAN else 1
        i = 0
        while i < n:
            g[i] = 2.0 * self.buf[i] / div
            i += 1
        return g.reshape(self.shape)


class L1Loss:
    def __init__(self, reduction=MEAN):
        self.reduction = reduction
        self.buf = []
        self.shape = (0, 0)

    def forward(self, A, Y):
        a, y, self.shape = load(A, Y)
        n = len(a)
        self.buf = [0.0] * n
        out = [0.0] * n
        i = 0
        while i < n:
            self.buf[i] = a[i] - y[i]
            out[i] = -self.buf[i] if self.buf[i] < 0 else self.buf[i]
            i += 1
        return finish(out, self.shape, self.reduction)

    def backward(self):
        n = len(self.buf)
        g = np.empty(n)
        div = n if self.reduction == MEAN else 1
        i = 0
        while i < n:
            s = (self.buf[i] > 0.0) * 1.0 - (self.buf[i] < 0.0) * 1.0
            g[i] = s / div
            i += 1
        return g.reshape(self.shape)


class HuberLoss:
    def __init__(self, delta=1.0, reduction=MEAN):
        if not (delta > 0):
            raise ValueError("delta <= 0")
        self.delta = float(delta)
        self.reduction = reduction
        self.buf = []
        self.shape = (0, 0)

    def forward(self, A, Y):
        a, y, self.shape = load(A, Y)
        n = len(a)
        self.buf = [0.0] * n
        out = [0.0] * n
        i = 0
        while i < n:
            e = a[i] - y[i]
            self.buf[i] = e
            if e > self.delta:
                out[i] = self.delta * (e - 0.5 * self.delta)
            else:
                out[i] = 0.5 * e * e
            i += 1
        return finish(out, self.shape, self.reduction)

    def backward(self):
        n = len(self.buf)
        g = np.empty(n)
        div = n if self.reduction == MEAN else 1
        i = 0
        while i < n:
            e = self.buf[i]
            if e > self.delta:
                e = self.delta
            elif e < -self.delta:
                e = -self.delta
            g[i] = e / div
            i += 1
        return g.reshape(self.shape)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction=MEAN):
        if beta < 0:
            raise ValueError("beta < 0")
        self.beta = float(beta)
        self.reduction = reduction
        self.buf = []
        self.shape = (0, 0)

    def forward(self, A, Y):
        a, y, self.shape = load(A, Y)
        n = len(a)
        self.buf = [0.0] * n
        out = [0.0] * n
        i = 0
        while i < n:
            e = a[i] - y[i]
            self.buf[i] = e
            if e >= self.beta:
                out[i] = e - 0.5 * self.beta
            elif e <= -self.beta:
                out[i] = -e - 0.5 * self.beta
            else:
                out[i] = 0.5 * e * (e / self.beta)
            i += 1
        return finish(out, self.shape, self.reduction)

    def backward(self):
        n = len(self.buf)
        g = np.empty(n)
        div = n if self.reduction == MEAN else 1
        i = 0
        while i < n:
            e = self.buf[i]
            if e == 0.0:
                s = 0.0
            elif e >= self.beta:
                s = 1.0
            elif e <= -self.beta:
                s = -1.0
            else:
                s = e / self.beta
            g[i] = s / div
            i += 1
        return g.reshape(self.shape)


def mean_squared_price_error(A, Y):
    a = np.array(A, dtype=np.int64)
    y = np.array(Y, dtype=np.int64)
    return float(np.mean((a - y) * (a - y)))
