import numpy as np


def one_hot(y, C):
    N = len(y)
    result = np.zeros((N, C))
    for n in range(N):
        label = int(y[n])
        if label < 0:
            raise ValueError("negative label")
        if label > C - 1:
            raise ValueError("label too big")
        for c in range(C):
            if c == label:
                result[n, c] = 1
    return result


def iota_sum(M):
    N, C = M.shape
    total = 0.0
    for n in range(N):
        for c in range(C):
            total = total + float(M[n, c])
    return total


def row_softmax_shape_quiz(Z):
    N, C = Z.shape
    P = np.zeros((N, C))
    for n in range(N):
        s = 0.0
        for c in range(C):
            s = s + float(Z[n, c])
        for c in range(C):
            P[n, c] = float(Z[n, c]) / s
    return P


def gradcheck(f, x, h=1e-6):
    x = np.array(x)
    value, g = f(np.copy(x))
    g = np.array(g, dtype=float)
    errors = []
    for i in np.ndindex(x.shape):
        x_plus = np.copy(x)
        x_plus[i] = x_plus[i] + h
        x_minus = np.copy(x)
        x_minus[i] = x_minus[i] - h
        fp, _ = f(x_plus)
        fm, _ = f(x_minus)
        d = (fp - fm) / (2 * h)
        bottom = max(abs(g[i]), abs(d))
        errors.append(abs(g[i] - d) / bottom)
    return np.max(errors)


class Loss:
    def __init__(self, reduction="mean"):
        if reduction == "mean":
            self.reduction = "mean"
        elif reduction == "sum":
            self.reduction = "sum"
        elif reduction == "none":
            self.reduction = "none"
        else:
            raise ValueError("reduction must be mean, sum or none")

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        total = np.sum(losses)
        if self.reduction == "mean":
            total = total / np.size(losses)
        return total

    def spread(self, slopes):
        result = np.array(slopes, dtype=float)
        if self.reduction == "mean":
            result = result / np.size(slopes)
        return result


def gradient_step(theta, X, Y, rate):
    N, D = X.shape
    C = Y.shape[1]
    new_theta = np.zeros((D, C))
    # predictions first
    A = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            for d in range(D):
                A[n, c] += float(X[n, d]) * float(theta[d, c])
    # then one parameter after the other
    for d in range(D):
        for c in range(C):
            slope = 0.0
            for n in range(N):
                slope += float(X[n, d]) * 2 * (A[n, c] - float(Y[n, c])) / (N * C)
            new_theta[d, c] = float(theta[d, c]) - rate * slope
    return new_theta
