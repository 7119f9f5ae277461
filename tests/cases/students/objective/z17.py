import numpy as np


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def l1_penalty(W, lam):
    W = np.array(W, dtype=float)
    slopes = np.zeros_like(W)
    value = 0.0
    for i in np.ndindex(W.shape):
        if W[i] > 0:
            slopes[i] = lam
        elif W[i] < 0:
            slopes[i] = -lam
        value += abs(W[i])
    return float(lam * value), slopes


def l2_penalty(W, lam):
    W = np.array(W, dtype=float)
    value = 0.0
    for w in W.flat:
        value += w * w
    return float(value * lam / 2), W * float(lam)


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = [(f, lam) for f, lam in penalties]
        self.pulls = []

    def forward(self, A, Y, *weights):
        price = 0.0
        pulls = []
        for W in weights:
            pull = np.zeros(np.shape(W), dtype=float)
            for f, lam in self.penalties:
                pair = f(W, lam)
                price += pair[0]
                pull = np.add(pull, pair[1])
            pulls.append(pull)
        self.pulls = pulls
        return price + self.loss.forward(A, Y)

    def backward(self):
        answer = (self.loss.backward(),)
        for pull in self.pulls:
            answer += (np.array(pull),)
        return answer


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    runs = [(float(v), -float(l)) for l, v in zip(lams, validation_cost) if v == v]
    return -min(runs)[1] + 0.0


class CrossEntropyLoss:
    def forward(self, A, Y):
        N, C = A.shape
        self.grad = np.empty((N, C))
        loss = 0.0
        for n in range(N):
            m = max(A[n])
            e = [np.exp(a - m) for a in A[n]]
            s = sum(e)
            for c in range(C):
                if Y[n, c] != 0:
                    loss += Y[n, c] * (m - A[n, c] + np.log(s))
                self.grad[n, c] = (e[c] / s - Y[n, c]) / N
        return loss / N

    def backward(self):
        return np.array(self.grad)


def train(objective, params, X, Y, rate, steps):
    now = [np.array(p, dtype=float) for p in params]
    losses = np.zeros((steps,))
    for t in range(steps):
        deep = len(now) == 4
        H = np.tanh(X @ now[0] + now[1]) if deep else X
        W, b = now[-2:]
        losses[t] = objective.forward(predict(now, X), Y, *now[0::2])
        back = objective.backward()
        G = back[0]
        change = [np.array(pull, dtype=float) for pull in back[1:]]
        change = [change[0], np.zeros(now[1].shape)] + ([change[1], np.zeros(b.shape)] if deep else [])
        for n in range(len(X)):
            change[-2] = change[-2] + np.outer(H[n], G[n])
            change[-1] = change[-1] + G[n]
            if deep:
                z = (1 - H[n]) * (1 + H[n]) * (W @ G[n])
                change[0] = change[0] + np.outer(X[n], z)
                change[1] = change[1] + z
        now = [p - rate * c for p, c in zip(now, change)]
    return tuple([losses, *now])
