import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    value = lam * np.sum(np.abs(W))
    gradient = np.zeros(W.shape)
    gradient[W > 0] = lam
    gradient[W < 0] = -lam
    return (value, gradient)


def l2_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam / 2 * (W**2).sum(), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        J = self.loss.forward(A, Y)
        self.slopes = []
        for W in weights:
            slope = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                J = J + value
                slope = slope + gradient
            self.slopes.append(slope)
        return J

    def backward(self):
        return (self.loss.backward(), *self.slopes)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(cost, -lam) for lam, cost in zip(lams, validation_cost) if cost == cost]
    return -float(min(runs)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        z = A - A.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.grad = (np.exp(logp) - Y) / len(A)
        return -(Y * logp).sum() / len(A)

    def backward(self):
        return self.grad.copy()


def train(objective, params, X, Y, rate, steps):
    losses = []
    if len(params) == 2:
        W = np.array(params[0], dtype=np.float64)
        b = np.array(params[1], dtype=np.float64)
        for epoch in range(steps):
            A = np.dot(X, W) + b
            losses.append(objective.forward(A, Y, W))
            G, P = objective.backward()
            dW = np.dot(X.T, G) + P
            db = np.sum(G, axis=0)
            W = W - rate * dW
            b = b - rate * db
        return np.array(losses, dtype=np.float64), W, b
    W1 = np.array(params[0], dtype=np.float64)
    b1 = np.array(params[1], dtype=np.float64)
    W2 = np.array(params[2], dtype=np.float64)
    b2 = np.array(params[3], dtype=np.float64)
    for epoch in range(steps):
        Z = np.dot(X, W1) + b1
        H = np.tanh(Z)
        A = np.dot(H, W2) + b2
        losses.append(objective.forward(A, Y, W1, W2))
        G, P1, P2 = objective.backward()
        dW2 = np.dot(H.T, G) + P2
        db2 = np.sum(G, axis=0)
        W2 = W2 - rate * dW2
        b2 = b2 - rate * db2
        dZ = (1 - H * H) * np.dot(G, W2.T)
        dW1 = np.dot(X.T, dZ) + P1
        db1 = np.sum(dZ, axis=0)
        W1 = W1 - rate * dW1
        b1 = b1 - rate * db1
    return np.array(losses, dtype=np.float64), W1, b1, W2, b2
