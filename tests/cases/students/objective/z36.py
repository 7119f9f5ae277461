import numpy as np


def predict(params, X):
    """The predictions, of shape (N, C), of softmax regression or of a network with a hidden layer."""
    if len(params) == 4:
        X = np.tanh(X @ params[0] + params[1])
    return X @ params[-2] + params[-1]


def l1_penalty(W, lam):
    W = np.float64(W)
    return lam * float(np.linalg.norm(np.ravel(W), ord=1)), np.float64(lam) * ((W > 0) * 1.0 - (W < 0))


def l2_penalty(W, lam):
    W = np.float64(W)
    return lam * float(np.einsum("i,i->", np.ravel(W), np.ravel(W))) / 2, np.float64(lam) * W


class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.penalties = tuple((p, l) for p, l in penalties)

    def forward(self, A, Y, *weights):
        self._jobs = []
        J = [self.loss.forward(A, Y)]
        for W in weights:
            V = np.array(W, dtype=float, copy=True)
            J.extend(p(V, l)[0] for p, l in self.penalties)
            self._jobs.append(lambda V=V: np.sum([np.zeros_like(V)] + [p(V, l)[1] for p, l in self.penalties], axis=0))
        return sum(J)

    def backward(self):
        return (self.loss.backward(), *(job() for job in self._jobs))


def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    table = sorted(zip(lams, validation_cost), key=lambda pair: pair[0], reverse=True)
    table = [(lam, cost) for lam, cost in table if not np.isnan(cost)]
    return float(min(table, key=lambda pair: pair[1])[0])


class CrossEntropyLoss:
    def forward(self, A, Y):
        top = A.max(1)[:, np.newaxis]
        e = np.exp(A - top)
        self.state = e, e.sum(1)[:, np.newaxis], Y.astype(float)
        right = (Y * (A - top)).sum(1)
        return float((np.log(e.sum(1)) * Y.sum(1) - right).mean())

    def backward(self):
        e, s, Y = self.state
        return (e / s - Y) / Y.shape[0]


def train(objective, params, X, Y, rate, steps):
    shapes = [np.shape(p) for p in params]
    cuts = np.cumsum([int(np.prod(s)) for s in shapes])[:-1]
    theta = np.concatenate([np.ravel(np.array(p, dtype=float)) for p in params])

    def unpack(vector):
        return [part.reshape(shape).copy() for part, shape in zip(np.split(vector, cuts), shapes)]

    losses = np.zeros(steps)
    for t in range(steps):
        p = unpack(theta)
        losses[t] = objective.forward(predict(p, X), Y, *p[::2])
        G, *P = objective.backward()
        if len(p) == 2:
            grads = [X.T @ G + P[0], G.sum(0)]
        else:
            H = np.tanh(X @ p[0] + p[1])
            Z = (G @ p[2].T) / np.cosh(X @ p[0] + p[1]) ** 2
            grads = [X.T @ Z + P[0], Z.sum(0), H.T @ G + P[1], G.sum(0)]
        theta = theta - rate * np.concatenate([g.ravel() for g in grads])
    return (losses, *unpack(theta))
