import math

import numpy as np


# I move the axis to the end and make a long table, so that I only have rows
def to_rows(z, axis):
    z = np.asarray(z, dtype=float)
    moved = np.moveaxis(z, axis, -1)
    return moved.reshape(-1, moved.shape[-1]), moved.shape


def logsumexp(z, axis=-1, keepdims=False):
    rows, shape = to_rows(z, axis)
    answers = []
    for row in rows:
        biggest = max(row)
        total = 0.0
        for number in row:
            total += math.exp(number - biggest)
        answers.append(biggest + math.log(total))
    result = np.array(answers).reshape(shape[:-1])
    if keepdims:
        result = np.expand_dims(result, axis)
    return result


def softmax(z, axis=-1):
    rows, shape = to_rows(z, axis)
    result = np.zeros(rows.shape)
    for i in range(len(rows)):
        biggest = max(rows[i])
        total = 0.0
        for j in range(len(rows[i])):
            result[i, j] = math.exp(rows[i, j] - biggest)
            total += result[i, j]
        for j in range(len(rows[i])):
            result[i, j] = result[i, j] / total
    return np.moveaxis(result.reshape(shape), -1, axis)


def log_softmax(z, axis=-1):
    rows, shape = to_rows(z, axis)
    result = np.zeros(rows.shape)
    for i in range(len(rows)):
        biggest = max(rows[i])
        total = 0.0
        for j in range(len(rows[i])):
            total += math.exp(rows[i, j] - biggest)
        for j in range(len(rows[i])):
            result[i, j] = rows[i, j] - biggest - math.log(total)
    return np.moveaxis(result.reshape(shape), -1, axis)


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    result = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        x = z[index]
        if x >= 0:
            result[index] = 1 / (1 + math.exp(-x))
        else:
            result[index] = math.exp(x) / (math.exp(x) + 1)
    return result


def log_sigmoid(z):
    z = np.asarray(z, dtype=float)
    result = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        x = z[index]
        result[index] = min(x, 0) - math.log1p(math.exp(-abs(x)))
    return result


def softmax_jacobian(z):
    p = softmax(z)
    if p.ndim == 1:
        C = len(p)
        table = np.zeros((C, C))
        for i in range(C):
            for j in range(C):
                if i == j:
                    table[i, j] = p[i] * (1 - p[i])
        return table
    # a batch: one table for each row
    tables = []
    for row in np.asarray(z, dtype=float):
        tables.append(softmax_jacobian(row))
    return np.array(tables)


def label_surprise(A, Y):
    logp = log_softmax(A)
    N, C = logp.shape
    result = np.zeros(N)
    for n in range(N):
        for c in range(C):
            result[n] -= Y[n, c] * logp[n, c]
    return result
