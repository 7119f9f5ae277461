import numpy as np


class PoissonNLLLoss:
    def __init__(self, full=False, log_input=True, eps=1e-8, reduction="mean"):
        self.log_input = log_input
        self.full = full
        self.eps = eps
        self.reduction = reduction

    def forward(self, A, Y):
        A = np.asarray(A)
        Y = np.asarray(Y)
        if A.shape != Y.shape:
            raise ValueError("A.shape != Y.shape")
        a = A.astype(np.float64).ravel()
        y = Y.astype(np.float64).ravel()
        n = a.size
        loss = np.empty(n)
        grad = np.empty(n)
        s = 0.0
        for i in range(n):
            if self.log_input:
                e = np.exp(a[i])
                loss[i] = e - y[i] * a[i]
                grad[i] = e - y[i]
            else:
                d = a[i] + self.eps
                loss[i] = a[i] - y[i] * np.log(d)
                grad[i] = 1.0 - y[i] / d
            if self.full:
                if y[i] > 1.0:
                    loss[i] += y[i] * np.log(y[i]) - y[i] + 0.5 * np.log(2.0 * np.pi * y[i])
            s += loss[i]
        self.grad = grad.reshape(A.shape)
        self.n = n
        if self.reduction == "none":
            return loss.reshape(A.shape)
        if self.reduction == "sum":
            return s
        return s / n

    def backward(self):
        if self.reduction == "mean":
            return self.grad / self.n
        return self.grad.copy()
