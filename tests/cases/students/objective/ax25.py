import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    gradient = np.zeros(W.shape)
    gradient[W > 0] = lam
    gradient[W < 0] = -lam
    return float(np.sum(gradient * W)), gradient


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.sum(W**2), lam * W


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
    best_cost, best_lam = None, None
    for lam, cost in zip(lams, validation_cost):
        if np.isnan(cost):
            continue
        if best_cost is None or cost < best_cost or (cost == best_cost and lam > best_lam):
            best_cost, best_lam = cost, lam
    return float(best_lam)


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


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    history = []
    for _ in range(steps):
        features = [X, np.tanh(X @ params[0] + params[1])] if len(params) == 4 else [X]
        J = objective.forward(predict(params, X), Y, *params[::2])
        history.append(J)
        G, *P = objective.backward()
        params[-1] = params[-1] - rate * G.sum(axis=0)
        old = params[-2]
        params[-2] = old - rate * (features[-1].T @ G + P[-1])
        if len(params) == 4:
            H = features[1]
            dZ = (1 - H) * (1 + H) * (G @ old.T)
            params[1] = params[1] - rate * dZ.sum(axis=0)
            params[0] = params[0] - rate * (X.T @ dZ + P[0])
    return (np.stack(history), *params)
