import numpy as np


def l1_penalty(W, lam):
    weights = np.asarray(W).astype(float)
    signs = (weights > 0).astype(float) - (weights < 0).astype(float)
    value = lam * (weights * signs).sum()
    return value, lam * signs


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.sum(W**2), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self.gradients = {}

    def forward(self, A, Y, *weights):
        value = self.loss.forward(A, Y)
        for m, W in enumerate(weights):
            self.gradients[m] = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                omega, slope = penalty(W, lam)
                value = value + omega
                self.gradients[m] = self.gradients[m] + slope
        return value

    def backward(self):
        return (self.loss.backward(),) + tuple(self.gradients.values())


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(c, -l) for c, l in zip(validation_cost, lams) if c == c]
    return float(-min(runs)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        A = A - A.max(axis=1, keepdims=True)
        log_p = A - np.log(np.exp(A).sum(axis=1, keepdims=True))
        self.gradient = (np.exp(log_p) - Y) / len(A)
        return -np.sum(Y * log_p) / len(A)

    def backward(self):
        return self.gradient


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    network = len(params) == 4
    params = [np.array(p, dtype=np.float64) for p in params]
    history = []
    for _ in range(steps):
        inputs = np.tanh(X @ params[0] + params[1]) if network else X
        A = predict(params, X)
        history.append(objective.forward(A, Y, *params[::2]))
        slopes = objective.backward()
        G = slopes[0]
        new = [params[-2] - rate * (inputs.T @ G + slopes[-1]), params[-1] - rate * np.sum(G, axis=0)]
        if network:
            delta = (1 - inputs**2) * (G @ params[2].T)
            first = [params[0] - rate * (X.T @ delta + slopes[1]), params[1] - rate * delta.sum(axis=0)]
            new = first + new
        params = new
    return (np.array(history, dtype=float), *params)
