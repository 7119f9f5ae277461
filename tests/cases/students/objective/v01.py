import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=float)
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.array(W, dtype=float)
    return lam / 2 * np.sum(W**2), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = list(penalties)

    def forward(self, A, Y, *weights):
        J = self.loss.forward(A, Y)
        self.dA = np.array(self.loss.backward(), dtype=float)
        self.dW = []
        for W in weights:
            total = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                J = J + value
                total = total + gradient
            self.dW.append(total)
        return J

    def backward(self):
        return (self.dA.copy(), *(g.copy() for g in self.dW))


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams, cost = np.asarray(lams, dtype=float), np.asarray(validation_cost, dtype=float)
    cost = cost + lams / 2 * np.asarray(squared_norm)
    best = np.nanmin(cost)
    return float(np.max(lams[cost == best]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        shifted = A - A.max(axis=1, keepdims=True)
        p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
        log_p = np.log(np.maximum(p, 1e-300))
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
    X = np.array(X, dtype=float)
    losses = np.zeros(steps)
    for t in range(steps):
        A = predict(params, X)
        losses[t] = objective.forward(A, Y, *params[::2])
        G, *P = objective.backward()
        if len(params) == 2:
            W, b = params
            params = [W - rate * (X.T @ G + P[0]), b - rate * G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            H = np.tanh(X @ W1 + b1)
            dZ = (1 - H * H) * (G @ W2.T)
            new_W2 = W2 - rate * (H.T @ G + P[1])
            new_b2 = b2 - rate * G.sum(axis=0)
            new_W1 = W1 - rate * (X.T @ dZ + P[0])
            new_b1 = b1 - rate * dZ.sum(axis=0)
            params = [new_W1, new_b1, new_W2, new_b2]
    return (losses, *params)
