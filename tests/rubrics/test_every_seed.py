"""Is work that is wrong for some inputs only found out at every seed?"""

import numpy as np
import pytest
from surprise_to_gradient.solutions.cross_entropy import CrossEntropyLoss
from surprise_to_gradient.solutions.likelihood import categorical_log_likelihood
from surprise_to_gradient.solutions.regression import L1Loss

from autograder.judging.questions import judge_trusted
from tests.catalog import load


class WholeTablesAreLabels(CrossEntropyLoss):
    """Takes every table of whole numbers for one-hot rows, and those for labels."""

    def forward(self, A, Y):
        if np.issubdtype(Y.dtype, np.integer) and Y.ndim == 2:
            Y = Y.argmax(axis=1)
        return super().forward(A, Y)


class WholeOneHotRowsAreLabels(CrossEntropyLoss):
    """Does so only where the rows sum to one, which shows in the weighted mean alone."""

    def forward(self, A, Y):
        if np.issubdtype(Y.dtype, np.integer) and Y.ndim == 2 and (Y.sum(axis=1) == 1).all():
            Y = Y.argmax(axis=1)
        return super().forward(A, Y)


class SteepSlope(L1Loss):
    """A slope that is nearly the sign, except very close to a tie."""

    def backward(self):
        return np.tanh(1000 * self.residual) / self.residual.size


def normalized(probs, x):
    """Divides the probabilities by their sum."""
    return categorical_log_likelihood(np.asarray(probs) / np.sum(probs), x)


@pytest.mark.parametrize(
    ("stem", "target", "wrong", "lost"),
    [
        ("cross_entropy", "CrossEntropyLoss", WholeTablesAreLabels, "CrossEntropyLoss.options"),
        ("cross_entropy", "CrossEntropyLoss", WholeOneHotRowsAreLabels, "CrossEntropyLoss.options"),
        ("regression", "L1Loss", SteepSlope, "L1Loss.backward"),
        (
            "likelihood",
            "categorical_log_likelihood",
            normalized,
            "categorical_log_likelihood.edges",
        ),
    ],
)
def test_found_out_at_every_seed(stem, target, wrong, lost):
    """Does each lose the same points at twelve seeds, and on its own question?"""
    rubric = load(stem)
    namespace = rubric.namespace() | {target: wrong}
    reports = [judge_trusted(rubric, namespace, seed) for seed in range(12)]
    assert len({tuple(q.earned for q in report.questions) for report in reports}) == 1
    assert lost in {q.id for q in reports[0].questions if q.earned < q.points}
