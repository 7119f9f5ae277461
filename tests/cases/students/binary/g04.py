from dataclasses import dataclass, field
from typing import Optional

import numpy as np


@dataclass
class Batch:
    A: np.ndarray
    Y: np.ndarray

    @classmethod
    def of(cls, A, Y):
        batch = cls(np.array(A, dtype=np.float64), np.array(Y, dtype=np.float64))
        if batch.A.shape != batch.Y.shape:
            raise ValueError("predictions and targets must have one shape")
        return batch

    def share(self, reduction):
        rows, columns = self.A.shape
        return dict(mean=1 / (rows * columns), batchmean=1 / rows).get(reduction, 1.0)


def full(option, like):
    return np.broadcast_to(np.asarray(1 if option is None else option, dtype=np.float64), like.shape)


def collect(table, reduction, share):
    return table if reduction == "none" else share * float(table.sum())


@dataclass
class BCELoss:
    weight: Optional[np.ndarray] = None
    reduction: str = "mean"
    batch: Optional[Batch] = field(default=None, repr=False)

    def forward(self, A, Y):
        batch = Batch.of(A, Y)
        if not all(0 <= a <= 1 for a in batch.A.flat):
            raise ValueError("A must lie between 0 and 1")
        self.batch = batch
        floor = np.exp(-100.0)
        yes = np.log(np.maximum(batch.A, floor))
        no = np.log(np.maximum(1 - batch.A, floor))
        table = full(self.weight, batch.A) * -(batch.Y * (yes - no) + no)
        return collect(table, self.reduction, batch.share(self.reduction))

    def backward(self):
        A, Y = self.batch.A, self.batch.Y
        variance = np.where(A * (1 - A) > 1e-12, A * (1 - A), 1e-12)
        return full(self.weight, A) * ((A - Y) / variance) * self.batch.share(self.reduction)


@dataclass
class BCEWithLogitsLoss:
    weight: Optional[np.ndarray] = None
    pos_weight: Optional[np.ndarray] = None
    reduction: str = "mean"
    batch: Optional[Batch] = field(default=None, repr=False)

    def forward(self, A, Y):
        self.batch = batch = Batch.of(A, Y)
        A, Y = batch.A, batch.Y
        yes = np.log1p(np.exp(-np.abs(A))) + np.maximum(-A, 0)
        no = np.log1p(np.exp(-np.abs(A))) + np.maximum(A, 0)
        table = full(self.weight, A) * (full(self.pos_weight, A) * Y * yes + (1 - Y) * no)
        return collect(table, self.reduction, batch.share(self.reduction))

    def backward(self):
        A, Y = self.batch.A, self.batch.Y
        half = np.tanh(A / 2) / 2
        slope = (1 - Y) * (0.5 + half) - full(self.pos_weight, A) * Y * (0.5 - half)
        return full(self.weight, A) * slope * self.batch.share(self.reduction)


@dataclass
class KLDivLoss:
    reduction: str = "mean"
    log_target: bool = False
    batch: Optional[Batch] = field(default=None, repr=False)

    @property
    def p(self):
        return np.exp(self.batch.Y) if self.log_target else self.batch.Y

    def forward(self, A, Y):
        self.batch = Batch.of(A, Y)
        p = self.p
        seen = np.nonzero(p > 0)
        table = np.zeros(p.shape)
        table[seen] = p[seen] * (np.log(p[seen]) - self.batch.A[seen])
        if self.log_target:
            table[seen] = p[seen] * (self.batch.Y[seen] - self.batch.A[seen])
        return collect(table, self.reduction, self.batch.share(self.reduction))

    def backward(self):
        return -self.p * self.batch.share(self.reduction)


def score_gradient(p, c):
    p, c = np.array(p, dtype=np.float64), np.array(c, dtype=np.float64)
    odds = (1 - c) * p / (1 - p)
    return (odds - c) - p * (odds - c).sum()
