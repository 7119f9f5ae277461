import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def l2_penalty(W, lam):
    weights = np.asarray(W).astype(float)
    gradient = weights * lam
    return 0.5 * (gradient * weights).sum(), gradient


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        self.weights = [np.array(W, dtype=float) for W in weights]
        self.grads = [np.zeros(W.shape) for W in self.weights]
        J = self.loss.forward(A, Y)
        for W in self.weights:
            for penalty, lam in self.penalties:
                J += penalty(W, lam)[0]
        return J

    def backward(self):
        for m, W in enumerate(self.weights):
            for penalty, lam in self.penalties:
                self.grads[m] = self.grads[m] + penalty(W, lam)[1]
        return (self.loss.backward(), *self.grads)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    lams = np.asarray(lams, dtype=float)
    validation_cost = np.asarray(validation_cost, dtype=float)
    best = np.nanmin(validation_cost)
    return float(np.max(lams[validation_cost == best]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        shifted = A - np.amax(A, axis=1, keepdims=True)
        powers = np.exp(shifted)
        sums = powers.sum(axis=1, keepdims=True)
        self.softmax = powers / sums
        self.targets = np.array(Y, dtype=float)
        return np.mean(np.sum(Y * (np.log(sums) - shifted), axis=1))

    def backward(self):
        return np.subtract(self.softmax, self.targets) / len(self.targets)


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    network = len(params) == 4
    params = [np.array(p, dtype=np.float64) for p in params]
    history = []
    for _ in range(steps):
        inputs = np.tanh(X @ params[0] + params[1]) if network else X
        A = predict(params, X)
        history.append(objective.forward(A, Y, *params[::2]))
        slopes = objective.backward()
        G = slopes[0]
        new = [params[-2] - rate * (inputs.T @ G + slopes[-1]), params[-1] - rate * np.sum(G, axis=0)]
        if network:
            delta = (1 - inputs**2) * (G @ params[2].T)
            first = [params[0] - rate * (X.T @ delta + slopes[1]), params[1] - rate * delta.sum(axis=0)]
            new = first + new
        params = new
    return (np.array(history, dtype=float), *params)
