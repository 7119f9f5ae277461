import numpy as np

def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    value, grad = f(x)
    errors = []
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        d = (f(x + e)[0] - value) / h
        errors.append(abs(grad[i] - d))
    return max(errors)
