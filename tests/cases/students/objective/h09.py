import numpy as np


def as_floats(x):
    return np.array(x, dtype=float)


def l1_penalty(W, lam):
    W = as_floats(W)
    slope = lam * np.sign(W)
    value = float(np.sum(slope * W))  # sign(w) * w is |w|
    return value, slope


def l2_penalty(W, lam):
    w = np.array(W, dtype=float).ravel()
    return float(lam * (w @ w) / 2), (lam * w).reshape(np.shape(W))


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = list(penalties)
        self.weights = ()

    def forward(self, A, Y, *weights):
        # remember copies, somebody may change the weights before backward
        self.weights = [np.array(W, dtype=float) for W in weights]
        total = self.loss.forward(A, Y)
        for pen, lam in self.penalties:
            for W in self.weights:
                total += pen(W, lam)[0]
        return total

    def backward(self):
        result = [self.loss.backward()]
        for W in self.weights:
            g = np.zeros(W.shape)
            for pen, lam in self.penalties:
                g += pen(W, lam)[1]
            result.append(g)
        return tuple(result)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(cost, -lam) for lam, cost in zip(lams, validation_cost) if cost == cost]
    return -float(min(runs)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        m = A.max(axis=1, keepdims=True)
        lse = m + np.log(np.exp(A - m).sum(axis=1, keepdims=True))
        self.p = np.exp(A - lse)
        self.target = np.array(Y, dtype=float)
        return np.mean(np.sum(Y * (lse - A), axis=1))

    def backward(self):
        # the famous result: softmax minus target
        return self.p - self.target


def _hidden(params, X):
    return X if len(params) == 2 else np.tanh(X @ params[0] + params[1])


def _gradients(params, X, H, G, P):
    """Gradients of all parameters, in their order."""
    upper = [H.T @ G + P[-1], G.sum(axis=0)]
    if len(params) == 2:
        return upper
    dZ = (1 - H * H) * (G @ params[2].T)
    return [X.T @ dZ + P[0], dZ.sum(axis=0), *upper]


def train(objective, params, X, Y, rate, steps):
    theta = [np.array(p, dtype=float) for p in params]
    losses = np.empty(steps)
    for t in range(steps):
        H = _hidden(theta, X)
        losses[t] = objective.forward(H @ theta[-2] + theta[-1], Y, *theta[::2])
        G, *P = objective.backward()
        grads = _gradients(theta, X, H, G, P)
        for k in range(len(theta)):
            theta[k] = theta[k] - rate * grads[k]
    return tuple([losses] + theta)
