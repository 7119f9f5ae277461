import numpy as np

def gradient_step(theta, X, Y, rate):
    N = X.shape[0]
    error = Y - X @ theta
    gradient = 2 / N * X.T @ error
    return theta - rate * gradient
