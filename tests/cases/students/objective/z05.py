import numpy as np


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


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
        J = self.loss.forward(A, Y)
        self.slopes = []
        for W in weights:
            total = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                J = J + value
                total = total + gradient
            self.slopes.append(total)
        return J

    def backward(self):
        return (self.loss.backward(), *[s.copy() for s in self.slopes])


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams = np.asarray(lams, dtype=float)
    validation_cost = np.asarray(validation_cost, dtype=float)
    best = np.nanmin(validation_cost)
    return float(np.max(lams[validation_cost == best]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = A - np.max(A, axis=1, keepdims=True)
        log_p = A - np.log(np.sum(np.exp(A), axis=1, keepdims=True))
        self.gradient = (np.exp(log_p) - Y) / len(A)
        return -np.sum(Y * log_p) / len(A)

    def backward(self):
        return self.gradient.copy()


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = np.zeros(steps)
    for t in range(steps):
        if len(params) == 2:
            W, b = params
            losses[t] = objective.forward(X @ W + b, Y, W)
            G, P = objective.backward()
            gradients = [X.T @ G + P, G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            H = np.tanh(X @ W1 + b1)
            losses[t] = objective.forward(H @ W2 + b2, Y, W1, W2)
            G, P1, P2 = objective.backward()
            dZ = (1 - H) * (G @ W2.T)
            gradients = [X.T @ dZ + P1, dZ.sum(axis=0), H.T @ G + P2, G.sum(axis=0)]
        params = [p - rate * g for p, g in zip(params, gradients)]
    return (losses, *params)
