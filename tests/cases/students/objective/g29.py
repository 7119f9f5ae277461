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
        self.penalty_gradients = []
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
    """Softmax cross-entropy."""

    def __init__(self) -> None:
        self.probabilities = None
        self.targets = None

    def forward(self, A: np.ndarray, Y: np.ndarray) -> float:
        """Mean over the rows, in nats."""
        shifted = A - np.max(A, axis=1, keepdims=True)
        exponentials = np.exp(shifted)
        normalizer = np.sum(exponentials, axis=1, keepdims=True)
        self.probabilities = exponentials / normalizer
        self.targets = np.array(Y, dtype=np.float64)
        log_probabilities = shifted - np.log(normalizer)
        return float(-np.mean(np.sum(self.targets * log_probabilities, axis=1)))

    def backward(self) -> np.ndarray:
        """(p − Y)/N."""
        gradient = self.probabilities
        gradient -= self.targets
        gradient /= len(gradient)
        return gradient


def train(objective, params, X, Y, rate, steps):
    """Full-batch gradient descent for both models."""
    if len(params) == 2:
        return _train_softmax_regression(objective, params, X, Y, rate, steps)
    return _train_network(objective, params, X, Y, rate, steps)


def _train_softmax_regression(objective, params, X, Y, rate, steps):
    W, b = (np.array(p, dtype=np.float64) for p in params)
    losses = np.zeros(steps)
    for step in range(steps):
        losses[step] = objective.forward(X @ W + b, Y, W)
        G, P = objective.backward()
        W = W - rate * (X.T @ G + P)
        b = b - rate * np.sum(G, axis=0)
    return losses, W, b


def _train_network(objective, params, X, Y, rate, steps):
    W1, b1, W2, b2 = (np.array(p, dtype=np.float64) for p in params)
    losses = np.zeros(steps)
    for step in range(steps):
        H = np.tanh(X @ W1 + b1)
        losses[step] = objective.forward(H @ W2 + b2, Y, W1, W2)
        G, P1, P2 = objective.backward()
        dZ = (1.0 - H * H) * (G @ W2.T)
        W1, b1, W2, b2 = (
            W1 - rate * (X.T @ dZ + P1),
            b1 - rate * np.sum(dZ, axis=0),
            W2 - rate * (H.T @ G + P2),
            b2 - rate * np.sum(G, axis=0),
        )
    return losses, W1, b1, W2, b2
