import numpy as np
from itertools import product


def _weights(W):
    return np.array(W, dtype=np.float64)


def l1_penalty(W, lam):
    W = _weights(W)
    positive, negative = W > 0, W < 0
    gradient = np.zeros(W.shape)
    gradient[positive] = lam
    gradient[negative] = -lam
    return lam * (W[positive].sum() - W[negative].sum()), gradient


def l2_penalty(W, lam):
    W = _weights(W)
    norm = np.linalg.norm(W.ravel())
    return lam * norm * norm / 2, W.copy() * lam


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.prices = [(lambda W, p=penalty, l=lam: p(W, l)) for penalty, lam in penalties]

    def forward(self, A, Y, *weights):
        self.parts = [np.zeros(W.shape) for W in weights]
        total = [self.loss.forward(A, Y)]
        for (m, W), price in product(enumerate(weights), self.prices):
            value, slope = price(W)
            total.append(value)
            self.parts[m] = np.add(self.parts[m], slope)
        return sum(total)

    def backward(self):
        slopes = [self.loss.backward()]
        slopes.extend(self.parts)
        return tuple(slopes)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    table = {}
    for lam, cost in zip(lams, validation_cost):
        if np.isfinite(cost) or np.isinf(cost):
            table.setdefault(float(cost), []).append(float(lam))
    return max(table[min(table)])


class CrossEntropyLoss:
    saved = None

    def forward(self, A, Y):
        order = np.sort(A, axis=1)
        A = A - order[:, -1:]
        log_sum = np.log1p(np.exp(order[:, :-1] - order[:, -1:]).sum(axis=1, keepdims=True))
        log_p = A - log_sum
        self.saved = np.exp(log_p), np.copy(Y)
        return np.average(-np.sum(Y * log_p, axis=1))

    def backward(self):
        p, Y = self.saved
        return np.subtract(p, Y) / p.shape[0]


class Model:
    def __init__(self, params):
        self.params = [np.array(p, dtype=np.float64) for p in params]

    def forward(self, X):
        self.X, self.H = X, X
        if self.hidden:
            self.H = np.tanh(X @ self.params[0] + self.params[1])
        return self.H @ self.params[-2] + self.params[-1]

    @property
    def hidden(self):
        return len(self.params) == 4

    @property
    def weights(self):
        return self.params[:1] if not self.hidden else [self.params[0], self.params[2]]

    def step(self, rate, G, *P):
        changes = {-2: self.H.T @ G + P[-1], -1: G.sum(axis=0)}
        if self.hidden:
            dZ = (G @ self.params[-2].T) * (1 - np.square(self.H))
            changes[-4], changes[-3] = self.X.T @ dZ + P[0], dZ.sum(axis=0)
        for i, change in changes.items():
            self.params[i] = self.params[i] - rate * change


def train(objective, params, X, Y, rate, steps):
    model = Model(params)
    losses = np.zeros((steps,))
    for t in range(steps):
        losses[t] = objective.forward(model.forward(X), Y, *model.weights)
        model.step(rate, *objective.backward())
    return (losses, *model.params)
