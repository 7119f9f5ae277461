import numpy as np


def _stirling(Y):
    safe = np.where(Y > 1, Y, 1.0)
    return np.where(Y > 1, (safe + 0.5) * np.log(safe) - safe + np.log(2 * np.pi) / 2, 0.0)


def _from_means(A, Y, eps):
    shifted = A + eps
    return A - Y * np.log(shifted), (shifted - Y) / shifted


def _from_logs(A, Y, eps):
    return np.exp(A) - Y * A, np.exp(A) - Y


def paired(A, Y):
    """Return A and Y as float64 arrays; ValueError unless their shapes are equal."""
    A, Y = np.asarray(A, dtype=float), np.asarray(Y, dtype=float)
    if A.shape != Y.shape:
        raise ValueError(f"A has shape {A.shape}, but Y has shape {Y.shape}")
    return A, Y


class PoissonNLLLoss:
    def __init__(self, log_input=True, full=False, eps=1e-8, reduction="mean"):
        self._pair = _from_logs if log_input else _from_means
        self._extra = _stirling if full else np.zeros_like
        self._eps, self._reduction = eps, reduction

    def forward(self, A, Y):
        self._seen = tuple(array.copy() for array in paired(A, Y))
        table = self._pair(*self._seen, self._eps)[0] + self._extra(self._seen[1])
        match self._reduction:
            case "mean":
                return np.mean(table)
            case "sum":
                return np.sum(table)
        return table

    def backward(self):
        slopes = self._pair(*self._seen, self._eps)[1]
        return np.divide(slopes, slopes.size if self._reduction == "mean" else 1)
