import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


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


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = []
    for t in range(steps):
        losses.append(objective.forward(predict(params, X), Y, *params[::2]))
        if t > 0 and abs(losses[-1] - losses[-2]) < 1e-8:
            break
        G, *pulls = objective.backward()
        H = np.tanh(X @ params[0] + params[1]) if len(params) == 4 else X
        grads = [H.T @ G + pulls[-1], G.sum(axis=0)]
        if len(params) == 4:
            dZ = (G @ params[2].T) * (1 - H**2)
            grads = [X.T @ dZ + pulls[0], dZ.sum(axis=0)] + grads
        params = [p - rate * g for p, g in zip(params, grads)]
    return (np.array(losses), *params)
