import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    value = lam * np.sum(np.abs(W))
    gradient = np.zeros(W.shape)
    gradient[W > 0] = lam
    gradient[W < 0] = -lam
    return (value, gradient)


def l2_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    value = 0.5 * lam * np.sum(np.square(W))
    gradient = lam * W
    return (value, gradient)


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
    best_lam = None
    best_cost = np.inf
    for k in range(len(lams)):
        cost = validation_cost[k]
        if np.isnan(cost):
            continue
        if best_lam is None or cost < best_cost or (cost == best_cost and lams[k] > best_lam):
            best_cost = cost
            best_lam = lams[k]
    return float(best_lam)


class CrossEntropyLoss:
    def forward(self, A, Y):
        exps = np.exp(A - np.max(A, axis=1, keepdims=True))
        self.p = exps / np.sum(exps, axis=1, keepdims=True)
        self.Y = np.array(Y)
        self.N = A.shape[0]
        return -np.sum(Y * np.log(self.p + 1e-9)) / self.N

    def backward(self):
        return (self.p - self.Y) / self.N


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    history = np.zeros(steps)
    for t in range(steps):
        H = np.tanh(X @ params[0] + params[1]) if len(params) == 4 else X
        A = H @ params[-2] + params[-1]
        history[t] = objective.forward(A, Y, *params[::2])
        G, *P = objective.backward()
        grads = [H.T @ G + P[-1], G.sum(axis=0)]
        if len(params) == 4:
            dZ = (1 - H**2) * (G @ params[2].T)
            grads = [X.T @ dZ + P[0], dZ.sum(axis=0)] + grads
        params = [p - rate * g for p, g in zip(params, grads)]
    return (history, *params)
