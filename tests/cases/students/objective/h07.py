import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.abs(W).sum(), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * (W**2).sum(), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties

    def _price(self, W):
        """Value and gradient of all penalties together for one array."""
        pairs = [penalty(W, lam) for penalty, lam in self.penalties]
        return sum(v for v, _ in pairs), sum((g for _, g in pairs), np.zeros(np.shape(W)))

    def forward(self, A, Y, *weights):
        prices = [self._price(W) for W in weights]
        self._grads = tuple(g for _, g in prices)
        return self.loss.forward(A, Y) + sum(v for v, _ in prices)

    def backward(self):
        return (self.loss.backward(),) + self._grads


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    order = np.lexsort((-np.asarray(lams), validation_cost))  # nan comes last
    return float(lams[order[0]])


class CrossEntropyLoss:
    def forward(self, A, Y):
        z = A - A.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.grad = (np.exp(logp) - Y) / len(A)
        return -(Y * logp).sum() / len(A)

    def backward(self):
        return self.grad.copy()


def train(objective, params, X, Y, rate, steps):
    losses = np.zeros(steps)
    network = len(params) == 4
    for t in range(steps):
        if network:
            W1, b1, W2, b2 = params
            H = np.tanh(X @ W1 + b1)
            losses[t] = objective.forward(H @ W2 + b2, Y, W1, W2)
            G, P1, P2 = objective.backward()
            dZ = (1 - H**2) * (G @ W2.T)
            params = [
                W1 - rate * (X.T @ dZ + P1),
                b1 - rate * dZ.sum(0),
                W2 - rate * (H.T @ G + P2),
                b2 - rate * G.sum(0),
            ]
        else:
            W, b = params
            losses[t] = objective.forward(X @ W + b, Y, W)
            G, P = objective.backward()
            params = [W - rate * (X.T @ G + P), b - rate * G.sum(0)]
    return (losses, *params)
