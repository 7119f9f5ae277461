import numpy as np
def l1_penalty(W, lam):
    W = np.array(W, float); sizes = np.sqrt(W**2); g = np.zeros(W.shape)
    np.divide(W, sizes, out=g, where=W != 0)
    return lam * np.abs(W).sum(), g * lam
def l2_penalty(W, lam):
    W = np.array(W, float); r = W.reshape(-1)
    return lam * (r @ r) / 2, W * lam
class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss; self.penalties = penalties
    def forward(self, A, Y, *weights):
        self.cache = [np.zeros(W.shape) for W in weights]
        return self.loss.forward(A, Y) + self._charge(0, 0, weights)
    def _charge(self, k, m, weights):
        # recursion over penalties and arrays
        if m == len(weights): return 0.0
        if k == len(self.penalties): return self._charge(0, m + 1, weights)
        penalty, lam = self.penalties[k]
        value, gradient = penalty(weights[m], lam)
        self.cache[m] = self.cache[m] + gradient
        return value + self._charge(k + 1, m, weights)
    def backward(self):
        out = self.loss.backward(),
        for g in self.cache: out += g,
        return out
def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    order = np.argsort(lams)
    best, best_cost = None, np.inf
    for k in order:
        if validation_cost[k] <= best_cost:      # later means larger; nan is never <=
            best, best_cost = lams[k], validation_cost[k]
    return float(best)
class CrossEntropyLoss:
    def forward(self, A, Y):
        self.g = np.empty(A.shape); L = []
        for n, (a, y) in enumerate(zip(A, Y)):
            d = a[None, :] - a[:, None]          # log p_c = -log sum_k exp(a_k - a_c), shifted
            m = d.max(1)
            log_p = -(m + np.log(np.exp(d - m[:, None]).sum(1)))
            self.g[n] = np.exp(log_p) - y
            L.append(-(y * log_p).sum())
        return np.mean(L)
    def backward(self):
        return self.g * (1 / len(self.g))
def train(objective, params, X, Y, rate, steps):
    def descend(p, left):
        if left == 0: return [], p
        H = np.tanh(X @ p[0] + p[1]) if p[2:] else X
        J = objective.forward(H @ p[-2] + p[-1], Y, *p[::2])
        G, *P = objective.backward()
        g = [sum(np.outer(h, r) for h, r in zip(H, G)) + P[-1], sum(G)]
        if p[2:]:
            Z = (G @ p[-2].T) * (1 - H**2)
            g = [sum(np.outer(x, z) for x, z in zip(X, Z)) + P[0], sum(Z)] + g
        return [J], [a - rate * b for a, b in zip(p, g)]
    p, L = [np.array(q, float) for q in params], []
    for left in range(steps, 0, -1):
        J, p = descend(p, left); L += J
    return np.array(L, float).reshape(steps), *p
