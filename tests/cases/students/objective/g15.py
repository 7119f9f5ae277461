# numpy only, no autograd :(
import numpy as np


def l1_penalty(W, lam):
    w = np.asarray(W).astype(np.float64)
    reg_loss = lam * np.abs(w).sum()
    grad = lam * np.sign(w)
    return reg_loss, grad


def l2_penalty(W, lam):
    w = np.asarray(W).astype(np.float64)
    weight_decay = lam
    reg_loss = 0.5 * weight_decay * np.square(w).sum()
    return reg_loss, weight_decay * w


class Objective:
    def __init__(self, loss, penalties):
        self.criterion = loss
        self.regularizers = dict(penalties)  # function -> strength
        self.ctx = None

    def forward(self, A, Y, *weights):
        loss = self.criterion.forward(A, Y)
        grads = [np.zeros(w.shape) for w in weights]  # zero_grad()
        for reg, lam in self.regularizers.items():
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
        logits, target = np.asarray(A, dtype=np.float64), np.asarray(Y, dtype=np.float64)
        logits = logits - logits.max(axis=-1, keepdims=True)
        log_probs = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
        self.saved = (np.exp(log_probs), target, len(logits))
        return -(target * log_probs).sum(axis=-1).mean()

    def backward(self):
        probs, target, batch_size = self.saved
        return (probs - target) / batch_size


def train(objective, params, X, Y, rate, steps):
    params = [np.array(p, dtype=np.float64, copy=True) for p in params]
    history = []
    for epoch in range(steps):
        # forward pass
        is_mlp = len(params) == 4
        hidden = np.tanh(X @ params[0] + params[1]) if is_mlp else X
        logits = hidden @ params[-2] + params[-1]
        history.append(objective.forward(logits, Y, *params[::2]))
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
