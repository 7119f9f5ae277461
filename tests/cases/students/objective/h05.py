import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W, dtype=float)
    return lam * np.abs(W).sum(), lam * np.sign(W)


def l2_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    value = 0.5 * lam * np.sum(np.square(W))
    gradient = lam * W
    return (value, gradient)


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self.grad_weights = []

    def forward(self, A, Y, *weights):
        cost = self.loss.forward(A, Y)
        penalty_sum = 0.0
        for W in weights:
            dW = np.zeros(np.shape(W))
            for fn, lam in self.penalties:
                v, g = fn(W, lam)
                penalty_sum += v
                dW += g
            self.grad_weights.append(dW)
        return cost + penalty_sum

    def backward(self):
        grads = tuple([self.loss.backward()] + self.grad_weights)
        return grads


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
