import numpy as np


def l1_penalty(W, lam):
    W = np.array(W, dtype=float)
    value = 0.0
    gradient = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        w = W[index]
        value = value + lam * abs(w)
        if w > 0:
            gradient[index] = lam
        elif w < 0:
            gradient[index] = -lam
    return value, gradient


def l2_penalty(W, lam):
    W = np.array(W, dtype=float)
    value = 0.0
    gradient = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        value = value + lam / 2 * W[index] ** 2
        gradient[index] = lam * W[index]
    return value, gradient


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = penalties

    def forward(self, A, Y, *weights):
        cost = self.loss.forward(A, Y)
        result = cost
        self.gradients = []
        for W in weights:
            gradient_of_W = np.zeros(np.shape(W))
            for penalty, lam in self.penalties:
                value, gradient = penalty(W, lam)
                result = cost + value
                gradient_of_W = gradient_of_W + gradient
            self.gradients.append(gradient_of_W)
        return result

    def backward(self):
        answer = [self.loss.backward()]
        for gradient in self.gradients:
            answer.append(gradient)
        return tuple(answer)


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    best_lam = None
    best_cost = None
    for k in range(len(lams)):
        lam = float(lams[k])
        cost = float(validation_cost[k])
        if np.isnan(cost):
            continue
        if best_cost is None or cost < best_cost:
            best_cost = cost
            best_lam = lam
        elif cost == best_cost and lam > best_lam:
            best_lam = lam
    return best_lam


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
