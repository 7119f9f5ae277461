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
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties
        self._gradients = ()

    def _all_penalties(self, W):
        value, gradient = 0.0, np.zeros(W.shape)
        for penalty, lam in self.penalties:
            v, g = penalty(W, lam)
            value += v
            gradient = gradient + g
        return value, gradient

    def forward(self, A, Y, *weights):
        results = [self._all_penalties(W) for W in weights]
        self._gradients = tuple(gradient for _, gradient in results)
        return self.loss.forward(A, Y) + sum(value for value, _ in results)

    def backward(self):
        return (self.loss.backward(),) + self._gradients


def choose_lambda(lams, training_cost, squared_norm, validation_cost) -> float:
    """Only the validation cost matters."""
    return float(lams[np.nanargmin(validation_cost)])


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
        return (self.probabilities - self.targets) / self.targets.shape[0]


def train(objective, params, X, Y, rate, steps):
    """Full-batch gradient descent for both models."""
    if steps == 0:
        return (np.zeros(0), *params)
    if len(params) == 2:
        return _train_softmax_regression(objective, params, X, Y, rate, steps)
    return _train_network(objective, params, X, Y, rate, steps)


def _train_softmax_regression(objective, params, X, Y, rate, steps):
    W, b = params
    losses = np.zeros(steps)
    for step in range(steps):
        losses[step] = objective.forward(X @ W + b, Y, W)
        G, P = objective.backward()
        W = W - rate * (X.T @ G + P)
        b = b - rate * np.sum(G, axis=0)
    return losses, W, b


def _train_network(objective, params, X, Y, rate, steps):
    W1, b1, W2, b2 = params
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
