import numpy as np

def l1_penalty(W, lam):
    g = np.zeros(W.shape, dtype=np.float64)
    src = np.asarray(W, dtype=np.float64).ravel()
    dst = g.reshape(-1)
    s = 0.0
    for i in range(0, src.size):
        if src[i] > 0.0:
            s += src[i]
            dst[i] = lam
        elif src[i] < 0.0:
            s -= src[i]
            dst[i] = -lam
    return (lam * s, g)

def l2_penalty(W, lam):
    src = np.asarray(W, dtype=np.float64).ravel()
    g = np.zeros(src.size, dtype=np.float64)
    s = 0.0
    for i in range(0, src.size):
        s += src[i] * src[i]
        g[i] = lam * src[i]
    return (0.5 * lam * s, g.reshape(W.shape))

class Objective:
    def __init__(self, loss, penalties):
        self.loss = loss
        self.n_pen = len(penalties)
        self.pen = [p[0] for p in penalties]
        self.lam = [p[1] for p in penalties]
        self.n_w = 0
        self.g = None

    def forward(self, A, Y, *weights):
        J = self.loss.forward(A, Y)
        self.n_w = len(weights)
        self.g = [None] * self.n_w
        for m in range(0, self.n_w):
            self.g[m] = np.zeros(weights[m].shape, dtype=np.float64)
            for k in range(0, self.n_pen):
                v, d = self.pen[k](weights[m], self.lam[k])
                J = J + v
                self.g[m] = self.g[m] + d
        return J

    def backward(self):
        out = [None] * (1 + self.n_w)
        out[0] = self.loss.backward()
        for m in range(0, self.n_w):
            out[m + 1] = self.g[m]
        return tuple(out)

def choose_lambda(lams, training_cost, squared_norm, validation_cost):
    best = -1
    for k in range(0, len(lams)):
        if np.isnan(validation_cost[k]):
            continue
        if best < 0 or validation_cost[k] < validation_cost[best]:
            best = k
        elif validation_cost[k] == validation_cost[best] and lams[k] > lams[best]:
            best = k
    return lams[best]

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
    losses = np.zeros(steps, dtype=np.float64)
    P = [np.array(p, dtype=np.float64) for p in params]
    for t in range(0, steps):
        if len(P) == 4:
            H = np.tanh(np.dot(X, P[0]) + P[1])
            A = np.dot(H, P[2]) + P[3]
            losses[t] = objective.forward(A, Y, P[0], P[2])
            g = objective.backward()
            dZ = (1.0 - H * H) * np.dot(g[0], P[2].T)
            d = [np.dot(X.T, dZ) + g[1], dZ.sum(axis=0), np.dot(H.T, g[0]) + g[2], g[0].sum(axis=0)]
        else:
            A = np.dot(X, P[0]) + P[1]
            losses[t] = objective.forward(A, Y, P[0])
            g = objective.backward()
            d = [np.dot(X.T, g[0]) + g[1], g[0].sum(axis=0)]
        for i in range(0, len(P)):
            P[i] = P[i] - rate * d[i]
    return tuple([losses] + P)
