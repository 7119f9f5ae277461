import numpy as np


class Penalty:
    """Base class: subclasses give price and slope of single weights, as arrays."""

    def __call__(self, W, lam):
        W = np.array(W, dtype=np.float64)
        return float(lam * np.sum(self.price(W))), lam * self.slope(W)


class _L1(Penalty):
    def price(self, W):
        return np.maximum(W, -W)

    def slope(self, W):
        return np.heaviside(W, 0.5) * 2 - 1


class _L2(Penalty):
    def price(self, W):
        return W * W / 2

    def slope(self, W):
        return W


def l1_penalty(W, lam):
    return _L1()(W, lam)


def l2_penalty(W, lam):
    return _L2()(W, lam)


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self.slopes = {}

    def forward(self, A, Y, *weights):
        self.slopes = {m: np.zeros(np.shape(W)) for m, W in enumerate(weights)}
        J = self.loss.forward(A, Y)
        for penalty, lam in reversed(self.penalties):
            for m, W in enumerate(weights):
                value, gradient = penalty(W, lam)
                J = J + value
                self.slopes[m] = self.slopes[m] + gradient
        return J

    def backward(self):
        return (self.loss.backward(), *(self.slopes[m] for m in sorted(self.slopes)))


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    costs = np.nan_to_num(validation_cost, nan=np.inf, posinf=np.inf, neginf=-np.inf)
    winners = np.flatnonzero(costs <= np.min(costs))
    return float(np.sort(lams[winners])[-1])


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = A.T - A.T.max(axis=0)            # classes down, samples across
        Y = Y.T
        Z = np.exp(A).sum(axis=0)
        self.result = ((np.exp(A) / Z - Y) / A.shape[1]).T
        return np.mean(np.sum(Y, axis=0) * np.log(Z) - np.sum(Y * A, axis=0))

    def backward(self):
        return np.array(self.result)


def train(objective, params, X, Y, rate, steps):
    # one matrix per layer, with the bias as its last row and a column of ones for it
    layers = [np.vstack([W, b]).astype(np.float64) for W, b in zip(params[::2], params[1::2])]
    ones = np.ones((len(X), 1))
    losses = np.zeros(steps)
    for t in range(steps):
        inputs = [np.hstack([X, ones])]
        if len(layers) == 2:
            inputs.append(np.hstack([np.tanh(inputs[0] @ layers[0]), ones]))
        losses[t] = objective.forward(inputs[-1] @ layers[-1], Y, *[V[:-1] for V in layers])
        G, *P = objective.backward()
        steps_of_layers = [inputs[-1].T @ G]
        if len(layers) == 2:
            H = inputs[1][:, :-1]
            steps_of_layers.insert(0, inputs[0].T @ ((1 - H * H) * (G @ layers[1][:-1].T)))
        for gradient, slope in zip(steps_of_layers, P):
            gradient[:-1] += slope
        layers = [V - rate * gradient for V, gradient in zip(layers, steps_of_layers)]
    result = [losses]
    for V in layers:
        result.append(V[:-1].copy())
        result.append(V[-1].copy())
    return tuple(result)
