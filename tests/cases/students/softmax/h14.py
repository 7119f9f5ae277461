import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    return np.exp(log_softmax(z, axis))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    # the same number may be taken from all logits
    z = z - np.max(z, axis, keepdims=True)
    return z - logsumexp(z, axis, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    pair = np.stack([z, np.zeros_like(z)])
    return softmax(pair, axis=0)[0]


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    return log_softmax(np.stack([z, np.zeros_like(z)], axis=-1))[..., 0]


def softmax_jacobian(z):
    p = softmax(z)
    J = -p[..., :, np.newaxis] @ p[..., np.newaxis, :]
    i = np.arange(p.shape[-1])
    J[..., i, i] += p
    return J


def label_surprise(A, Y):
    return np.einsum("nc,nc->n", np.asarray(Y, dtype=float), -log_softmax(A))
