import numpy as np

def gradcheck(f, x, h=1e-6):
    x = np.array(x, dtype=float)
    _, g = f(x)
    worst = 0.0
    for idx in np.ndindex(x.shape):
        old = x[idx]
        x[idx] = old + h
        up = f(x)[0]
        x[idx] = old - h
        down = f(x)[0]
        x[idx] = old
        num = (up - down) / (2 * h)
        err = abs(g[idx] - num) / max(abs(g[idx]), abs(num), 1e-8)
        worst = max(worst, err)
    return worst
