from functools import reduce

import numpy as np

real = lambda z: np.asarray(z, dtype=np.float64)
peak = lambda z, axis: np.maximum.reduce(z, axis=axis, keepdims=True)
fold = lambda z, axis, keep=True: np.add.reduce(z, axis=axis, keepdims=keep)
centred = lambda z, axis: (lambda x: x - peak(x, axis))(real(z))
last = lambda x: np.expand_dims(x, -1)


def logsumexp(z, axis=-1, keepdims=False):
    top = peak(np.abs(real(z)), axis)
    both = top + np.log(fold(np.exp(real(z) - top), axis))
    return both if keepdims else both.take(0, axis=axis)


softmax = lambda z, axis=-1: (lambda e: e / fold(e, axis))(np.exp(centred(z, axis)))


log_softmax = lambda z, axis=-1: (lambda c: c - np.log(fold(np.exp(c), axis)))(centred(z, axis))


sigmoid = lambda z: softmax(np.stack([real(z), np.zeros(np.shape(z))]), axis=0)[0]


log_sigmoid = lambda z: np.negative(np.logaddexp(0.0, np.negative(real(z))))


def softmax_jacobian(z):
    p = softmax(z)
    return last(p) * np.eye(p.shape[-1]) - np.matmul(last(p), np.swapaxes(last(p), -1, -2))


label_surprise = lambda A, Y: reduce(np.subtract, (real(Y) * log_softmax(A)).T, np.zeros(len(A)))
