import numpy as np


def one_hot(y, C):
    """Return the one-hot rows of the labels y: numbers, in an array of shape (N, C)."""
    # check the labels
    for label in y:
        if label < 0 or label >= C:
            raise ValueError("Label " + str(label) + " is not a class")
    # one row per label
    rows = []
    for label in y:
        row = [0] * C
        row[int(label)] = 1
        rows.append(row)
    return np.array(rows).reshape(len(rows), C)


def iota_sum(M):
    """Return the sum of all entries of M, of shape (N, C), as a single number."""
    N = M.shape[0]
    C = M.shape[1]
    iota_N = np.ones(N)
    iota_C = np.ones(C)
    # first the rows, then what is left
    row_sums = np.dot(M.astype(float), iota_C)
    return np.dot(iota_N, row_sums)


def row_softmax_shape_quiz(Z):
    """Return Z with each row divided by its sum, of the shape (N, C) of Z."""
    Z = Z.astype(float)
    row_sums = np.sum(Z, axis=1)
    row_sums = row_sums.reshape(-1, 1)
    return Z / row_sums


def gradcheck(f, x, h=1e-6):
    """Return the largest error of a claimed gradient, measured with central differences."""
    x = np.array(x, dtype=float)
    # the gradient that is claimed
    _, gradient = f(x.copy())
    gradient = np.array(gradient, dtype=float)
    # the gradient by differences
    differences = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up = x.copy()
        up[index] += h
        differences[index] = (f(up)[0] - f(x.copy())[0]) / h
    # compare
    numerator = np.abs(gradient - differences)
    denominator = np.maximum(np.abs(gradient), np.abs(differences))
    denominator = np.maximum(1, denominator)
    return np.max(numerator / denominator)


class Loss:
    """What all losses share: the option `reduction`."""

    def __init__(self, reduction="mean"):
        allowed = ["mean", "sum", "none"]
        if reduction not in allowed:
            raise ValueError("reduction must be one of " + str(allowed))
        self.reduction = reduction

    def reduce(self, losses):
        """Return the mean or the sum of the losses, or the losses themselves."""
        if self.reduction == "mean":
            return np.mean(losses)
        elif self.reduction == "sum":
            return np.sum(losses)
        elif self.reduction == "none":
            return losses

    def spread(self, slopes):
        """Return the gradient of what `reduce` makes of losses that have these slopes."""
        if self.reduction == "mean":
            return slopes / np.size(slopes)
        elif self.reduction == "sum":
            return slopes.copy()
        elif self.reduction == "none":
            return slopes.copy()


def gradient_step(theta, X, Y, rate):
    """Return the parameters after one step of gradient descent on the mean squared error."""
    theta = theta.astype(float)
    X = X.astype(float)
    Y = Y.astype(float)
    N, C = Y.shape
    A = X @ theta
    gradient_A = 2 * (A - Y) / (N * C)
    gradient_theta = X.T @ gradient_A
    new_theta = theta - rate * gradient_theta
    return new_theta
