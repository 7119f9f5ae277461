import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.abs(W).sum(), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.sum(W**2), 2 * lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        J = self.loss.forward(A, Y)
        self.slopes = []
        for W in weights:
            slope = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                J = J + value
                slope = slope + gradient
            self.slopes.append(slope)
        return J

    def backward(self):
        return (self.loss.backward(), *self.slopes)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    best = np.nanmin(validation_cost)
    return float(np.max(lams[validation_cost == best]))


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
            delta = (1 - H**2) * (G @ params[2].T)
            grads = [X.T @ delta + P[0], delta.sum(axis=0)] + grads
        params = [p - rate * g for p, g in zip(params, grads)]
    return (losses, *params)
