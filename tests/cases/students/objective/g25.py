import numpy as np


def l1_penalty(W: np.ndarray, lam: float) -> tuple:
    """The lasso penalty with its subgradient (0 at the kink)."""
    weights = np.asarray(W, dtype=np.float64)
    value = float(lam * np.sum(np.absolute(weights)))
    gradient = np.where(weights > 0, 1.0, np.where(weights < 0, -1.0, 0.0)) * lam
    return value, gradient


def l2_penalty(W: np.ndarray, lam: float) -> tuple:
    """The ridge penalty with its gradient."""
    weights = np.asarray(W, dtype=np.float64)
    value = float(0.5 * lam * np.sum(np.power(weights, 2)))
    gradient = np.multiply(weights, lam)
    return value, gradient


class Objective:
    """Loss plus penalties."""

    def __init__(self, loss, penalties: list) -> None:
        self.loss = loss
        self.penalties = penalties
        self.penalty_gradients: list = []

    def forward(self, A, Y, *weights):
        """Compute J, and keep the gradients of the penalties."""
        cost = self.loss.forward(A, Y)
        regularization = 0.0
        for W in weights:
            accumulated = np.zeros(W.shape, dtype=np.float64)
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                regularization += value
                accumulated = accumulated + gradient
            self.penalty_gradients.append(accumulated)
        return cost + regularization

    def backward(self) -> tuple:
        """Gradient for A first, then one for each array of weights."""
        return (self.loss.backward(), *self.penalty_gradients)


def choose_lambda(lams, training_cost, squared_norm, validation_cost) -> float:
    """Early validation beats everything: only validation_cost matters."""
    order = np.argsort(lams)[::-1]  # the largest λ first, so that argmin prefers it
    costs = np.array(validation_cost, dtype=np.float64)[order]
    position = np.nanargmin(costs)
    return float(lams[order[position]])


class CrossEntropyLoss:
    def forward(self, A, Y):
        N = A.shape[0]
        self.Y = np.array(Y, dtype=float)
        self.p = np.zeros(A.shape)
        total = 0.0
        for n in range(N):
            shifted = A[n] - np.max(A[n])
            e = np.exp(shifted)
            self.p[n] = e / np.sum(e)
            log_p = shifted - np.log(np.sum(e))
            total = total - np.sum(Y[n] * log_p)
        return total / N

    def backward(self):
        N = self.Y.shape[0]
        return (self.p - self.Y) / N


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
