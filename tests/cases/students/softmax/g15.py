import numpy as np


def _float(x):
    return np.array(x, dtype=np.float64)   # always a copy, safe to work in place


def logsumexp(z, axis=-1, keepdims=False):
    """Same contract as torch.logsumexp."""
    x = _float(z)
    c = x.max(axis=axis, keepdims=True)
    x -= c
    out = np.log(np.exp(x).sum(axis=axis, keepdims=True)) + c
    return out if keepdims else out.squeeze()


def softmax(z, axis=-1):
    """F.softmax."""
    x = _float(z)
    x -= x.max(axis=axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=axis, keepdims=True)
    return x


def log_softmax(z, axis=-1):
    """F.log_softmax."""
    x = _float(z)
    x -= x.max(axis=axis, keepdims=True)
    x -= np.log(np.exp(x).sum(axis=axis, keepdims=True))
    return x


def sigmoid(z):
    """F.sigmoid."""
    x = _float(z)
    out = np.empty_like(x)
    pos = x >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-x[pos]))
    ex = np.exp(x[~pos])
    out[~pos] = ex / (1.0 + ex)
    return out


def log_sigmoid(z):
    """F.logsigmoid, that is, -softplus(-z)."""
    x = _float(z)
    return -(np.maximum(-x, 0.0) + np.log1p(np.exp(-np.abs(x))))


def softmax_jacobian(z):
    """torch.autograd.functional.jacobian of softmax, one per sample."""
    p = softmax(z)
    J = -p[..., :, np.newaxis] * p[..., np.newaxis, :]
    idx = np.arange(p.shape[-1])
    J[..., idx, idx] += p
    return J


def label_surprise(A, Y):
    """Cross entropy with reduction='none'."""
    return -(log_softmax(A, axis=-1) * _float(Y)).sum(axis=-1)
