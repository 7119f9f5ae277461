import numpy as np

# I do everything with loops because then I know what happens :)


def make_table(w, shape):
    # turns a weight option into a full table
    if w is None:
        return np.ones(shape)
    return np.broadcast_to(np.array(w, dtype=float), shape)


def check_shapes(A, Y):
    A = np.array(A, dtype=np.float64)
    Y = np.array(Y, dtype=np.float64)
    if A.shape != Y.shape:
        raise ValueError("A and Y do not have the same shape")
    return A, Y


def safe_log(x):
    if x <= 0:
        return -100.0
    result = np.log(x)
    if result < -100:
        result = -100.0
    return result


class BCELoss:
    def __init__(self, weight=None, reduction="mean"):
        self.weight = weight
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = check_shapes(A, Y)
        N, C = A.shape
        w = make_table(self.weight, A.shape)
        result = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                a = A[n, c]
                y = Y[n, c]
                if not (0 <= a <= 1):
                    raise ValueError("this is not a probability: " + str(a))
                result[n, c] = -w[n, c] * (y * safe_log(a) + (1 - y) * safe_log(1 - a))
        self.A = A
        self.Y = Y
        if self.reduction == "none":
            return result
        total = np.sum(result)
        if self.reduction == "mean":
            total = total / N
        return total

    def backward(self):
        N, C = self.A.shape
        w = make_table(self.weight, self.A.shape)
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                a = self.A[n, c]
                y = self.Y[n, c]
                bottom = a * (1 - a)
                if bottom < 1e-12:
                    bottom = 1e-12
                grad[n, c] = w[n, c] * (a - y) / bottom
                if self.reduction == "mean":
                    grad[n, c] = grad[n, c] / N
        return grad


class BCEWithLogitsLoss:
    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        self.weight = weight
        self.pos_weight = pos_weight
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = check_shapes(A, Y)
        N, C = A.shape
        w = make_table(self.weight, A.shape)
        pw = make_table(self.pos_weight, A.shape)
        result = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                a = A[n, c]
                y = Y[n, c]
                # log(1 + e^-a)
                if a > 0:
                    lg = np.log1p(np.exp(-a))
                else:
                    lg = -a + np.log1p(np.exp(a))
                result[n, c] = w[n, c] * ((1 - y) * a + (1 + (pw[n, c] - 1) * y) * lg)
        self.A = A
        self.Y = Y
        if self.reduction == "none":
            return result
        total = np.sum(result)
        if self.reduction == "mean":
            total = total / (N * C)
        return total

    def backward(self):
        N, C = self.A.shape
        w = make_table(self.weight, self.A.shape)
        pw = make_table(self.pos_weight, self.A.shape)
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                a = self.A[n, c]
                y = self.Y[n, c]
                if a > 0:
                    sig = 1 / (1 + np.exp(-a))
                else:
                    sig = np.exp(a) / (1 + np.exp(a))
                grad[n, c] = w[n, c] * ((1 - y) * sig - pw[n, c] * y * (1 - sig))
                if self.reduction == "mean":
                    grad[n, c] = grad[n, c] / (N * C)
        return grad


class KLDivLoss:
    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        A, Y = check_shapes(A, Y)
        N, C = A.shape
        result = np.zeros((N, C))
        grad = np.zeros((N, C))
        for n in range(N):
            for c in range(C):
                if self.log_target:
                    p = np.exp(Y[n, c])
                    logp = Y[n, c]
                else:
                    p = Y[n, c]
                    logp = np.log(p) if p > 0 else 0.0
                if p > 0:
                    result[n, c] = p * (logp - A[n, c])
                grad[n, c] = -p
        self.grad = grad
        if self.reduction == "none":
            return result
        total = np.sum(result)
        if self.reduction == "mean":
            total = total / (N * C)
        if self.reduction == "batchmean":
            total = total / N
        return total

    def backward(self):
        N, C = self.grad.shape
        if self.reduction == "mean":
            return self.grad / (N * C)
        if self.reduction == "batchmean":
            return self.grad / N
        return self.grad.copy()


def score_gradient(p, c):
    p = np.array(p, dtype=float)
    c = np.array(c, dtype=float)
    C = len(p)
    answer = np.zeros(C)
    for i in range(C):
        for k in range(C):
            dE_dpk = -c[k] / p[k] + (1 - c[k]) / (1 - p[k])
            if i == k:
                dpk_dsi = p[k] * (1 - p[k])
            else:
                dpk_dsi = -p[k] * p[i]
            answer[i] += dE_dpk * dpk_dsi
    return answer
