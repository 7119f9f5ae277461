# %%
def weighted_mean(losses, labels, weight):
    w = weight[labels]
    return (w * losses).sum() / w.sum()


# %%
class NLLLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight, self.ignore_index, self.reduction = weight, ignore_index, reduction

    def forward(self, A, Y):
        A, Y = np.asarray(A, dtype=float), np.asarray(Y)
        kept = Y != self.ignore_index
        labels = np.where(kept, Y, 0)
        w = class_weights(self.weight, A.shape[1])[labels] * kept
        losses = np.where(kept, -w * A[np.arange(len(A)), labels], 0.0)
        self.A, self.labels, self.w = A, labels, w
        if self.reduction == "none":
            return losses
        return losses.sum() / w.sum() if self.reduction == "mean" else losses.sum()

    def backward(self):
        g = np.zeros(self.A.shape)
        g[np.arange(len(g)), self.labels] = -self.w
        return g / self.w.sum() if self.reduction == "mean" else g


# %%
class CrossEntropyLoss:
    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.reduction = reduction

    def forward(self, A, Y):
        z = A - A.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        self.p, self.Y = np.exp(logp), Y
        losses = -(Y * logp).sum(axis=1)
        if self.reduction == "none":
            return losses
        return losses.mean() if self.reduction == "mean" else losses.sum()

    def backward(self):
        return self.p - self.Y
