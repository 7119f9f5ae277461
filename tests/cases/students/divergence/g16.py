import numpy as np


def scalar_cost(pk, qk):
    if pk == 0:
        return 0.0
    if qk == 0:
        return np.inf
    return -pk * np.log(qk)


def scalar_excess(pk, qk):
    return scalar_cost(pk, qk) - scalar_cost(pk, pk)


def scalar_js(pk, qk):
    mk = (pk + qk) / 2
    return (scalar_excess(pk, mk) + scalar_excess(qk, mk)) / 2


def summed(scalar_function):
    table = np.vectorize(scalar_function, otypes=[np.float64])

    def f(p, q, axis=-1, base=None):
        terms = table(np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64))
        total = np.sum(terms, axis=axis)
        return total if base is None else total / np.log(base)

    return f


cross_entropy = summed(scalar_cost)
kl_divergence = summed(scalar_excess)
js_divergence = summed(scalar_js)


def extra_bits(p, q):
    return kl_divergence(p, q, base=2)
