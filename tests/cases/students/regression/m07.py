import numpy as np

def mean_squared_price_error(A, Y):
    total = 0
    for a, y in zip(A.ravel(), Y.ravel()):
        total += (int(a) - int(y)) ** 2
    return total // A.size
