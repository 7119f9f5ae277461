import numpy as np


def as_floats(x):
    return np.array(x, dtype=float)


def l1_penalty(W, lam):
    W = as_floats(W)
    slope = lam * np.sign(W)
    value = float(np.sum(slope * W))  # sign(w) * w is |w|
    return value, slope


def l2_penalty(W, lam):
    return lam / 2 * np.sum(W * W), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties

    def _price(self, W):
        """Value and gradient of all penalties together for one array."""
        answers = [penalty(W, lam) for penalty, lam in self.penalties]
        return sum(v for v, _ in answers), sum(g for _, g in answers)

    def forward(self, A, Y, *weights):
        prices = [self._price(W) for W in weights]
        self._grads = tuple(g for _, g in prices)
        return self.loss.forward(A, Y) + sum(v for v, _ in prices)

    def backward(self):
        return (self.loss.backward(),) + self._grads


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(cost, -lam) for lam, cost in zip(lams, validation_cost) if cost == cost]
    return -float(min(runs)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        z = A - A.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.grad = (np.exp(logp) - Y) / len(A)
        return -(Y * logp).sum() / len(A)

    def backward(self):
        return self.grad.copy()


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = np.zeros(steps)
    for t in range(steps):
        H = np.tanh(X @ params[0] + params[1]) if len(params) == 4 else X
        A = H @ params[-2] + params[-1]
        losses[t] = objective.forward(A, Y, *params[::2])
        G, *P = objective.backward()
        grads = [H.T @ G + P[-1], G.sum(axis=0)]
        if len(params) == 4:
            dZ = (1 - H**2) * (G @ params[2].T)
            grads = [X.T @ dZ + P[0], dZ.sum(axis=0)] + grads
        params = [p - rate * g for p, g in zip(params, grads)]
    return (losses, *params)
