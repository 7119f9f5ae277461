import numpy as np

# log(e^a + e^b) is associative, so log-sum-exp is its fold


def logsumexp(z, axis=-1, keepdims=False):
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    return np.exp(log_softmax(z, axis))


def log_softmax(z, axis=-1):
    z = np.asarray(z, dtype=float)
    return z - np.logaddexp.reduce(z, axis=axis, keepdims=True)


def sigmoid(z):
    return np.exp(log_sigmoid(z))


def log_sigmoid(z):
    return -np.logaddexp(0.0, -np.asarray(z, dtype=float))


def softmax_jacobian(z):
    p = np.atleast_2d(softmax(z))
    I = np.identity(p.shape[-1])
    # diag(p) - p p^T
    return np.einsum("ni,ij->ij", p, I) - np.einsum("ni,nj->ij", p, p)


def label_surprise(A, Y):
    return -np.einsum("nc,nc->n", np.asarray(Y, dtype=float), log_softmax(A, axis=1))
