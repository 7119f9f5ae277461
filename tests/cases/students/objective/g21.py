import numpy as np


def l1_penalty(W, lam):
    w = np.asarray(W).astype(np.float64)
    reg_loss = lam * np.abs(w).sum()
    grad = lam * np.sign(w)
    return reg_loss, grad


def l2_penalty(W: np.ndarray, lam: float) -> tuple:
    """The ridge penalty with its gradient."""
    weights = np.asarray(W, dtype=np.float64)
    value = float(0.5 * lam * np.sum(np.power(weights, 2)))
    gradient = np.multiply(weights, lam)
    return value, gradient


class Objective:
    def __init__(self, loss, penalties):
        self.criterion = loss
        self.regularizers = list(penalties)
        self.ctx = None  # saved for backward

    def forward(self, A, Y, *weights):
        loss = self.criterion.forward(A, Y)
        grads = [np.zeros(w.shape) for w in weights]  # zero_grad()
        for reg, lam in self.regularizers:
            for i, w in enumerate(weights):
                reg_loss, reg_grad = reg(w, lam)
                loss = loss + reg_loss
                grads[i] += reg_grad
        self.ctx = grads
        return loss

    def backward(self):
        return (self.criterion.backward(),) + tuple(self.ctx)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    val = np.asarray(validation_cost, dtype=np.float64)
    best_val = np.nanmin(val)
    return float(np.asarray(lams)[val == best_val].max())


class CrossEntropyLoss:
    def forward(self, A, Y):
        N, C = A.shape
        self.grad = np.zeros((N, C), dtype=np.float64)
        L = 0.0
        for n in range(0, N):
            m = A[n, 0]
            for c in range(1, C):
                if A[n, c] > m:
                    m = A[n, c]
            s = 0.0
            for c in range(0, C):
                s += np.exp(A[n, c] - m)
            for c in range(0, C):
                L -= Y[n, c] * (A[n, c] - m - np.log(s))
                self.grad[n, c] = (np.exp(A[n, c] - m) / s - Y[n, c]) / N
        return L / N

    def backward(self):
        return self.grad.copy()


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=np.float64, copy=True) for p in params]
    history = []
    for epoch in range(steps):
        # forward pass
        is_mlp = len(params) == 4
        hidden = np.tanh(X @ params[0] + params[1]) if is_mlp else X
        logits = hidden @ params[-2] + params[-1]
        history.append(objective.forward(logits, Y, *params[::2]))
        # early stopping: converged, or diverging
        if epoch > 0 and history[-2] - history[-1] < 1e-6:
            break
        # backward pass
        dlogits, *dpenalty = objective.backward()
        grads = [hidden.T @ dlogits + dpenalty[-1], dlogits.sum(axis=0)]
        if is_mlp:
            dhidden = dlogits @ params[2].T
            dz = dhidden * (1 - hidden**2)
            grads = [X.T @ dz + dpenalty[0], dz.sum(axis=0)] + grads
        # optimizer.step()
        for p, g in zip(params, grads):
            p -= rate * g
    return (np.array(history, dtype=np.float64), *params)
