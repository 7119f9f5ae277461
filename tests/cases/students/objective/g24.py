import numpy as np

def l1_penalty(W, lam):
    g = np.zeros(W.shape, dtype=np.float64)
    src = np.asarray(W, dtype=np.float64).ravel()
    dst = g.reshape(-1)
    s = 0.0
    for i in range(0, src.size):
        if src[i] > 0.0:
            s += src[i]
            dst[i] = lam
        elif src[i] < 0.0:
            s -= src[i]
            dst[i] = -lam
    return (lam * s, g)

def l2_penalty(W, lam): return lam * (np.array(W, float)**2).sum(), lam * np.array(W, float)

class Objective:
    def __init__(self, loss, penalties): self.loss, self.pen = loss, penalties
    def forward(self, A, Y, *weights):
        r = [[p(W, l) for p, l in self.pen] for W in weights]
        self.g = tuple(sum([q[1] for q in s], np.zeros(W.shape)) for s, W in zip(r, weights))
        return self.loss.forward(A, Y) + sum(q[0] for s in r for q in s)
    def backward(self): return (self.loss.backward(), *self.g)

def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    return float(-min((v, -l) for v, l in zip(validation_cost, lams) if v == v)[1])

class CrossEntropyLoss:
    def forward(self, A, Y):
        s = A - A.max(1, keepdims=True)
        l = s - np.log(np.exp(s).sum(1, keepdims=True))
        self.d = (np.exp(l) - Y) / len(A)
        return -(Y * l).sum() / len(A)
    def backward(self): return self.d

def train(objective, params, X, Y, rate, steps):
    p, L = [np.array(q, float) for q in params], np.zeros(steps)
    for t in range(steps):
        H = np.tanh(X @ p[0] + p[1]) if len(p) == 4 else X
        L[t] = objective.forward(H @ p[-2] + p[-1], Y, *p[::2])
        G, *P = objective.backward()
        g = [H.T @ G + P[-1], G.sum(0)]
        if len(p) == 4:
            Z = (1 - H*H) * (G @ p[2].T)
            g = [X.T @ Z + P[0], Z.sum(0)] + g
        p = [a - rate*b for a, b in zip(p, g)]
    return L, *p
