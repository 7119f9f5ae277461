import numpy as np

def bernoulli_mle(x):
    heads = 0
    for flip in x:
        if flip == 1:
            heads += 1
    return round(heads / len(x), 2)
