import math

import numpy as np


def _nats(x):
    return math.inf if x == 0.0 else -math.log(x)


def _map(f, nested):
    if isinstance(nested, list):
        return [_map(f, part) for part in nested]
    return f(nested)


def self_information(p, base=None):
    per_unit = 1.0 if base is None else math.log(base)
    nested = np.asarray(p, dtype=np.float64).tolist()
    answer = _map(lambda x: _nats(x) / per_unit, nested)
    return np.array(answer) if isinstance(answer, list) else answer


def entropy(p, axis=-1, base=None):
    per_unit = 1.0 if base is None else math.log(base)
    table = np.moveaxis(np.asarray(p, dtype=np.float64), axis, 0)
    total = np.zeros(table.shape[1:])
    for layer in table:
        costs = np.array(_map(lambda x: 0.0 if x == 0.0 else x * _nats(x) / per_unit, layer.tolist()))
        total = total + costs
    return total


def bits_per_symbol(counts):
    counts = [float(c) for c in counts]
    n = math.fsum(counts)
    return math.fsum(c / n * math.log2(n / c) for c in counts if c)
