# %%
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.R = Y - A
        total = 0
        for row in self.R:
            for r in row:
                total += r * r
        if self.reduction == "none":
            return self.R**2
        return total / self.R.size if self.reduction == "mean" else total

    def backward(self):
        g = 2 * self.R
        return g / self.R.size if self.reduction == "mean" else g


# %%
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.R = A - Y
        losses = np.abs(self.R)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]

    def backward(self):
        out = np.zeros(self.R.shape)
        out[self.R > 0] = 1
        out[self.R < 0] = -1
        return out / self.R.size if self.reduction == "mean" else out


# %%
class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if delta <= 0:
            raise ValueError(f"delta = {delta}")
        self.delta, self.reduction = delta, reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.R = A - Y
        d = np.abs(self.R)
        losses = (
            np.where(d < self.delta, 0.5 * d * d, self.delta * d - 0.5 * self.delta**2) / self.delta
        )
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[self.reduction]

    def backward(self):
        g = np.clip(self.R / self.delta, -1, 1)
        return g / g.size if self.reduction == "mean" else g


# %%
def mean_squared_price_error(A, Y):
    return np.mean((A.astype(np.float64) - Y.astype(np.float64)) ** 2)
