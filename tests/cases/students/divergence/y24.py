import numpy as np

f8 = np.float64


def _silent(function):
    def wrapped(*args, **kwargs):
        with np.errstate(all="ignore"):
            return function(*args, **kwargs)

    wrapped.__name__ = function.__name__
    wrapped.__doc__ = function.__doc__
    return wrapped


def _digits(base):
    return np.log2(np.e if base is None else base)


@_silent
def cross_entropy(p, q, axis=-1, base=None):
    """0 * log 0 is nan, and nansum takes nan for 0."""
    p, q = f8(p), f8(q)
    bits = np.nansum(p * -np.log2(q), axis=axis)
    return bits / _digits(base)


@_silent
def kl_divergence(p, q, axis=-1, base=None):
    """-inf - (-inf) is nan and so is 0 * inf, and both belong to p = 0."""
    p, q = f8(p), f8(q)
    bits = np.nansum(p * (np.log2(p) - np.log2(q)), axis=axis)
    return bits / _digits(base)


@_silent
def js_divergence(p, q, axis=-1, base=None):
    """log2 m = logaddexp2(log2 p, log2 q) - 1 never underflows."""
    p, q = np.broadcast_arrays(f8(p), f8(q))
    log_m = np.logaddexp2(np.log2(p), np.log2(q)) - 1
    parts = [np.nansum(x * (np.log2(x) - log_m), axis=axis) for x in (p, q)]
    return sum(parts) / (2 * _digits(base))


@_silent
def extra_bits(p, q):
    p, q = f8(p), f8(q)
    lengths = -np.log2(np.array([q, p]))
    paid, needed = np.nansum(p * lengths, axis=1)
    return paid - needed
