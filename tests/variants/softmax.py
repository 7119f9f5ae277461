"""Correct solutions of the softmax assignment in many styles."""

import math

import numpy as np


def lse_logaddexp(z, axis=-1, keepdims=False):
    """Lets NumPy's pairwise log-add-exp do the work."""
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=axis, keepdims=keepdims)


def lse_apply(z, axis=-1, keepdims=False):
    """A function of one vector, applied along the axis, with math.fsum."""

    def one(v):
        top = max(v)
        return top + math.log(math.fsum(math.exp(x - top) for x in v))

    result = np.apply_along_axis(one, axis, np.asarray(z, dtype=float))
    return np.expand_dims(result, axis) if keepdims else result


def lse_moved(z, axis=-1, keepdims=False):
    """Moves the axis to the front and works there, on a copy in place."""
    work = np.moveaxis(np.array(z, dtype=float), axis, 0)
    top = work.max(axis=0)
    work -= top
    np.exp(work, out=work)
    result = np.log(work.sum(axis=0)) + top
    return np.expand_dims(result, axis) if keepdims else result


def lse_log1p(z, axis=-1, keepdims=False):
    """Sorts, and takes the largest term out of the sum: top + log1p(rest)."""
    ordered = np.sort(np.array(z, dtype=float), axis=axis)
    top = np.take(ordered, [-1], axis=axis)
    rest = np.take(ordered, range(ordered.shape[axis] - 1), axis=axis)
    result = top + np.log1p(np.exp(rest - top).sum(axis=axis, keepdims=True))
    return result if keepdims else np.take(result, 0, axis=axis)


def softmax_from_logs(z, axis=-1):
    """The exponential of log-softmax."""
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=axis, keepdims=True))


def softmax_pairwise(z, axis=-1):
    """One over the sum of all e^(z_j − z_i), which needs no maximum."""
    z = np.moveaxis(np.asarray(z, dtype=float), axis, -1)
    p = 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)
    return np.moveaxis(p, -1, axis)


def softmax_loops(z, axis=-1):
    """Plain Python over one vector at a time."""

    def one(v):
        e = [math.exp(x - max(v)) for x in v]
        return [x / sum(e) for x in e]

    return np.apply_along_axis(one, axis, np.asarray(z, dtype=float))


def softmax_in_place(z, axis=-1):
    """In place, on a copy of its own."""
    p = np.array(z, dtype=float)
    p -= np.max(p, axis=axis, keepdims=True)
    np.exp(p, p)
    p /= np.sum(p, axis=axis, keepdims=True)
    return p


def log_softmax_direct(z, axis=-1):
    """The logits minus their log-sum-exp, unshifted."""
    z = np.asarray(z, dtype=float)
    return z - np.logaddexp.reduce(z, axis=axis, keepdims=True)


def log_softmax_pairwise(z, axis=-1):
    """Minus the log-sum-exp of all differences."""
    z = np.moveaxis(np.asarray(z, dtype=float), axis, -1)
    differences = z[..., None, :] - z[..., :, None]
    return np.moveaxis(-np.logaddexp.reduce(differences, axis=-1), -1, axis)


def log_softmax_loops(z, axis=-1):
    """A vector at a time, with math functions."""

    def one(v):
        top = max(v)
        total = math.log(math.fsum(math.exp(x - top) for x in v))
        return [x - top - total for x in v]

    return np.apply_along_axis(one, axis, np.asarray(z, dtype=float))


def sigmoid_masks(z):
    """Two masks, one for each sign, as most stable versions are written."""
    z = np.asarray(z, dtype=float)
    result = np.empty_like(z)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    result[~positive] = e / (1 + e)
    return result


def sigmoid_naive(z):
    """The textbook form: it overflows to infinity inside, and 1/inf is the right 0."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def sigmoid_tanh(z):
    """Half a hyperbolic tangent, moved up."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z, dtype=float)))


def sigmoid_from_log(z):
    """The exponential of log-sigmoid."""
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


def log_sigmoid_logaddexp(z):
    """Minus log(e^0 + e^−z)."""
    return -np.logaddexp(0, -np.asarray(z, dtype=float))


def log_sigmoid_where(z):
    """A formula for each sign, chosen by np.where."""
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        return np.where(z < 0, z - np.log1p(np.exp(z)), -np.log1p(np.exp(-z)))


def log_sigmoid_vectorized(z):
    """A Python function of one number, made to work on arrays."""

    def one(x):
        return x - math.log1p(math.exp(x)) if x < 0 else -math.log1p(math.exp(-x))

    return np.vectorize(one, otypes=[float])(z)


def jacobian_outer(z):
    """diag(p) − ppᵀ for each row in a loop."""
    z = np.asarray(z, dtype=float)

    def one(v):
        p = softmax_from_logs(v)
        return np.diag(p) - np.outer(p, p)

    return one(z) if z.ndim == 1 else np.stack([one(v) for v in z])


def jacobian_einsum(z):
    """Einstein sums with an identity matrix."""
    p = softmax_in_place(z)
    eye = np.eye(p.shape[-1])
    return np.einsum("...i,ij->...ij", p, eye) - np.einsum("...i,...j->...ij", p, p)


def jacobian_entries(z):
    """Entry by entry, two cases, as it is derived on paper."""
    rows = softmax_loops(np.atleast_2d(z))
    n, c = rows.shape
    J = np.zeros((n, c, c))
    for k in range(n):
        for i in range(c):
            for j in range(c):
                p, q = rows[k, i], rows[k, j]
                J[k, i, j] = p * (1 - p) if i == j else -p * q
    return J if np.ndim(z) == 2 else J[0]


def surprise_masked(A, Y):
    """Adds up the true classes only, row by row."""
    logs = log_softmax_direct(A)
    return np.array([-sum(y * v for y, v in zip(*rows)) for rows in zip(Y, logs)])  # noqa: B905


def surprise_einsum(A, Y):
    """An Einstein sum over the classes."""
    return -np.einsum("nc,nc->n", Y, log_softmax_loops(A))


def surprise_from_lse(A, Y):
    """Σ Y · (log-sum-exp − A): the derivation's last line."""
    return (Y * (np.logaddexp.reduce(A, axis=1, keepdims=True) - A)).sum(axis=1)


VARIANTS = {
    "logsumexp": [lse_logaddexp, lse_apply, lse_moved, lse_log1p],
    "softmax": [softmax_from_logs, softmax_pairwise, softmax_loops, softmax_in_place],
    "log_softmax": [log_softmax_direct, log_softmax_pairwise, log_softmax_loops],
    "sigmoid": [sigmoid_masks, sigmoid_naive, sigmoid_tanh, sigmoid_from_log],
    "log_sigmoid": [log_sigmoid_logaddexp, log_sigmoid_where, log_sigmoid_vectorized],
    "softmax_jacobian": [jacobian_outer, jacobian_einsum, jacobian_entries],
    "label_surprise": [surprise_masked, surprise_einsum, surprise_from_lse],
}
