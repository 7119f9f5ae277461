# I come from C, so loops everywhere
import numpy as np


def one_hot(y, C):
    rows = []
    for label in y:
        k = int(label)
        if not 0 <= k < C:
            raise ValueError("label %d is not a class" % k)
        row = [0.0] * C
        row[k] = 1.0
        rows.append(row)
    return np.array(rows).reshape(len(rows), C)


def iota_sum(M):
    total = 0
    for row in np.asarray(M).tolist():
        for entry in row:
            total = total + entry
    return total


def row_softmax_shape_quiz(Z):
    N, C = Z.shape
    P = np.empty((N, C), dtype=float)
    for n in range(N):
        s = 0.0
        for c in range(C):
            s += float(Z[n, c])
        for c in range(C):
            P[n, c] = float(Z[n, c]) / s
    return P


def gradcheck(f, x, h=1e-6):
    shape = np.shape(x)
    base = [float(v) for v in np.ravel(x)]
    claimed = np.array(f(np.array(base).reshape(shape))[1], dtype=float).ravel().tolist()
    worst = 0.0
    for i in range(len(base)):
        up = list(base)
        down = list(base)
        up[i] += h
        down[i] -= h
        f_up = f(np.array(up).reshape(shape))[0]
        f_down = f(np.array(down).reshape(shape))[0]
        d = float((f_up - f_down) / (2 * h))
        g = claimed[i]
        e = abs(g - d) / max(1.0, abs(g), abs(d))
        if not e <= worst:
            worst = e
    return worst


class Loss:
    def __init__(self, reduction="mean"):
        if reduction == "mean" or reduction == "sum" or reduction == "none":
            self.how = reduction
        else:
            raise ValueError("no such reduction")

    def reduce(self, losses):
        if self.how == "none":
            return losses
        total = 0.0
        count = 0
        for l in np.ravel(losses):
            total += float(l)
            count += 1
        if self.how == "mean":
            total /= count
        return total

    def spread(self, slopes):
        result = np.array(slopes, dtype=float)
        if self.how == "mean":
            result /= result.size
        return result


def gradient_step(theta, X, Y, rate):
    N, D = X.shape
    C = Y.shape[1]
    new = np.zeros((D, C))
    for c in range(C):
        res = []
        for n in range(N):
            a = 0.0
            for d in range(D):
                a += float(X[n, d]) * float(theta[d, c])
            res.append(a - float(Y[n, c]))
        for d in range(D):
            g = 0.0
            for n in range(N):
                g += float(X[n, d]) * 2.0 * res[n]
            new[d, c] = float(theta[d, c]) - rate * g / (N * C)
    return new
