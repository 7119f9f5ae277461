import numpy as np


from dataclasses import dataclass, field
from typing import Any


def l1_penalty(W, lam):
    value, gradient = 0.0, np.zeros(np.shape(W))
    for index in np.ndindex(np.shape(W)):
        w = float(W[index])
        if w > 0:
            value += lam * w
            gradient[index] = lam
        elif w < 0:
            value -= lam * w
            gradient[index] = -lam
    return value, gradient


def l2_penalty(W, lam):
    value, gradient = 0.0, np.zeros(np.shape(W))
    for index in np.ndindex(np.shape(W)):
        w = float(W[index])
        value += lam * w * w / 2
        gradient[index] = lam * w
    return value, gradient


@dataclass
class Objective:
    loss: Any
    penalties: list
    slopes: list = field(default_factory=list)

    def forward(self, A, Y, *weights):
        total, self.slopes = self.loss.forward(A, Y), []
        for W in weights:
            self.slopes.append(np.zeros(np.shape(W)))
            for penalty, lam in self.penalties:
                v, g = penalty(W, lam)
                total += v
                self.slopes[-1] = self.slopes[-1] + g
        return total

    def backward(self):
        return tuple([self.loss.backward()] + [s.copy() for s in self.slopes])


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    table = sorted(zip(lams, validation_cost), reverse=True)
    table = [row for row in table if not np.isnan(row[1])]
    return float(min(table, key=lambda row: row[1])[0])


class CrossEntropyLoss:
    def forward(self, A, Y):
        N, C = np.shape(A)
        self.gradient = np.zeros((N, C))
        loss = 0.0
        for n in range(N):
            m = max(A[n])
            s = sum(np.exp(a - m) for a in A[n])
            for c in range(C):
                logp = A[n, c] - m - np.log(s)
                loss -= Y[n, c] * logp / N
                self.gradient[n, c] = (np.exp(logp) - Y[n, c]) / N
        return loss

    def backward(self):
        return self.gradient


def train(objective, params, X, Y, rate, steps):
    def run(t, theta):
        """The losses from step t on, and the last parameters."""
        layers = [np.asarray(X, dtype=float)]
        for W, b in zip(theta[:-2:2], theta[1:-2:2]):
            layers.append(np.tanh(layers[-1] @ W + b))
        J = objective.forward(layers[-1] @ theta[-2] + theta[-1], Y, *theta[::2])
        D, *P = objective.backward()
        new = []
        for k in reversed(range(len(layers))):
            W, b, H = theta[2 * k], theta[2 * k + 1], layers[k]
            new = [W - rate * (H.T @ D + P[k]), b - rate * np.ones(len(D)) @ D] + new
            D = (D @ W.T) * (1 - H**2)
        return J, new

    theta, losses = [p.astype(float) for p in params], np.zeros((steps,))
    for t in range(steps):
        losses[t], theta = run(t, theta)
    return (losses, *theta)
