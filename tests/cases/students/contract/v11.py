import numpy as np


def one_hot(y, C):
    rows = []
    for label in y:
        label = int(label)
        if label < 0:
            raise ValueError("negative label")
        if label >= C:
            raise ValueError("label too large")
        row = [0.0] * C
        row[label] = 1.0
        rows.append(row)
    return np.array(rows).reshape(len(rows), C)


def iota_sum(M):
    s = 0.0
    for row in M:
        for entry in row:
            s = s + float(entry)
    return s


def row_softmax_shape_quiz(Z):
    out = np.zeros(np.shape(Z))
    for n in range(len(Z)):
        s = 0.0
        for c in range(len(Z[n])):
            s += float(Z[n][c])
        for c in range(len(Z[n])):
            out[n, c] = float(Z[n][c]) / s
    return out


def gradcheck(f, x, h=1e-6):
    x = np.asarray(x)
    shape = x.shape
    numbers = [float(v) for v in x.reshape(-1)]
    _, gradient = f(np.array(numbers).reshape(shape))
    gradient = [float(v) for v in np.array(gradient).reshape(-1)]
    errors = []
    for i in range(len(numbers)):
        more, less = list(numbers), list(numbers)
        more[i] = more[i] + h
        less[i] = less[i] - h
        d = (f(np.array(more).reshape(shape))[0] - f(np.array(less).reshape(shape))[0]) / (2 * h)
        errors.append(abs(gradient[i] - d) / max(1, abs(gradient[i]), abs(d)))
    return max(errors)


class Loss:
    def __init__(self, reduction="mean"):
        if reduction != "mean":
            if reduction != "sum":
                if reduction != "none":
                    raise ValueError("reduction?")
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == "none":
            return losses
        total = 0.0
        count = 0
        for x in np.ravel(losses):
            total += float(x)
            count += 1
        if self.reduction == "sum":
            return total
        return total / count

    def spread(self, slopes):
        result = np.array(slopes, dtype=float)
        if self.reduction == "mean":
            result = result / np.prod(result.shape)
        return result


def gradient_step(theta, X, Y, rate):
    N, D = np.shape(X)
    C = np.shape(theta)[1]
    new = np.zeros((D, C))
    for d in range(D):
        for c in range(C):
            g = 0.0
            for n in range(N):
                a = 0.0
                for k in range(D):
                    a += float(X[n][k]) * float(theta[k][c])
                g += float(X[n][d]) * 2 * (a - float(Y[n][c])) / (N * C)
            new[d, c] = float(theta[d][c]) - rate * g
    return new
