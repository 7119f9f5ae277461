import numpy as np


def one_hot(labels, K):
    return np.eye(K)[labels]


def log_softmax(logits):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def weighted_mean(losses, labels, weight):
    return float(np.average(losses, weights=weight[labels]))


class NLLLoss:
    """Mirrors torch.nn.NLLLoss."""

    def __init__(self, weight=None, ignore_index=-100, reduction='mean'):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.cache = None

    def forward(self, A, Y):
        B, K = A.shape
        weight = np.ones(K) if self.weight is None else np.array(self.weight, dtype=np.float64)
        mask = (Y != self.ignore_index).astype(np.float64)
        labels = np.where(mask > 0, Y, 0)
        sample_weight = weight[labels] * mask
        nll = -np.take_along_axis(np.asarray(A, dtype=np.float64), labels[:, None], axis=1)[:, 0]
        losses = np.where(mask > 0, sample_weight * nll, 0.0)
        norm = mask.sum() if self.reduction == 'mean' else 1.0
        self.cache = (labels, sample_weight, norm, K)
        if self.reduction == 'none':
            return losses
        return losses.sum() / norm

    def backward(self):
        labels, sample_weight, norm, K = self.cache
        dA = -one_hot(labels, K) * sample_weight[:, None]
        return dA / norm


class CrossEntropyLoss:
    """Mirrors torch.nn.CrossEntropyLoss."""

    def __init__(self, weight=None, ignore_index=-100, reduction='mean', label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing
        self.cache = None

    def forward(self, A, Y):
        logits = np.asarray(A, dtype=np.float64)
        B, K = logits.shape
        weight = np.ones(K) if self.weight is None else np.array(self.weight, dtype=np.float64)
        log_probs = log_softmax(logits)

        if Y.ndim == 1:
            mask = (Y != self.ignore_index).astype(np.float64)
            labels = np.where(mask > 0, Y, 0)
            targets = one_hot(labels, K)
            norm = (weight[labels] * mask).sum()
        else:
            mask = np.ones(B)
            targets = Y.astype(np.float64)
            norm = B

        smooth = targets * (1.0 - self.label_smoothing) + self.label_smoothing / K
        weighted = smooth * weight * mask[:, None]
        losses = -(weighted * log_probs).sum(axis=1)

        if self.reduction != 'mean':
            norm = 1.0
        self.cache = (np.exp(log_probs), weighted, norm)
        if self.reduction == 'none':
            return losses
        return losses.sum() / norm

    def backward(self):
        probs, weighted, norm = self.cache
        return (probs * weighted.sum(axis=1, keepdims=True) - weighted) / norm
