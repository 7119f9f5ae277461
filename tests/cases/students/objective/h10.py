import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.abs(W).sum(), lam * np.sign(W)


def l2_penalty(W, lam):
    w = np.array(W, dtype=float).ravel()
    return float(lam * (w @ w) / 2), (lam * w).reshape(np.shape(W))


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
    best = np.nanmin(validation_cost)
    return float(np.max(lams[validation_cost == best]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64)
        N = A.shape[0]
        biggest = np.max(A, axis=1).reshape(N, 1)
        shifted = A - biggest
        total = np.sum(np.exp(shifted), axis=1).reshape(N, 1)
        log_p = shifted - np.log(total)
        self.p = np.exp(log_p)
        self.Y = Y
        self.N = N
        loss = -np.sum(Y * log_p) / N
        return loss

    def backward(self):
        return (self.p - self.Y) / self.N


def train(objective, params, X, Y, rate, steps):
    def model(ps):
        H = np.tanh(X @ ps[0] + ps[1]) if len(ps) == 4 else X
        return H, H @ ps[-2] + ps[-1]

    ps = [np.array(p, dtype=float) for p in params]
    losses = []
    for _ in range(steps):
        H, A = model(ps)
        objective.forward(A, Y, *ps[::2])
        G, *P = objective.backward()
        g = [H.T @ G + P[-1], G.sum(axis=0)]
        if len(ps) == 4:
            back = (G @ ps[2].T) * (1 - H**2)
            g = [X.T @ back + P[0], back.sum(axis=0)] + g
        ps = [p - rate * d for p, d in zip(ps, g)]
        # how good are we now?
        losses.append(objective.forward(model(ps)[1], Y, *ps[::2]))
    return (np.array(losses, dtype=float), *ps)
