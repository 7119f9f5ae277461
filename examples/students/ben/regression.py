# %%
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        se = (self.A - self.Y) ** 2
        if self.reduction == "none":
            return se
        return np.sum(se)

    def backward(self):
        if self.reduction == "mean":
            return 2 * (self.A - self.Y) / self.A.size
        return 2 * (self.A - self.Y)


# %%
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        losses = abs(self.A - self.Y)
        if self.reduction == "none":
            return losses
        return losses.sum() if self.reduction == "sum" else losses.mean()

    def backward(self):
        g = np.sign(self.A - self.Y)
        return g / g.size if self.reduction == "mean" else g


# %%
class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError("delta must be positive")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = A - Y
        small = np.abs(self.d) <= self.delta
        losses = np.where(small, 0.5 * self.d**2, self.delta * (np.abs(self.d) - self.delta / 2))
        if self.reduction == "none":
            return losses
        return losses.sum() if self.reduction == "sum" else losses.mean()

    def backward(self):
        g = np.where(np.abs(self.d) <= self.delta, self.d, self.delta * np.sign(self.d))
        return g / g.size if self.reduction == "mean" else g


# %%
def mean_squared_price_error(A, Y):
    return float(np.mean((A.astype(float) - Y.astype(float)) ** 2))
