import numpy as np


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self.log_input, self.full, self.eps, self.reduction = log_input, full, eps, reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        if A.shape != Y.shape:
            raise ValueError("shape")
        work = np.empty(A.shape)
        loss = np.empty(A.shape)
        grad = np.empty(A.shape)
        if self.log_input:
            np.exp(A, out=work)
            np.subtract(work, Y, out=grad)
            np.multiply(Y, A, out=loss)
            np.subtract(work, loss, out=loss)
        else:
            np.add(A, self.eps, out=work)
            np.divide(Y, work, out=grad)
            np.subtract(1.0, grad, out=grad)
            np.log(work, out=loss)
            np.multiply(loss, Y, out=loss)
            np.subtract(A, loss, out=loss)
        if self.full:
            many = Y > 1
            log_y = np.log(Y, out=np.zeros(Y.shape), where=many)
            np.add(loss, Y * log_y - Y + 0.5 * (log_y + np.log(2 * np.pi)), out=loss, where=many)
        if self.reduction == "mean":
            grad /= A.size
        self.grad = grad
        if self.reduction == "none":
            return loss
        total = np.add.reduce(loss, axis=None)
        return total / A.size if self.reduction == "mean" else total

    def backward(self):
        return np.array(self.grad)
