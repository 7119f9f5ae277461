import numpy as np


import math


def l1_penalty(W, lam):
    W = np.array(W, dtype=float)
    value, gradient = 0.0, np.zeros(W.shape)
    for i in np.ndindex(W.shape):
        value += lam * abs(W[i])
        if W[i] != 0:
            gradient[i] = math.copysign(lam, W[i])
    return (value, gradient)


def l2_penalty(W, lam):
    W = np.array(W, dtype=float)
    return (float(np.sum(0.5 * lam * np.square(W))), np.multiply(lam, W))


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self.memory = {}

    def forward(self, A, Y, *weights):
        self.memory = {"A": None, "W": [np.zeros(np.shape(W)) for W in weights]}
        total = float(self.loss.forward(A, Y))
        self.memory["A"] = np.copy(self.loss.backward())
        for k, W in enumerate(weights):
            for pair in self.penalties:
                v, g = pair[0](W, pair[1])
                total = total + float(v)
                self.memory["W"][k] = self.memory["W"][k] + g
        return total

    def backward(self):
        return tuple(np.copy(part) for part in [self.memory["A"]] + self.memory["W"])


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    best_cost, best_lam = math.inf, None
    for lam, cost in zip(lams, validation_cost):
        if cost != cost:
            continue
        if best_lam is None or cost < best_cost or (cost == best_cost and lam > best_lam):
            best_cost, best_lam = cost, lam
    return float(best_lam)


class CrossEntropyLoss:
    def forward(self, A, Y):
        N, C = A.shape
        loss, self.g = 0.0, np.zeros((N, C))
        for n in range(N):
            z = A[n] - np.max(A[n])
            lse = np.log(np.sum(np.exp(z)))
            loss -= np.dot(Y[n], z - lse) / N
            self.g[n] = (np.exp(z - lse) - Y[n]) / N
        return loss

    def backward(self):
        return np.copy(self.g)


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def step_linear(objective, params, X, Y):
    W, b = params
    value = objective.forward(X @ W + b, Y, W)
    G, P = objective.backward()
    return value, [X.T @ G + P, np.ones(len(X)) @ G]


def step_network(objective, params, X, Y):
    W1, b1, W2, b2 = params
    H = np.tanh(X @ W1 + b1)
    value = objective.forward(H @ W2 + b2, Y, W1, W2)
    G, P1, P2 = objective.backward()
    dZ = (G @ W2.T) / np.cosh(X @ W1 + b1) ** 2
    return value, [X.T @ dZ + P1, dZ.sum(0), H.T @ G + P2, G.sum(0)]


def train(objective, params, X, Y, rate, steps):
    params = [np.asarray(p).astype(float) for p in params]
    step = step_linear if len(params) == 2 else step_network
    losses = np.empty(steps)
    for t in range(steps):
        losses[t], gradients = step(objective, params, X, Y)
        params = [p - rate * g for p, g in zip(params, gradients)]
    return tuple([losses] + params)
