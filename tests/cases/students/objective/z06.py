import numpy as np


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def l1_penalty(W, lam):
    W = np.array(W, dtype="float64")
    direction = (W > 0).astype("float64") - (W < 0).astype("float64")
    return lam * np.vdot(direction, W), lam * direction


def l2_penalty(W, lam):
    W = np.array(W, dtype="float64")
    gradient = np.multiply(lam, W)
    return np.vdot(gradient, W) / 2, gradient


from copy import deepcopy


class Objective:
    def __init__(self, loss, penalties):
        self._loss = loss
        self._terms = tuple(penalties)
        self._seen = ()

    def _priced(self, W):
        return [penalty(deepcopy(W), lam) for penalty, lam in self._terms]

    def forward(self, A, Y, *weights):
        self._seen = deepcopy(weights)
        return self._loss.forward(A, Y) + sum(value for W in weights for value, _ in self._priced(W))

    def backward(self):
        pulls = (sum((g for _, g in self._priced(W)), np.zeros(np.shape(W))) for W in self._seen)
        return (self._loss.backward(),) + tuple(pulls)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams, cost = np.array(lams, dtype=float), np.array(validation_cost, dtype=float)
    kept = np.flatnonzero(~np.isnan(cost))
    order = np.lexsort((-lams[kept], cost[kept]))
    return float(lams[kept[order[0]]])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = A - A.max(axis=1)[:, None]
        log_sum = np.logaddexp.reduce(A, axis=1)
        log_p = A - log_sum[:, None]
        self._grad = lambda: (np.exp(log_p) - target) / A_rows
        target, A_rows = np.array(Y), A.shape[0]
        return -np.einsum("nc,nc->", target, log_p) / A_rows

    def backward(self):
        return self._grad()


def train(objective, params, X, Y, rate, steps):
    layers = [[np.array(W, dtype=float), np.array(b, dtype=float)] for W, b in zip(params[::2], params[1::2])]
    history = np.empty(steps)
    for t in range(steps):
        inputs = [np.array(X, dtype=float)]
        for W, b in layers[:-1]:
            inputs.append(np.tanh(inputs[-1] @ W + b))
        A = inputs[-1] @ layers[-1][0] + layers[-1][1]
        history[t] = objective.forward(A, Y, *(W for W, _ in layers))
        delta, *pulls = objective.backward()
        steps_to_take = []
        for (W, b), h, pull in reversed(list(zip(layers, inputs, pulls))):
            steps_to_take.append((np.einsum("nd,nm->dm", h, delta) + pull, np.einsum("nm->m", delta)))
            delta = np.einsum("nm,dm->nd", delta, W) * (1 - h * h)
        for layer, (dW, db) in zip(reversed(layers), steps_to_take):
            layer[0] = layer[0] - rate * dW
            layer[1] = layer[1] - rate * db
    return (history, *(p for layer in layers for p in layer))
