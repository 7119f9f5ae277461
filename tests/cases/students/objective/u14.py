import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.sum(W**2), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = list(penalties)
        self.gradients = []

    def forward(self, A, Y, *weights):
        value = self.loss.forward(A, Y)
        self.dA = np.array(self.loss.backward(), dtype=float)
        for W in weights:
            gradient = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                price, slopes = penalty(W, lam)
                value = value + price
                gradient = gradient + slopes
            self.gradients.append(gradient)
        return value

    def backward(self):
        return (self.dA.copy(), *[gradient.copy() for gradient in self.gradients])


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams = np.asarray(lams, dtype=float)
    validation = np.asarray(validation_cost, dtype=float)
    best = np.nanmin(validation)
    return float(np.max(lams[validation == best]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        z = A - A.max(axis=1, keepdims=True)
        log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
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
    losses = np.zeros(steps)
    for t in range(steps):
        A = predict(params, X)
        losses[t] = objective.forward(A, Y, *params[::2])
        if len(params) == 2:
            W, b = params
            G, P = objective.backward()
            params = [W - rate * (X.T @ G + P), b - rate * G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            G, P1, P2 = objective.backward()
            H = np.tanh(X @ W1 + b1)
            dZ = (1 - H * H) * (G @ W2.T)
            params = [
                W1 - rate * (X.T @ dZ + P1),
                b1 - rate * dZ.sum(axis=0),
                W2 - rate * (H.T @ G + P2),
                b2 - rate * G.sum(axis=0),
            ]
    return (losses, *params)
