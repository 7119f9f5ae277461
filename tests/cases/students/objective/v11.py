import numpy as np


def l1_penalty(W, lam):
    W = np.asarray(W).astype(np.float64)
    signs = (W > 0).astype(float) - (W < 0)
    return lam * np.vdot(signs, W), lam * signs


def l2_penalty(W, lam):
    W = np.asarray(W).astype(np.float64)
    flat = W.ravel()
    return 0.5 * lam * (flat @ flat), lam * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss, self.penalties = loss, tuple(penalties)

    def forward(self, A, Y, *weights):
        loss = self.loss.forward(A, Y)
        answers = [[penalty(W, lam) for penalty, lam in self.penalties] for W in weights]
        slopes = [
            sum((gradient for _, gradient in row), start=np.zeros(np.shape(W)))
            for W, row in zip(weights, answers)
        ]
        self.answer = (np.array(self.loss.backward()), *slopes)
        return loss + sum(value for row in answers for value, _ in row)

    def backward(self):
        return tuple(np.copy(part) for part in self.answer)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(float(v), -float(l)) for l, v in zip(lams, validation_cost) if not np.isnan(v)]
    return -min(runs)[1]


class CrossEntropyLoss:
    def forward(self, A, Y):
        A = np.asarray(A, dtype=float)
        log_p = A - np.logaddexp.reduce(A, axis=1)[:, None]
        self.p_minus_y = np.exp(log_p) - Y
        return -np.einsum("nc,nc->n", Y, log_p).mean()

    def backward(self):
        return self.p_minus_y / self.p_minus_y.shape[0]


def train(objective, params, X, Y, rate, steps):
    layers = [[np.array(W, dtype=float), np.array(b, dtype=float)] for W, b in zip(params[::2], params[1::2])]
    history = []
    for _ in range(steps):
        inputs = [np.asarray(X, dtype=float)]
        for W, b in layers[:-1]:
            inputs.append(np.tanh(inputs[-1] @ W + b))
        A = inputs[-1] @ layers[-1][0] + layers[-1][1]
        history.append(objective.forward(A, Y, *(W for W, _ in layers)))
        G, *P = objective.backward()
        for k in reversed(range(len(layers))):
            W, b = layers[k]
            below = (1 - inputs[k] ** 2) * (G @ W.T)
            layers[k] = [W - rate * (inputs[k].T @ G + P[k]), b - rate * np.sum(G, axis=0)]
            G = below
    return (np.array(history, dtype=float), *(p for layer in layers for p in layer))
