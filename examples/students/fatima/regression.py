# %%
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        if A.shape != Y.shape:
            raise ValueError("shapes differ")
        A -= Y
        self.E = A
        if self.reduction == "none":
            return A**2
        return (A**2).sum() / (A.size if self.reduction == "mean" else 1)

    def backward(self):
        return 2 * self.E / (self.E.size if self.reduction == "mean" else 1)


# %%
class L1Loss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.E = np.subtract(*paired(A, Y))
        losses = np.sqrt(self.E**2)
        return {"none": losses, "sum": np.sum(losses), "mean": np.mean(losses)}[self.reduction]

    def backward(self):
        return self.E / (self.E.size if self.reduction == "mean" else 1)


# %%
def mean_squared_price_error(A, Y):
    A, Y = paired(A, Y)
    return ((A - Y) ** 2).sum() / A.size
