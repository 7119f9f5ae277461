import numpy as np


def one_hot(labels, num_classes):
    return np.eye(num_classes)[labels]


def log_softmax(logits):
    z = logits - np.max(logits, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def weighted_mean(losses, labels, weight):
    """Return the weighted mean of some losses as a float."""
    sample_weight = weight[labels]
    return float(np.dot(sample_weight, losses) / np.sum(sample_weight))


class NLLLoss:
    """Mirrors torch.nn.NLLLoss."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean"):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.cache = None

    def forward(self, A, Y):
        """Return the loss."""
        batch_size, num_classes = A.shape
        weight = np.ones(num_classes) if self.weight is None else np.array(self.weight, dtype=np.float64)
        mask = (Y != self.ignore_index).astype(np.float64)
        labels = np.where(mask > 0, Y, 0)
        sample_weight = weight[labels] * mask
        nll = -np.take_along_axis(np.asarray(A, dtype=np.float64), labels[:, None], axis=1)[:, 0]
        losses = np.where(mask > 0, sample_weight * nll, 0.0)
        norm = sample_weight.sum() if self.reduction == "mean" else 1.0
        self.cache = (labels, sample_weight, norm, num_classes)
        if self.reduction == "none":
            return losses
        return losses.sum() / norm

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        labels, sample_weight, norm, num_classes = self.cache
        dA = -one_hot(labels, num_classes) * sample_weight[:, None]
        return dA / norm


class CrossEntropyLoss:
    """Mirrors torch.nn.CrossEntropyLoss."""

    def __init__(self, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        self.weight = weight
        self.ignore_index = ignore_index
        self.reduction = reduction
        self.label_smoothing = label_smoothing
        self.cache = None

    def forward(self, A, Y):
        """Return the loss."""
        logits = np.asarray(A, dtype=np.float64)
        batch_size, num_classes = logits.shape
        weight = np.ones(num_classes) if self.weight is None else np.array(self.weight, dtype=np.float64)
        log_p = log_softmax(logits)

        if Y.ndim == 1:
            mask = (Y != self.ignore_index).astype(np.float64)
            labels = np.where(mask > 0, Y, 0)
            targets = one_hot(labels, labels.max() + 1)
            norm = (weight[labels] * mask).sum()
        else:
            mask = np.ones(batch_size)
            targets = Y.astype(np.float64)
            norm = batch_size

        smooth = targets * (1.0 - self.label_smoothing) + self.label_smoothing / num_classes
        weighted = smooth * weight * mask[:, None]
        losses = -(weighted * log_p).sum(axis=1)

        if self.reduction != "mean":
            norm = 1.0
        self.cache = (np.exp(log_p), weighted, norm)
        if self.reduction == "none":
            return losses
        return losses.sum() / norm

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        p, weighted, norm = self.cache
        return (p * weighted.sum(axis=1, keepdims=True) - weighted) / norm
