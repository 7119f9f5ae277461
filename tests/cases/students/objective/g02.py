# as short as it gets
import numpy as np

def l1_penalty(W, lam):
    w = np.asarray(W).astype(np.float64)
    reg_loss = lam * np.abs(w).sum()
    grad = lam * np.sign(w)
    return reg_loss, grad

def l2_penalty(W, lam): return lam / 2 * (np.array(W, float)**2).sum(), lam * np.array(W, float)

class Objective:
    def __init__(self, loss, penalties): self.loss, self.pen = loss, penalties
    def forward(self, A, Y, *weights):
        self.g = [np.zeros(W.shape) for W in weights]
        J = self.loss.forward(A, Y)
        for i, (W, (p, l)) in enumerate(zip(weights, self.pen)):
            v, g = p(W, l)
            J, self.g[i] = J + v, self.g[i] + g
        return J
    def backward(self): return (self.loss.backward(), *self.g)

def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    return float(-min((v, -l) for v, l in zip(validation_cost, lams) if v == v)[1])

class CrossEntropyLoss:
    def forward(self, A, Y):
        s = A - A.max(1, keepdims=True)
        l = s - np.log(np.exp(s).sum(1, keepdims=True))
        self.d = (np.exp(l) - Y) / len(A)
        return -(Y * l).sum() / len(A)
    def backward(self): return self.d

def train(objective, params, X, Y, rate, steps):
    """Full-batch gradient descent for both models."""
    if len(params) == 2:
        return _train_softmax_regression(objective, params, X, Y, rate, steps)
    return _train_network(objective, params, X, Y, rate, steps)


def _train_softmax_regression(objective, params, X, Y, rate, steps):
    W, b = (np.array(p, dtype=np.float64) for p in params)
    losses = np.zeros(steps)
    for step in range(steps):
        losses[step] = objective.forward(X @ W + b, Y, W)
        G, P = objective.backward()
        W = W - rate * (X.T @ G + P)
        b = b - rate * np.sum(G, axis=0)
    return losses, W, b


def _train_network(objective, params, X, Y, rate, steps):
    W1, b1, W2, b2 = (np.array(p, dtype=np.float64) for p in params)
    losses = np.zeros(steps)
    for step in range(steps):
        H = np.tanh(X @ W1 + b1)
        losses[step] = objective.forward(H @ W2 + b2, Y, W1, W2)
        G, P1, P2 = objective.backward()
        dZ = (1.0 - H * H) * (G @ W2.T)
        W1, b1, W2, b2 = (
            W1 - rate * (X.T @ dZ + P1),
            b1 - rate * np.sum(dZ, axis=0),
            W2 - rate * (H.T @ G + P2),
            b2 - rate * np.sum(G, axis=0),
        )
    return losses, W1, b1, W2, b2
