import numpy as np


def l1_penalty(W, lam):
    # Omega_1 = lam ||W||_1
    W = np.asarray(W, dtype=float)
    return lam * np.linalg.norm(W.ravel(), 1), lam * np.sign(W)


def l2_penalty(W, lam):
    # Omega_2 = lam/2 <W, W>
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.vdot(W, W), lam * W


class Objective:
    # J = L + sum_k sum_m Omega_k(W_m)
    def __init__(self, loss, penalties):
        self.L = loss
        self.Omega = [lambda W, f=f, lam=lam: f(W, lam) for f, lam in penalties]

    def forward(self, A, Y, *weights):
        table = [[Omega(W) for Omega in self.Omega] for W in weights]
        self.dW = [sum((d for _, d in row), np.zeros(np.shape(W))) for row, W in zip(table, weights)]
        return self.L.forward(A, Y) + sum(v for row in table for v, _ in row)

    def backward(self):
        return (self.L.backward(), *self.dW)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    # max argmin_k V_k
    V = np.where(np.isnan(validation_cost), np.inf, validation_cost)
    return float(np.max(lams[V == V.min()]))


class CrossEntropyLoss:
    # -1/N <Y, log p>,  log p = A - logsumexp(A)
    def forward(self, A, Y):
        m = np.max(A, axis=1, keepdims=True)
        lse = m + np.log(np.sum(np.exp(A - m), axis=1, keepdims=True))
        log_p = A - lse
        self.N = A.shape[0]
        self.diff = np.exp(log_p) - Y
        return -np.sum(Y * log_p) / self.N

    def backward(self):
        return self.diff / self.N


def train(objective, params, X, Y, rate, steps):
    theta = [np.array(p, dtype=float) for p in params]
    ell = np.empty(steps)
    for t in range(steps):
        if len(theta) == 2:
            W, b = theta
            ell[t] = objective.forward(X @ W + b, Y, W)
            G, P = objective.backward()
            nabla = (X.T @ G + P, G.mean(axis=0))
        else:
            W1, b1, W2, b2 = theta
            H = np.tanh(X @ W1 + b1)
            ell[t] = objective.forward(H @ W2 + b2, Y, W1, W2)
            G, P1, P2 = objective.backward()
            dZ = (1 - H**2) * (G @ W2.T)
            nabla = (X.T @ dZ + P1, dZ.sum(axis=0, keepdims=True), H.T @ G + P2, G.sum(axis=0))
        theta = [th - rate * n for th, n in zip(theta, nabla)]
    return (ell, *theta)
