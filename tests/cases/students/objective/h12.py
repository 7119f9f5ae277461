import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    value = lam * np.sum(np.abs(W))
    gradient = np.zeros(W.shape)
    gradient[W > 0] = lam
    gradient[W < 0] = -lam
    return (value, gradient)


def l2_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    value = 0.5 * lam * np.sum(np.square(W))
    gradient = lam * W
    return (value, gradient)


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
    order = np.argsort(lams)[::-1]   # largest lambda first, argmin takes the first
    lams = lams[order]
    validation_cost = validation_cost[order]
    return float(lams[np.argmin(validation_cost)])


def log_softmax(A):
    A = np.asarray(A, dtype=float)
    return A - np.logaddexp.reduce(A, axis=-1, keepdims=True)


class CrossEntropyLoss:
    def forward(self, A, Y):
        self.logp, self.Y = log_softmax(A), np.array(Y, dtype=float)
        return -np.mean(np.sum(self.Y * self.logp, axis=1))

    def backward(self):
        return (np.exp(self.logp) - self.Y) / self.Y.shape[0]


def train(objective, params, X, Y, rate, steps):
    losses = np.zeros(steps)
    params = list(params)
    for t in range(steps):
        if len(params) == 4:
            H = np.tanh(X @ params[0] + params[1])
        else:
            H = X
        A = H @ params[-2] + params[-1]
        losses[t] = objective.forward(A, Y, *params[::2])
        back = objective.backward()
        G = back[0]
        grads = [H.T @ G + back[-1], G.sum(axis=0)]
        if len(params) == 4:
            D = (1 - H * H) * (G @ params[2].T)
            grads = [X.T @ D + back[1], D.sum(axis=0)] + grads
        for p, g in zip(params, grads):
            p -= rate * g
    return (losses, *[p.copy() for p in params])
