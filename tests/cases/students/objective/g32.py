import numpy as np


def _f64(array):
    return np.array(array, dtype=np.float64)


def _log_softmax(A):
    shifted = A - A.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _layer_gradients(inputs, G, P):
    """Gradients of the weights and biases of one linear layer."""
    return inputs.T @ G + P, G.sum(axis=0)


def l1_penalty(W, lam):
    W = _f64(W)
    return lam * np.sum(np.abs(W)), lam * np.sign(W)


def l2_penalty(W, lam):
    W = _f64(W)
    return lam / 2 * np.sum(W * W), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self._gradients = ()

    def _all_penalties(self, W):
        value, gradient = 0.0, np.zeros(W.shape)
        for penalty, lam in self.penalties:
            v, g = penalty(W, lam)
            value += v
            gradient = gradient + g
        return value, gradient

    def forward(self, A, Y, *weights):
        results = [self._all_penalties(W) for W in weights]
        self._gradients = tuple(gradient for _, gradient in results)
        return self.loss.forward(A, Y) + sum(value for value, _ in results)

    def backward(self):
        return (self.loss.backward(),) + self._gradients


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    usable = ~np.isnan(validation_cost)
    lams, costs = _f64(lams)[usable], _f64(validation_cost)[usable]
    return float(max(lams[costs == costs.min()]))


class CrossEntropyLoss:
    def forward(self, A, Y):
        log_p = _log_softmax(_f64(A))
        self.gradient = (np.exp(log_p) - Y) / len(log_p)
        return -np.sum(Y * log_p) / len(log_p)

    def backward(self):
        return self.gradient


def train(objective, params, X, Y, rate, steps):
    params = [_f64(p) for p in params]
    losses = np.zeros(steps)
    for t in range(steps):
        inputs = X if len(params) == 2 else np.tanh(X @ params[0] + params[1])
        A = inputs @ params[-2] + params[-1]
        losses[t] = objective.forward(A, Y, *params[0::2])
        G, *P = objective.backward()
        gradients = _layer_gradients(inputs, G, P[-1])
        if len(params) == 4:
            dZ = inputs * (1 - inputs) * (G @ params[2].T)
            gradients = _layer_gradients(X, dZ, P[0]) + gradients
        params = [p - rate * g for p, g in zip(params, gradients)]
    return (losses, *params)
