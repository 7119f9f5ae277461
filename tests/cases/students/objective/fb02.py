import math

import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W)
    value, slopes = 0.0, np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        w = float(W[index])
        value += abs(w)
        if w != 0:
            slopes[index] = math.copysign(lam, w)
    return float(lam * value), slopes


def l2_penalty(W, lam):
    W = np.asarray(W)
    return float(lam / 2 * np.sum(W * W, dtype=np.float64)), lam * W.astype(np.float64)


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = [(penalty, lam) for penalty, lam in penalties]

    def forward(self, A, Y, *weights):
        terms = [self.loss.forward(A, Y)]
        self.gradients = [np.zeros(np.shape(W)) for W in weights]
        for penalty, lam in self.penalties:
            for W, total in zip(weights, self.gradients):
                value, gradient = penalty(W, lam)
                terms.append(value)
                total += gradient
        return float(sum(terms))

    def backward(self):
        answer = [self.loss.backward()]
        for gradient in self.gradients:
            answer.append(np.array(gradient))
        return tuple(answer)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    best = None
    for k in range(len(lams)):
        cost = validation_cost[k]
        if math.isnan(cost):
            continue
        if best is None or cost < validation_cost[best]:
            best = k
        elif cost == validation_cost[best] and lams[k] > lams[best]:
            best = k
    return float(lams[best])


class CrossEntropyLoss:
    def forward(self, A, Y):
        self.p, self.Y = np.zeros(np.shape(A)), np.array(Y, dtype=float)
        total = 0.0
        for n, (scores, target) in enumerate(zip(np.asarray(A, dtype=float), self.Y)):
            gaps = scores - max(scores)
            log_p = gaps - math.log(math.fsum(np.exp(gaps)))
            self.p[n] = np.exp(log_p)
            total -= target @ log_p
        return float(total / len(self.p))

    def backward(self):
        return (self.p - self.Y) / len(self.p)


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def slopes_of_layer(features, G, pull):
    return features.T @ G + pull, G.sum(axis=0)


def train(objective, params, X, Y, rate, steps):
    losses = np.empty(steps)
    now = [np.array(p, dtype=float) for p in params]
    for t in range(steps):
        losses[t] = objective.forward(predict(now, X), Y, *now[0::2])
        G, *pulls = objective.backward()
        if len(now) == 4:
            H = np.tanh(X @ now[0] + now[1])
            through = G @ now[2].T
            steepest = (
                *slopes_of_layer(X, through - through * H**2, pulls[0]),
                *slopes_of_layer(H, G, pulls[1]),
            )
        else:
            steepest = slopes_of_layer(X, G, pulls[0])
        for p, slope in zip(now, steepest):
            p -= rate * slope
    return (losses, *now)
