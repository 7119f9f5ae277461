import math

import numpy as np


def along(axis, function, z):
    """Apply a function from a list of floats to a list of floats along an axis."""
    columns = np.moveaxis(np.array(z, dtype=np.float64), axis, -1)
    lists = columns.reshape(-1, columns.shape[-1]).tolist()
    answers = np.array([function(numbers) for numbers in lists])
    return np.moveaxis(answers.reshape(*columns.shape[:-1], -1), -1, axis)


def entrywise(function, z):
    z = np.asarray(z, dtype=np.float64)
    return np.array([function(number) for number in z.ravel().tolist()]).reshape(z.shape)


def lse_of_list(numbers):
    top = max(numbers)
    return top + math.log(math.fsum(math.exp(v - top) for v in numbers))


def logsumexp(z, axis=-1, keepdims=False):
    result = along(axis, lambda numbers: [lse_of_list(numbers)], z)
    return result if keepdims else result.sum(axis=axis)


def softmax(z, axis=-1):
    def share(numbers):
        top = max(numbers)
        powers = [math.exp(v - top) for v in numbers]
        total = math.fsum(powers)
        return [power / total for power in powers]

    return along(axis, share, z)


def log_softmax(z, axis=-1):
    def logs(numbers):
        top = max(numbers)
        rest = lse_of_list([v - top for v in numbers])
        return [v - top - rest for v in numbers]

    return along(axis, logs, z)


def sigmoid(z):
    z = 1.0 * np.asarray(z)
    e = np.exp(-abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def log_sigmoid(z):
    z = 1.0 * np.asarray(z)
    return np.minimum(z, 0) - np.log1p(np.exp(-abs(z)))


def softmax_jacobian(z):
    p = softmax(z)
    if p.ndim == 1:
        return np.diag(p) - np.outer(p, p)
    return np.stack([softmax_jacobian(row) for row in np.asarray(z)])


def label_surprise(A, Y):
    logs, Y = log_softmax(A), np.asarray(Y, dtype=np.float64)
    return np.array([-math.fsum(y * v for y, v in zip(*rows)) for rows in zip(Y, logs)])
