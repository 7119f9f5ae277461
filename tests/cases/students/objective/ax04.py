import functools
import math

import numpy as np


def separable(price, pull):
    """Make a penalty from the price and the pull of a single weight."""

    def penalty(W, lam):
        W = np.array(W, dtype=float)
        prices = [price(w) for w in W.flat]
        pulls = [lam * pull(w) for w in W.flat]
        return lam * math.fsum(prices), np.array(pulls, dtype=float).reshape(W.shape)

    return penalty


l1_penalty = separable(abs, lambda w: float(w > 0) - float(w < 0))
l2_penalty = separable(lambda w: w * w / 2, lambda w: w)


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        answers = [[penalty(W, lam) for penalty, lam in self.penalties] for W in weights]
        self.pulls = [
            functools.reduce(np.add, (slope for _, slope in row), np.zeros(np.shape(W)))
            for row, W in zip(answers, weights)
        ]
        return self.loss.forward(A, Y) + math.fsum(value for row in answers for value, _ in row)

    def backward(self):
        return (self.loss.backward(), *map(np.copy, self.pulls))


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    order = np.lexsort((-np.asarray(lams, dtype=float), np.asarray(validation_cost, dtype=float)))
    return float(lams[order[0]])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A, self.Y = np.array(A, dtype=float), np.array(Y, dtype=float)
        log_norm = np.logaddexp.reduce(A, axis=1, keepdims=True)
        self.surprise = log_norm - A
        return float(np.vdot(self.Y, self.surprise)) / len(self.Y)

    def backward(self):
        return (np.exp(-self.surprise) - self.Y) / len(self.Y)


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=float) for p in params]
    losses = []
    while len(losses) < steps:
        losses.append(objective.forward(predict(params, X), Y, *params[::2]))
        G, *pulls = objective.backward()
        step = []
        if len(params) == 4:
            W1, b1, W2, _ = params
            H = np.tanh(X @ W1 + b1)
            Z = (G @ W2.T) * (1 + H) * (1 - H)
            step += [np.einsum("nd,nm->dm", X, Z) + pulls[0], np.einsum("nm->m", Z)]
        else:
            H = X
        step += [np.einsum("nm,nc->mc", H, G) + pulls[-1], np.einsum("nc->c", G)]
        params = [p - rate * s for p, s in zip(params, step, strict=True)]
    return np.array(losses, dtype=float), *params
