import numpy as np


def _f64(array):
    return np.array(array, dtype=np.float64)


def _log_softmax(A):
    shifted = A - A.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _layer_gradients(inputs, G, P):
    """Gradients of the weights and biases of one linear layer."""
    return inputs.T @ G + P, G.sum(axis=0)


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
    usable = ~np.isnan(validation_cost)
    lams, costs = _f64(lams)[usable], _f64(validation_cost)[usable]
    return float(max(lams[costs == costs.min()]))


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

    def J(theta):
        H = np.tanh(X @ theta[0] + theta[1]) if len(theta) == 4 else X
        return H, objective.forward(H @ theta[-2] + theta[-1], Y, *theta[::2])

    ell = np.empty(steps)
    for t in range(steps):
        H, _ = J(theta)
        G, *P = objective.backward()
        nabla = [H.T @ G + P[-1], G.sum(axis=0)]
        if len(theta) == 4:
            dZ = (1 - H**2) * (G @ theta[2].T)
            nabla = [X.T @ dZ + P[0], dZ.sum(axis=0)] + nabla
        theta = [th - rate * n for th, n in zip(theta, nabla)]
        ell[t] = J(theta)[1]
    return (ell, *theta)
