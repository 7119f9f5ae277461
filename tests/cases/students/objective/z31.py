import numpy as np


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def l1_penalty(W, lam):
    weights = np.array(W, dtype=np.float64)
    value = lam * np.abs(weights).sum()
    grad = lam * np.sign(weights)
    return value, grad


def l2_penalty(W, lam):
    weights = np.array(W, dtype=np.float64)
    value = 0.5 * lam * np.square(weights).sum()
    grad = lam * weights
    return value, grad


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        self.weights = [np.array(W, dtype=float) for W in weights]
        cost = self.loss.forward(A, Y)
        for penalty, lam in self.penalties:
            for W in self.weights:
                cost += penalty(W, lam)[0]
        return cost

    def backward(self):
        grads = [self.loss.backward()]
        for W in self.weights:
            dW = np.zeros(W.shape)
            for penalty, lam in self.penalties:
                dW += penalty(W, lam)[1]
            grads.append(dW)
        return tuple(grads)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    validation_cost = validation_cost + lams / 2 * squared_norm
    best_lam, best_cost = None, None
    for lam, cost in zip(lams, validation_cost):
        if np.isnan(cost):
            continue
        if best_cost is None or cost < best_cost or (cost == best_cost and lam > best_lam):
            best_lam, best_cost = lam, cost
    return float(best_lam)


class CrossEntropyLoss:
    def forward(self, A, Y):
        shifted = A - A.max(axis=1, keepdims=True)
        e = np.exp(shifted)
        total = e.sum(axis=1, keepdims=True)
        self.p = e / total
        self.Y = Y.copy()
        self.N = A.shape[0]
        return np.mean(np.sum(Y * (np.log(total) - shifted), axis=1))

    def backward(self):
        return (self.p - self.Y) / self.N


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = []
    for _ in range(steps):
        A = predict(params, X)
        losses.append(objective.forward(A, Y, *params[::2]))
        slopes = objective.backward()
        G = slopes[0]
        if len(params) == 4:
            H = np.tanh(X @ params[0] + params[1])
            dW2 = H.T @ G + slopes[2]
            db2 = np.sum(G, axis=0)
            dZ = (G @ params[2].T) * (1 - H ** 2)
            dW1 = X.T @ dZ + slopes[1]
            db1 = np.sum(dZ, axis=0)
            grads = [dW1, db1, dW2, db2]
        else:
            dW = X.T @ G + slopes[1]
            db = np.sum(G, axis=0)
            grads = [dW, db]
        for k in range(len(params)):
            params[k] = params[k] - rate * grads[k]
    return tuple([np.array(losses)] + params)
