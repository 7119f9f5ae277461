import numpy as np


def l1_penalty(W: np.ndarray, lam: float) -> tuple:
    """The lasso penalty with its subgradient (0 at the kink)."""
    weights = np.asarray(W, dtype=np.float64)
    value = float(lam * np.sum(np.absolute(weights)))
    gradient = np.where(weights > 0, 1.0, np.where(weights < 0, -1.0, 0.0)) * lam
    return value, gradient


def l2_penalty(W, lam):
    # Omega_2 = lam/2 <W, W>
    W = np.asarray(W, dtype=float)
    return lam / 2 * np.vdot(W, W), lam * W


class Objective:
    # J = L + sum_k sum_m Omega_k(W_m)
    def __init__(self, loss, penalties):
        self.L = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        Omega = ((lambda W, f=f, lam=lam: f(W, lam)) for f, lam in self.penalties)
        J = self.L.forward(A, Y)
        self.dW = []
        for W in weights:
            dW = np.zeros(np.shape(W))
            for Omega_k in Omega:
                v, d = Omega_k(W)
                J = J + v
                dW = dW + d
            self.dW.append(dW)
        return J

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
    new = []
    for p in params:
        new.append(np.array(p, dtype=float))
    losses = np.zeros(steps)
    for t in range(steps):
        if len(new) == 2:
            W, b = new
            A = X @ W + b
            losses[t] = objective.forward(A, Y, W)
            G, P = objective.backward()
            grad_W = X.T @ G + P
            grad_b = np.sum(G, axis=0)
            new = [W - rate * grad_W, b - rate * grad_b]
        else:
            W1, b1, W2, b2 = new
            H = np.tanh(X @ W1 + b1)
            A = H @ W2 + b2
            losses[t] = objective.forward(A, Y, W1, W2)
            G, P1, P2 = objective.backward()
            grad_W2 = H.T @ G + P2
            grad_b2 = np.sum(G, axis=0)
            dZ = (1 - H * H) * (G @ W2.T)
            grad_W1 = X.T @ dZ + P1
            grad_b1 = np.sum(dZ, axis=0)
            new = [W1 - rate * grad_W1, b1 - rate * grad_b1, W2 - rate * grad_W2, b2 - rate * grad_b2]
    return (losses, *new)
