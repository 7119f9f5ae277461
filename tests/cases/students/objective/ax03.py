import numpy as np


def l1_penalty(W, lam):
    return lam * float(np.abs(W).sum()), lam * np.sign(W).astype(float)


def l2_penalty(W, lam):
    flat = np.ravel(W)
    return lam / 2 * float(np.vdot(flat, flat)), lam * np.asarray(W, dtype=float)


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, penalties

    def forward(self, A, Y, *weights):
        self.weights = [np.array(W) for W in weights]
        total = self.loss.forward(A, Y)
        for penalty, lam in self.penalties:
            total += sum(penalty(W, lam)[0] for W in self.weights)
        return total

    def backward(self):
        answer = [self.loss.backward()]
        for W in self.weights:
            gradient = np.zeros(W.shape)
            for penalty, lam in self.penalties:
                gradient += penalty(W, lam)[1]
            answer.append(gradient)
        return tuple(answer)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(c, -l) for c, l in zip(validation_cost, lams) if c == c]
    return float(-min(runs)[1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        A = A - A.max(axis=1, keepdims=True)
        log_p = A - np.log(np.exp(A).sum(axis=1, keepdims=True))
        self.gradient = (np.exp(log_p) - Y) / len(A)
        return -np.sum(Y * log_p) / len(A)

    def backward(self):
        return self.gradient


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    network = len(params) == 4
    params = [np.array(p, dtype=np.float64) for p in params]
    history = []
    for _ in range(steps):
        inputs = np.tanh(X @ params[0] + params[1]) if network else X
        A = predict(params, X)
        history.append(objective.forward(A, Y, *params[::2]))
        slopes = objective.backward()
        G = slopes[0]
        new = [params[-2] - rate * (inputs.T @ G + slopes[-1]), params[-1] - rate * np.sum(G, axis=0)]
        if network:
            delta = (1 - inputs**2) * (G @ params[2].T)
            first = [params[0] - rate * (X.T @ delta + slopes[1]), params[1] - rate * delta.sum(axis=0)]
            new = first + new
        params = new
    return (np.array(history, dtype=float), *params)
