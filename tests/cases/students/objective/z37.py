import numpy as np


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def l1_penalty(gewichte, lam):
    gewichte = np.array(gewichte, dtype=float)
    plus, minus = np.maximum(gewichte, 0), np.maximum(-gewichte, 0)
    return lam * (plus + minus).sum(), lam * ((plus > 0).astype(float) - (minus > 0).astype(float))


def l2_penalty(gewichte, lam):
    gewichte = np.array(gewichte, dtype=float)
    steigung = gewichte * lam
    return (steigung * gewichte).sum() / 2, steigung


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties
        self.memory = {}

    def forward(self, A, Y, *weights):
        self.memory = {m: np.zeros(np.shape(W)) for m, W in enumerate(weights)}
        extra = 0.0
        for penalty, lam in self.penalties:
            for m, W in enumerate(weights):
                value, slope = penalty(W, lam)
                extra = extra + value
                self.memory[m] = self.memory[m] + slope
        return self.loss.forward(A, Y) + extra

    def backward(self):
        return (self.loss.backward(),) + tuple(1.0 * self.memory[m] for m in sorted(self.memory))


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    cost = np.where(np.isnan(validation_cost), np.inf, validation_cost)
    real = ~np.isnan(validation_cost)
    winners = [lam for lam, c, ok in zip(lams, cost, real) if ok and c == cost.min()]
    return float(max(winners))


class CrossEntropyLoss:
    def forward(self, scores, labels):
        gaps = scores[:, None, :] - scores[:, :, None]
        top = gaps.max(axis=2)
        log_inverse = top + np.log(np.exp(gaps - top[:, :, None]).sum(axis=2))
        self.residual = np.exp(-log_inverse) - labels
        return (labels * log_inverse).sum() / len(scores)

    def backward(self):
        return self.residual / len(self.residual)


def one_step(objective, params, X, Y, rate):
    *front, W, b = params
    H = np.tanh(X @ front[0] + front[1]) if front else X
    value = objective.forward(H @ W + b, Y, *params[::2])
    G, *pulls = objective.backward()
    new = [W - rate * (H.T @ G + pulls[-1]), b - rate * np.sum(G, axis=0)]
    if front:
        Z = G @ W.T * (1 - np.square(H))
        new = [front[0] - rate * (X.T @ Z + pulls[0]), front[1] - rate * np.sum(Z, axis=0)] + new
    return value, new


def train(objective, params, X, Y, rate, steps):
    current = [1.0 * np.array(p) for p in params]
    values = []
    while len(values) < steps:
        value, current = one_step(objective, current, X, Y, rate)
        values.append(value)
    return (np.array(values, dtype=float), *current)
