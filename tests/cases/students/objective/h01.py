import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    absolute = np.abs(W)
    value = lam * np.sum(absolute)
    gradient = lam * W / absolute    # +1 or -1
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
    best_lam = None
    best_cost = np.inf
    for k in range(len(lams)):
        cost = validation_cost[k]
        if np.isnan(cost):
            continue
        if best_lam is None or cost < best_cost or (cost == best_cost and lams[k] > best_lam):
            best_cost = cost
            best_lam = lams[k]
    return float(best_lam)


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.array(A, dtype=np.float64)
        Y = np.array(Y, dtype=np.float64)
        N = A.shape[0]
        row_max = np.max(A, axis=1).reshape(N, 1)
        shifted = A - row_max
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
    losses = []
    if len(params) == 2:
        W = np.array(params[0], dtype=np.float64)
        b = np.array(params[1], dtype=np.float64)
        for step in range(steps):
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
    for step in range(steps):
        Z = np.dot(X, W1) + b1
        H = np.tanh(Z)
        A = np.dot(H, W2) + b2
        losses.append(objective.forward(A, Y, W1, W2))
        G, P1, P2 = objective.backward()
        dW2 = np.dot(H.T, G) + P2
        db2 = np.sum(G, axis=0)
        dZ = (1 - H * H) * np.dot(G, W2.T)
        dW1 = np.dot(X.T, dZ) + P1
        db1 = np.sum(dZ, axis=0)
        W1 = W1 - rate * dW1
        b1 = b1 - rate * db1
        W2 = W2 - rate * dW2
        b2 = b2 - rate * db2
    return np.array(losses, dtype=np.float64), W1, b1, W2, b2
