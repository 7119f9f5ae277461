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

    def forward(self, A, Y, *weights):
        value = self.loss.forward(A, Y)
        self.dA = np.array(self.loss.backward(), dtype=float)
        self.gradients = []
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
        log_p = A - np.logaddexp.reduce(A, axis=1, keepdims=True)
        self._memory = np.exp(log_p), np.array(Y, dtype=float)
        return -np.einsum("nc,nc->", Y, log_p) / A.shape[0]

    def backward(self):
        p, Y = self._memory
        return (p - Y) / p.shape[0]


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    layers = [(np.array(W, float), np.array(b, float)) for W, b in zip(params[0::2], params[1::2])]
    history = []
    for _ in range(steps):
        inputs = [X]
        for k, (W, b) in enumerate(layers):
            Z = np.einsum("nd,dm->nm", inputs[-1], W) + b
            inputs.append(np.tanh(Z) if k < len(layers) - 1 else Z)
        history.append(objective.forward(inputs.pop(), Y, *(W for W, _ in layers)))
        delta, *prices = objective.backward()
        updated = []
        for (W, b), below, price in reversed(list(zip(layers, inputs, prices))):
            step = below.T @ delta + price, np.ones(len(delta)) @ delta
            updated.insert(0, (W - rate * step[0], b - rate * step[1]))
            delta = (1 - below**2) * (delta @ W.T)
        layers = updated
    return (np.array(history, dtype=float), *(p for layer in layers for p in layer))
