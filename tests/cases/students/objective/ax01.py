import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    value = lam * np.abs(W).sum()
    gradient = lam * np.clip(W, -1, 1)
    return value, gradient


def l2_penalty(W, lam):
    flat = np.array(W, dtype=np.float64).ravel()
    value = 0.5 * lam * float(flat @ flat)
    return value, (lam * flat).reshape(np.shape(W))


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self._pulls = ()

    def _price(self, W):
        pairs = [penalty(W, lam) for penalty, lam in self.penalties]
        value = sum(v for v, _ in pairs)
        pull = sum((g for _, g in pairs), np.zeros(np.shape(W)))
        return value, pull

    def forward(self, A, Y, *weights):
        prices = [self._price(W) for W in weights]
        self._pulls = tuple(pull for _, pull in prices)
        return self.loss.forward(A, Y) + sum(value for value, _ in prices)

    def backward(self):
        return (self.loss.backward(),) + self._pulls


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams = np.asarray(lams, dtype=float)
    validation_cost = np.asarray(validation_cost, dtype=float)
    best = np.nanmin(validation_cost)
    return float(np.max(lams[validation_cost == best]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        N = A.shape[0]
        top = np.max(A, axis=1)
        lse = top + np.log(np.sum(np.exp(A - top[:, None]), axis=1))
        self.p = np.exp(A - lse[:, None])
        self.Y = np.array(Y, dtype=float)
        return float(np.sum(Y * (lse[:, None] - A)) / N)

    def backward(self):
        return (self.p - self.Y) / self.p.shape[0]


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def gradients(objective, params, X, Y):
    layers = [X]
    if len(params) > 2:
        layers.append(np.tanh(X @ params[0] + params[1]))
    value = objective.forward(predict(params, X), Y, *params[0::2])
    delta, *pulls = objective.backward()
    grads = []
    for k in reversed(range(len(layers))):
        grads = [layers[k].T @ delta + pulls[k], np.sum(delta, axis=0)] + grads
        if k > 0:
            delta = (delta @ params[2 * k].T) * (1 - layers[k] ** 2)
    return value, grads


def train(objective, params, X, Y, rate, steps):
    current = [np.asarray(p).astype(float) for p in params]
    losses = np.empty(steps)
    for t in range(steps):
        losses[t], grads = gradients(objective, current, X, Y)
        for k in range(len(current)):
            current[k] = current[k] - rate * grads[k]
    return tuple([losses] + current)
