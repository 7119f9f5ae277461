from functools import reduce

import numpy as np

real = lambda z: np.asarray(z, dtype=np.float64)
peak = lambda z, axis: np.maximum.reduce(z, axis=axis, keepdims=True)
add_up = lambda z, axis, keep=True: np.add.reduce(z, axis=axis, keepdims=keep)
shifted = lambda z, axis: (lambda x: x - peak(x, axis))(real(z))
last = lambda x: np.expand_dims(x, -1)


def logsumexp(z, axis=-1, keepdims=False):
    top = peak(real(z), axis)
    inside = add_up(np.exp(shifted(z, axis)), axis)
    both = top + np.log(inside)
    return both if keepdims else both.take(0, axis=axis)


softmax = lambda z, axis=-1: (lambda e: e / add_up(e, axis))(np.exp(shifted(z, axis)))


log_softmax = lambda z, axis=-1: (lambda c: c - np.log(add_up(np.exp(c), axis)))(shifted(z, axis))


sigmoid = lambda z: softmax(np.stack([real(z), np.zeros(np.shape(z))]), axis=0)[0]


log_sigmoid = lambda z: np.negative(np.logaddexp(0.0, np.negative(real(z))))


def softmax_jacobian(z):
    p = softmax(z)
    return last(p) * np.eye(p.shape[-1]) - np.matmul(last(p), np.swapaxes(last(p), -1, -2))


label_surprise = lambda A, Y: reduce(np.subtract, (real(Y) * log_softmax(A)).T, np.zeros(len(A)))
