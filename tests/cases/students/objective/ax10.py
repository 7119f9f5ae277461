import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    gradient = np.zeros(W.shape)
    gradient[W > 0] = lam
    gradient[W < 0] = -lam
    return float(np.sum(gradient * W)), gradient


def l2_penalty(W, lam):
    weights = np.asarray(W).astype(float)
    gradient = weights * lam
    return 0.5 * (gradient * weights).sum(), gradient


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        result = self.loss.forward(A, Y)
        self.dW = []
        for W in weights:
            total = np.zeros_like(W)
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                result += value
                total += gradient
            self.dW.append(total)
        return result

    def backward(self):
        return tuple([self.loss.backward()] + self.dW)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    best_cost, best_lam = None, None
    for lam, cost in zip(lams, validation_cost):
        if np.isnan(cost):
            continue
        if best_cost is None or cost < best_cost or (cost == best_cost and lam > best_lam):
            best_cost, best_lam = cost, lam
    return float(best_lam)


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
    params = [np.array(p, dtype=float) for p in params]
    losses = np.zeros(steps)
    for t in range(steps):
        if len(params) == 2:
            W, b = params
            losses[t] = objective.forward(X @ W + b, Y, W)
            G, P = objective.backward()
            grads = [X.T @ G + P, G.sum(axis=0)]
        else:
            W1, b1, W2, b2 = params
            H = np.tanh(X @ W1 + b1)
            losses[t] = objective.forward(H @ W2 + b2, Y, W1, W2)
            G, P1, P2 = objective.backward()
            dZ = (1 - H * H) * (G @ W2.T)
            grads = [X.T @ dZ + P1, dZ.sum(axis=0), H.T @ G + P2, G.sum(axis=0)]
        params = [p - rate * g for p, g in zip(params, grads)]
    return (losses, *params)
