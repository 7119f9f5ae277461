import numpy as np

def laplace_mle(x):
    s = sorted(x)
    n = len(s)
    if n % 2:
        return s[n // 2]
    return (s[n // 2] + s[n // 2 + 1]) / 2
