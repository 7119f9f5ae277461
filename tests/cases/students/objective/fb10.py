import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return float(lam * np.sum(np.abs(W))), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return float(lam / 2 * np.sum(W**2)), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = list(penalties)

    def forward(self, A, Y, *weights):
        self.weights = weights
        J = self.loss.forward(A, Y)
        for penalty, lam in self.penalties:
            J = J + sum(penalty(W, lam)[0] for W in weights)
        return J

    def backward(self):
        slopes = []
        for W in self.weights:
            slope = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                slope = slope + penalty(W, lam)[1]
            slopes.append(slope)
        return (self.loss.backward(), *slopes)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams, cost = np.asarray(lams, dtype=float), np.asarray(validation_cost, dtype=float)
    return float(np.max(lams[cost == np.nanmin(cost)]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
        shifted = A - A.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.gradient = (np.exp(log_p) - Y) / len(A)
        return float(-np.sum(Y * log_p) / len(A))

    def backward(self):
        return self.gradient.copy()


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
        if t > 0 and abs(losses[-2] - losses[-1]) < 1e-6:
            break
        G, *penalties = objective.backward()
        if len(params) == 2:
            gradients = [X.T @ G + penalties[0], G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            H = np.tanh(X @ W1 + b1)
            dZ = (1 - H * H) * (G @ W2.T)
            gradients = [
                X.T @ dZ + penalties[0],
                dZ.sum(axis=0),
                H.T @ G + penalties[1],
                G.sum(axis=0),
            ]
        params = [p - rate * g for p, g in zip(params, gradients)]
    return (np.array(losses, dtype=float), *params)
