import numpy as np


def one_hot(y, C):
    count = len(y)
    flat = np.zeros(count * C)
    offset = 0
    for k in range(count):
        label = int(y[k])
        if label < 0 or label >= C:
            raise ValueError("bad label %d at %d" % (label, k))
        flat[offset + label] = 1.0
        offset += C
    return flat.reshape(count, C)


def iota_sum(M):
    buf = np.asarray(M).ravel()
    acc = np.float64(0.0)
    i = 0
    while i < buf.size:
        acc += np.float64(buf[i])
        i += 1
    return acc


def row_softmax_shape_quiz(Z):
    rows, cols = Z.shape
    out = np.empty((rows, cols), dtype=np.float64)
    for i in range(rows):
        rowBuf = Z[i].astype(np.float64)
        out[i, :] = rowBuf / rowBuf.sum()
    return out


def gradcheck(f, x, h=1e-6):
    shape = np.shape(x)
    work = np.array(x, dtype=np.float64).flatten()
    claimed = np.array(f(work.reshape(shape).copy())[1], dtype=np.float64).flatten()
    errors = np.zeros(work.size)
    for i in range(work.size):
        saved = work[i]
        work[i] = saved + h
        up = f(work.reshape(shape).copy())[0]
        work[i] = saved - h
        down = f(work.reshape(shape).copy())[0]
        work[i] = saved
        delta = (up - down) / (2.0 * h)
        scale = max(1.0, abs(claimed[i]), abs(delta))
        errors[i] = abs(claimed[i] - delta) / scale
    return errors.max()


class Loss:
    NONE = "none"
    SUM = "sum"
    MEAN = "mean"

    def __init__(self, reduction=MEAN):
        if reduction != self.MEAN and reduction != self.SUM and reduction != self.NONE:
            raise ValueError("invalid reduction")
        self.reduction = reduction

    def reduce(self, losses):
        if self.reduction == self.NONE:
            return losses
        acc = np.asarray(losses, dtype=np.float64).sum()
        if self.reduction == self.MEAN:
            acc = acc / np.asarray(losses).size
        return acc

    def spread(self, slopes):
        out = np.array(slopes, dtype=np.float64, copy=True)
        if self.reduction == self.MEAN:
            out *= 1.0 / out.size
        return out


def gradient_step(theta, X, Y, rate):
    t = np.asarray(theta, dtype=np.float64)
    x = np.asarray(X, dtype=np.float64)
    y = np.asarray(Y, dtype=np.float64)
    delta = np.dot(x, t)
    delta -= y
    delta *= 2.0 / delta.size
    t -= rate * np.dot(x.T, delta)
    return t
