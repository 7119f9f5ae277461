import numpy as np


FINISH = {"mean": np.mean, "sum": np.sum, "none": np.array}
SHARE = {"mean": lambda n: n, "sum": lambda n: 1, "none": lambda n: 1}


def errors(A, Y):
    pred, goal = np.array(A, float), np.array(Y, float)
    if pred.shape != goal.shape:
        raise ValueError("These do not belong together.")
    return pred - goal


def two_branches(e, limit, near, far):
    near_by = np.abs(e) <= limit
    result = np.zeros(e.shape)
    result[near_by] = near(e[near_by])
    result[~near_by] = far(e[~near_by])
    return result


class MSELoss:
    def __init__(self, reduction="mean"):
        self.finish, self.share = FINISH[reduction], SHARE[reduction]

    def forward(self, A, Y):
        e = self.e = errors(A, Y)
        return self.finish([[x * x for x in row] for row in e])

    def backward(self):
        return self.e / (self.share(self.e.size) / 2)


class L1Loss:
    def __init__(self, reduction="mean"):
        self.finish, self.share = FINISH[reduction], SHARE[reduction]

    def forward(self, A, Y):
        self.e = errors(A, Y)
        return self.finish(np.abs(self.e))

    def backward(self):
        return (np.greater(self.e, 0) * 1.0 - np.less(self.e, 0)) / self.share(self.e.size)


class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta: " + str(delta))
        self.delta, self.finish, self.share = delta, FINISH[reduction], SHARE[reduction]

    def forward(self, A, Y):
        self.e = errors(A, Y)
        k = self.delta
        return self.finish(two_branches(self.e, k, lambda t: t * t * 0.5, lambda t: (abs(t) - k / 2) * k))

    def backward(self):
        k = self.delta
        return two_branches(self.e, k, lambda t: t, lambda t: k * np.sign(t)) / self.share(self.e.size)


class SmoothL1Loss:
    def __init__(self, beta=1.0, reduction="mean"):
        if not beta >= 0:
            raise ValueError("beta: " + str(beta))
        self.beta, self.finish, self.share = beta, FINISH[reduction], SHARE[reduction]

    def near(self, t):
        return t / self.beta if self.beta else np.zeros(t.shape)

    def forward(self, A, Y):
        self.e = errors(A, Y)
        return self.finish(two_branches(self.e, self.beta, lambda t: self.near(t) * t / 2, lambda t: abs(t) - self.beta / 2))

    def backward(self):
        return two_branches(self.e, self.beta, self.near, np.sign) / self.share(self.e.size)


def mean_squared_price_error(A, Y):
    return float(np.mean(np.square(np.subtract(np.array(A, float), np.array(Y, float)))))
