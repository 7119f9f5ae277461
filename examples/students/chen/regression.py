# %%
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        se = (self.A - self.Y) ** 2
        return {"mean": se.mean(), "sum": se.sum(), "none": se}[self.reduction]

    def backward(self):
        g = 2 * (self.A - self.Y)
        if self.reduction == "mean":
            return g / len(self.A)
        return g


# %%
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = paired(A, Y)
        ae = np.abs(self.A - self.Y)
        return {"mean": ae.mean(), "sum": ae.sum(), "none": ae}[self.reduction]

    def backward(self):
        g = np.where(self.A >= self.Y, 1.0, -1.0)
        if self.reduction == "mean":
            return g / self.A.size
        return g


# %%
class HuberLoss:
    def __init__(self, delta=1.0, reduction="mean"):
        if not delta > 0:
            raise ValueError("delta")
        self.delta = delta
        self.reduction = reduction

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        self.d = d = A - Y
        h = np.where(abs(d) <= self.delta, d**2 / 2, self.delta * abs(d))
        return {"mean": h.mean(), "sum": h.sum(), "none": h}[self.reduction]

    def backward(self):
        g = np.clip(self.d, -self.delta, self.delta)
        if self.reduction == "mean":
            return g / self.d.size
        return g


# %%
def mean_squared_price_error(A, Y):
    return np.mean((A - Y).astype(float) ** 2)
