from functools import reduce

import numpy as np


def _price(size, slope):
    def penalty(W, lam):
        W = np.array(W, dtype=float)
        return float(lam * size(W).sum()), lam * slope(W)

    return penalty


l1_penalty = _price(np.abs, np.sign)


l2_penalty = _price(lambda W: W**2 / 2, lambda W: 1.0 * W)


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, tuple(penalties)
        self._slopes = ()

    def _priced(self, W):
        return [penalty(W, lam) for penalty, lam in self.penalties]

    def forward(self, A, Y, *weights):
        priced = [self._priced(W) for W in weights]
        cost = self.loss.forward(A, Y)
        totals = [
            reduce(np.add, (slopes for _, slopes in prices), np.zeros(np.shape(W)))
            for W, prices in zip(weights, priced)
        ]
        self._slopes = (np.array(self.loss.backward()), *totals)
        return cost + sum(value for prices in priced for value, _ in prices)

    def backward(self):
        return tuple(map(np.copy, self._slopes))


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    candidates = [(cost, -lam) for lam, cost in zip(lams, validation_cost) if cost == cost]
    return float(-min(candidates)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        z = A - A.max(axis=1, keepdims=True)
        log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
        self.gradient = (np.exp(log_p) - Y) / len(A)
        return -np.sum(Y * log_p) / len(A)

    def backward(self):
        return self.gradient.copy()


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = np.zeros(steps)
    for t in range(steps):
        A = predict(params, X)
        losses[t] = objective.forward(A, Y, *params[::2])
        if len(params) == 2:
            W, b = params
            G, P = objective.backward()
            params = [W - rate * (X.T @ G + P), b - rate * G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            G, P1, P2 = objective.backward()
            H = np.tanh(X @ W1 + b1)
            dZ = (1 - H * H) * (G @ W2.T)
            params = [
                W1 - rate * (X.T @ dZ + P1),
                b1 - rate * dZ.sum(axis=0),
                W2 - rate * (H.T @ G + P2),
                b2 - rate * G.sum(axis=0),
            ]
    return (losses, *params)
