# %%
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.diff = A - Y
        return np.mean(self.diff**2)

    def backward(self):
        return 2 * self.diff / self.diff.size


# %%
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.diff = A - Y
        return np.mean(np.abs(self.diff))

    def backward(self):
        return np.sign(self.diff) / self.diff.size


# %%
class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        self.diff = A - Y
        a = np.abs(self.diff)
        return np.mean(np.where(a <= self.delta, 0.5 * a**2, self.delta * (a - 0.5 * self.delta)))

    def backward(self):
        return np.clip(self.diff, -self.delta, self.delta) / self.diff.size
