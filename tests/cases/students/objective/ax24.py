import numpy as np


def l1_penalty(W, lam):
    weights = np.asarray(W).astype(float)
    signs = (weights > 0).astype(float) - (weights < 0).astype(float)
    value = lam * (weights * signs).sum()
    return value, lam * signs


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.sum(W**2), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties

    def forward(self, A, Y, *weights):
        self.weights = [np.array(W) for W in weights]
        total = self.loss.forward(A, Y)
        for penalty, lam in self.penalties:
            total += sum(penalty(W, lam)[0] for W in self.weights)
        return total

    def backward(self):
        answer = [self.loss.backward()]
        for W in self.weights:
            gradient = np.zeros(W.shape)
            for penalty, lam in self.penalties:
                gradient += penalty(W, lam)[1]
            answer.append(gradient)
        return tuple(answer)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(c, -l) for c, l in zip(validation_cost, lams) if c == c]
    return float(-min(runs)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        A = A - A.max(axis=1, keepdims=True)
        log_p = A - np.log(np.exp(A).sum(axis=1, keepdims=True))
        self.gradient = (np.exp(log_p) - Y) / len(A)
        return -np.sum(Y * log_p) / len(A)

    def backward(self):
        return self.gradient


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def clipped(gradient, limit=5.0):
    norm = np.sqrt(np.sum(gradient**2))
    return gradient * (limit / norm) if norm > limit else gradient


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = np.zeros(steps)
    for t in range(steps):
        hidden = X
        if len(params) == 4:
            hidden = np.tanh(X @ params[0] + params[1])
        losses[t] = objective.forward(hidden @ params[-2] + params[-1], Y, *params[::2])
        G, *P = objective.backward()
        grads = [hidden.T @ G + P[-1], G.sum(axis=0)]
        if len(params) == 4:
            back = (1 - hidden**2) * (G @ params[-2].T)
            grads = [X.T @ back + P[0], back.sum(axis=0), *grads]
        params = [p - rate * clipped(g) for p, g in zip(params, grads)]
    return (losses, *params)
