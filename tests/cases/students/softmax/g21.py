import math

import numpy as np


# scalar kernels

def lse_kernel(v):
    hi = v[0]
    i = 1
    while i < len(v):
        if v[i] > hi:
            hi = v[i]
        i += 1
    acc = 0.0
    i = 0
    while i < len(v):
        acc += math.exp(v[i] - hi)
        i += 1
    return hi + math.log(acc)


def lsm_kernel(v):
    s = lse_kernel(v)
    out = np.empty(len(v))
    i = 0
    while i < len(v):
        out[i] = v[i] - s
        i += 1
    return out


def map_entries(kernel, z):
    x = np.array(z, dtype=np.float64)
    flat = x.ravel()
    i = 0
    while i < flat.size:
        flat[i] = kernel(flat[i])
        i += 1
    return flat.reshape(x.shape)


def logsumexp(z, axis=-1, keepdims=False):
    x = np.array(z, dtype=np.float64)
    out = np.apply_along_axis(lse_kernel, axis, x)
    if keepdims:
        out = np.expand_dims(out, -1)
    return out


def softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    return np.exp(np.apply_along_axis(lsm_kernel, axis, x))


def log_softmax(z, axis=-1):
    x = np.array(z, dtype=np.float64)
    return np.apply_along_axis(lsm_kernel, axis, x)


def sigmoid_kernel(x):
    if x < 0.0:
        e = math.exp(x)
        return e / (1.0 + e)
    return 1.0 / (1.0 + math.exp(-x))


def sigmoid(z):
    return map_entries(sigmoid_kernel, z)


def log_sigmoid_kernel(x):
    if x < 0.0:
        return x - math.log1p(math.exp(x))
    return -math.log1p(math.exp(-x))


def log_sigmoid(z):
    return map_entries(log_sigmoid_kernel, z)


def softmax_jacobian(z):
    p = softmax(z)
    batch = p if p.ndim == 2 else p.reshape(1, -1)
    n, c = batch.shape
    jac = np.zeros((n, c, c))
    b = 0
    while b < n:
        i = 0
        while i < c:
            j = 0
            while j < c:
                delta = 1.0 if i == j else 0.0
                jac[b, i, j] = batch[b, i] * (delta - batch[b, j])
                j += 1
            i += 1
        b += 1
    if p.ndim == 1:
        return jac[0]
    return jac


def label_surprise(A, Y):
    lp = log_softmax(A, 1)
    out = np.zeros(lp.shape[0])
    n = 0
    while n < lp.shape[0]:
        c = 0
        while c < lp.shape[1]:
            out[n] -= Y[n][c] * lp[n, c]
            c += 1
        n += 1
    return out
