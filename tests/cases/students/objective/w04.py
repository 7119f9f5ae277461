import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.sum(W ** 2), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = list(penalties)

    def forward(self, A, Y, *weights):
        total = self.loss.forward(A, Y)
        grads = []
        for W in weights:
            g = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                value, slope = penalty(W, lam)
                total = total + lam * value
                g = g + lam * slope
            grads.append(g)
        self.grads = grads
        self.dA = self.loss.backward()
        return total

    def backward(self):
        return (self.dA, *self.grads)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams = np.asarray(lams, dtype=float)
    cost = np.asarray(validation_cost, dtype=float)
    best = np.nanmin(cost)
    return float(lams[cost == best].max())


class CrossEntropyLoss:
    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.p, self.Y = np.exp(log_p), Y.copy()
        return -np.sum(Y * log_p) / len(A)

    def backward(self):
        return (self.p - self.Y) / len(self.Y)


def predict(params, X):
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    X = np.asarray(X, dtype=float)
    losses = np.zeros(steps)
    for t in range(steps):
        A = predict(params, X)
        if len(params) == 2:
            W, b = params
            losses[t] = objective.forward(A, Y, W)
            G, P = objective.backward()
            params = [W - rate * (X.T @ G + P), b - rate * G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            H = np.tanh(X @ W1 + b1)
            losses[t] = objective.forward(A, Y, W1, W2)
            G, P1, P2 = objective.backward()
            dZ = (1 - H * H) * (G @ W2.T)
            params = [
                W1 - rate * (X.T @ dZ + P1),
                b1 - rate * dZ.sum(axis=0),
                W2 - rate * (H.T @ G + P2),
                b2 - rate * G.sum(axis=0),
            ]
    return (losses, *params)
