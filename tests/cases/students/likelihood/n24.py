import numpy as np

def bernoulli_log_likelihood(theta, x):
    x = np.asarray(x)
    heads = np.count_nonzero(x)
    tails = x.size - heads
    total = 0.0
    with np.errstate(divide="ignore"):
        if heads:
            total = total + heads * np.log(theta)
        if tails:
            total = total + heads * np.log(1 - theta)
    return total
