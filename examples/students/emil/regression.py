# %%
class MSELoss:
    def __init__(self, reduction="mean"):
        self.reduction = reduction
        self.residual = None

    def forward(self, A, Y):
        A, Y = paired(A, Y)
        if self.residual is None:
            self.residual = A - Y
        se = (A - Y) ** 2
        return {"mean": se.mean(), "sum": se.sum(), "none": se}[self.reduction]

    def backward(self):
        g = 2 * self.residual
        return g / g.size if self.reduction == "mean" else g


# %%
class L1Loss(MSELoss):
    def forward(self, A, Y):
        super().forward(A, Y)
        ae = np.abs(self.residual)
        return {"mean": ae.mean(), "sum": ae.sum(), "none": ae}[self.reduction]

    def backward(self):
        g = np.sign(self.residual)
        return g / g.size if self.reduction == "mean" else g
