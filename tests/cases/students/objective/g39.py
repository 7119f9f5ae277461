import numpy as np
import math

# pure Python wherever possible

def l1_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    total = math.fsum(abs(w) for w in W.flat)
    return lam * total, (1.0 * (W > 0) - 1.0 * (W < 0)) * lam

def l2_penalty(W, lam):
    W = np.array(W, dtype=np.float64)
    return lam * math.fsum(w * w for w in W.flat) / 2.0, W * lam

class Objective:
    def __init__(self, loss, penalties):
        self._loss = loss
        self._penalties = tuple(penalties)
        self._weights = []

    def forward(self, A, Y, *weights):
        self._weights = [np.array(W, copy=True) for W in weights]   # copies: backward may come later
        J = self._loss.forward(A, Y)
        for penalty, lam in self._penalties:
            for W in self._weights:
                J = J + penalty(W, lam)[0]
        return J

    def backward(self):
        def slope(W):
            g = np.zeros(W.shape)
            for penalty, lam in self._penalties:
                g = g + penalty(W, lam)[1]
            return g
        return (self._loss.backward(),) + tuple(map(slope, self._weights))

def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    ranking = []
    for lam, cost in zip(lams.tolist(), validation_cost.tolist()):
        if not math.isnan(cost):
            ranking.append((cost, -lam))
    ranking.sort()
    return abs(float(ranking[0][1]))

class CrossEntropyLoss:
    def forward(self, A, Y):
        rows = []
        loss = 0.0
        for a, y in zip(A.tolist(), Y.tolist()):
            m = max(a)
            log_z = m + math.log(math.fsum(math.exp(v - m) for v in a))
            log_p = [(v - m) - (log_z - m) for v in a]
            loss += math.fsum(-t * lp for t, lp in zip(y, log_p))
            rows.append([math.exp(lp) - t for t, lp in zip(y, log_p)])
        self._rows = rows
        return loss / len(rows)

    def backward(self):
        return np.array(self._rows) / len(self._rows)

def train(objective, params, X, Y, rate, steps):
    if steps == 0:
        return (np.zeros(0), *[np.array(p, dtype=float) for p in params])

    def one_step(*params):
        hidden = len(params) == 4
        features = np.tanh(np.matmul(X, params[0]) + params[1]) if hidden else X
        value = objective.forward(np.matmul(features, params[-2]) + params[-1], Y, *params[::2])
        slopes = objective.backward()
        G = slopes[0]
        out = (params[-2] - rate * np.matmul(features.T, G) - rate * slopes[-1],
               params[-1] - rate * np.add.reduce(G, axis=0))
        if hidden:
            dZ = np.matmul(G, params[2].T) * (1 - features) * (1 + features)
            out = (params[0] - rate * np.matmul(X.T, dZ) - rate * slopes[1],
                   params[1] - rate * np.add.reduce(dZ, axis=0)) + out
        return value, out

    losses = np.full(steps, np.nan)
    for t in range(steps):
        losses[t], params = one_step(*params)
    return (losses,) + tuple(params)
