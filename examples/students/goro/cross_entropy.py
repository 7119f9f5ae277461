# %%
class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.reduction = reduction

    def forward(self, A, Y):
        self.A, self.Y = A, Y
        total = 0.0
        for n in range(len(Y)):
            total -= A[n, Y[n]]
        return total / len(Y) if self.reduction == "mean" else total

    def backward(self):
        g = np.zeros(self.A.shape)
        for n in range(len(self.Y)):
            g[n, self.Y[n]] = -1
        return g / len(self.Y) if self.reduction == "mean" else g


# %%
class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.reduction = reduction

    def forward(self, A, Y):
        e = np.exp(A - A.max(axis=1, keepdims=True))
        self.p = e / e.sum(axis=1, keepdims=True)
        self.Y = Y
        losses = -np.sum(Y * np.log(self.p + 1e-8), axis=1)
        return {"mean": losses.mean(), "sum": losses.sum(), "none": losses}[self.reduction]

    def backward(self):
        g = -self.Y / self.p
        return g / len(g) if self.reduction == "mean" else g
