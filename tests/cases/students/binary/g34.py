import numpy as np


def paired(A, Y):
    """Return float64 copies of A and Y; ValueError unless their shapes are equal."""
    A, Y = np.array(A, dtype=float), np.array(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class BCELoss:
    r"""Binary cross-entropy of probabilities, $\ell = -w\,[Y\log A + (1-Y)\log(1-A)]$."""

    def __init__(self, weight=None, reduction="mean"):
        if weight is None:
            self.weight = None
        else:
            self.weight = np.array(weight, dtype=float)
        self.reduction = reduction
        self.A = None
        self.Y = None

    def forward(self, A, Y):
        """Return the loss of probabilities A for targets Y, both of shape (N, C)."""
        # step 1: check the input
        A, Y = paired(A, Y)
        if not (np.min(A) >= 0 and np.max(A) <= 1):
            raise ValueError("A must be between 0 and 1")
        # step 2: remember for backward
        self.A = A
        self.Y = Y
        # step 3: clamped logarithms
        with np.errstate(divide="ignore"):
            log_A = np.log(A)
            log_1_minus_A = np.log(1 - A)
        log_A[log_A < -100] = -100
        log_1_minus_A[log_1_minus_A < -100] = -100
        # step 4: the loss of each entry
        loss = -(Y * log_A + (1 - Y) * log_1_minus_A)
        if self.weight is not None:
            loss = loss * self.weight
        # step 5: reduction
        if self.reduction == "mean":
            return np.mean(loss)
        elif self.reduction == "sum":
            return np.sum(loss)
        elif self.reduction == "none":
            return loss

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        A = self.A
        Y = self.Y
        g = (A - Y) / np.maximum(A * (1 - A), 1e-12)
        if self.weight is not None:
            g = g * self.weight
        if self.reduction == "mean":
            N, C = A.shape
            g = g / (N * C)
        elif self.reduction == "sum":
            g = g * 1.0
        elif self.reduction == "none":
            g = g * 1.0
        return g


class BCEWithLogitsLoss:
    r"""Binary cross-entropy of logits, $\ell = w\,[(1-Y)A + (1+(w^+-1)Y)\log(1+e^{-A})]$."""

    def __init__(self, weight=None, pos_weight=None, reduction="mean"):
        if weight is None:
            self.weight = None
        else:
            self.weight = np.array(weight, dtype=float)
        if pos_weight is None:
            self.pos_weight = None
        else:
            self.pos_weight = np.array(pos_weight, dtype=float)
        self.reduction = reduction

    def forward(self, A, Y):
        """Return the loss of logits A for targets Y, both of shape (N, C)."""
        # step 1: check the input
        A, Y = paired(A, Y)
        # step 2: remember for backward
        self.A = A
        self.Y = Y
        # step 3: log(1 + exp(-A)) without overflow
        log_term = np.where(A > 0, 0, -A) + np.log1p(np.exp(-abs(A)))
        # step 4: the loss of each entry
        if self.pos_weight is None:
            loss = (1 - Y) * A + log_term
        else:
            loss = (1 - Y) * A + (1 + (self.pos_weight - 1) * Y) * log_term
        if self.weight is not None:
            loss = loss * self.weight
        # step 5: reduction
        if self.reduction == "mean":
            return np.mean(loss)
        elif self.reduction == "sum":
            return np.sum(loss)
        elif self.reduction == "none":
            return loss

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        A = self.A
        Y = self.Y
        decay = np.exp(-abs(A))
        sigma = np.where(A > 0, 1 / (1 + decay), decay / (1 + decay))
        if self.pos_weight is None:
            g = sigma - Y
        else:
            g = (1 - Y) * sigma - self.pos_weight * Y * (1 - sigma)
        if self.weight is not None:
            g = g * self.weight
        if self.reduction == "mean":
            N, C = A.shape
            g = g / (N * C)
        return g


class KLDivLoss:
    r"""KL divergence of log-probabilities A from targets Y, $\ell = Y(\log Y - A)$."""

    def __init__(self, reduction="mean", log_target=False):
        self.reduction = reduction
        self.log_target = log_target

    def forward(self, A, Y):
        """Return the loss of log-probabilities A for targets Y, both of shape (N, C)."""
        # step 1: check the input
        A, Y = paired(A, Y)
        # step 2: remember for backward
        self.A = A
        self.Y = Y
        # step 3: the loss of each entry
        if self.log_target:
            with np.errstate(invalid="ignore"):
                loss = np.where(np.exp(Y) > 0, np.exp(Y) * (Y - A), 0)
        else:
            with np.errstate(divide="ignore", invalid="ignore"):
                loss = np.where(Y > 0, Y * (np.log(Y) - A), 0)
        # step 4: reduction
        if self.reduction == "mean":
            return np.mean(loss)
        elif self.reduction == "batchmean":
            return np.sum(loss) / len(A)
        elif self.reduction == "sum":
            return np.sum(loss)
        elif self.reduction == "none":
            return loss

    def backward(self):
        """Return dL/dA for the last forward, of the shape of A."""
        if self.log_target:
            g = -np.exp(self.Y)
        else:
            g = -self.Y
        N, C = self.A.shape
        if self.reduction == "mean":
            g = g / (N * C)
        elif self.reduction == "batchmean":
            g = g / N
        return g


def score_gradient(p, c):
    p = np.array(p, dtype=float)
    c = np.eye(len(p))[np.argmax(c)]  # one-hot row of the true class
    # first the derivative with respect to the probabilities
    dE_dp = -c / p + (1 - c) / (1 - p)
    # then the jacobian of softmax: diagonal p(1-p), elsewhere -p_i p_k
    dp_ds = -p[:, None] * p[None, :]
    np.fill_diagonal(dp_ds, p * (1 - p))
    return dp_ds.T @ dE_dp
