import numpy as np


def logsumexp(z, axis=-1, keepdims=False):
    r"""Return log(sum(exp(z))) along an axis."""
    z = np.asarray(z, dtype=float)
    answer = np.log(np.sum(np.exp(z), axis=axis, keepdims=keepdims))
    return answer


def softmax(z, axis=-1):
    r"""Return the probabilities along an axis."""
    z = np.asarray(z, dtype=float)
    maximum = np.max(z, axis=axis, keepdims=True)
    shifted = z - maximum
    exponentials = np.exp(shifted)
    sums = np.sum(exponentials, axis=axis, keepdims=True)
    answer = exponentials / sums
    return answer


def log_softmax(z, axis=-1):
    r"""Return the log-probabilities along an axis."""
    z = np.asarray(z, dtype=float)
    maximum = np.max(z, axis=axis, keepdims=True)
    shifted = z - maximum
    exponentials = np.exp(shifted)
    sums = np.sum(exponentials, axis=axis, keepdims=True)
    answer = shifted - np.log(sums)
    return answer


def sigmoid(z):
    r"""Return 1/(1 + exp(-z))."""
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        answer = 1 / (1 + np.exp(-z))
    return answer


def log_sigmoid(z):
    r"""Return log(sigmoid(z))."""
    z = np.asarray(z, dtype=float)
    answer = np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    return answer


def softmax_jacobian(z):
    r"""Return all derivatives of softmax."""
    z = np.asarray(z, dtype=float)
    maximum = np.max(z, axis=-1, keepdims=True)
    exponentials = np.exp(z - maximum)
    p = exponentials / np.sum(exponentials, axis=-1, keepdims=True)
    if z.ndim == 1:
        answer = np.diag(p) - p.reshape(-1, 1) @ p.reshape(1, -1)
    else:
        N, C = z.shape
        answer = np.zeros((N, C, C))
        for n in range(N):
            answer[n] = np.diag(p[n]) - p[n].reshape(-1, 1) @ p[n].reshape(1, -1)
    return answer


def label_surprise(A, Y):
    r"""Return the surprise of each row."""
    A = np.asarray(A, dtype=float)
    maximum = np.max(A, axis=1, keepdims=True)
    shifted = A - maximum
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    answer = -np.sum(Y * log_p, axis=1)
    return answer
