"""What does a class earn that is copied from the first tutorial, as it stands?"""

import numpy as np
import pytest

from autograder.judging.questions import judge_trusted
from tests.catalog import load


class CrossEntropyLoss:
    """The tutorial's class: the first `forward` replaces the method `softmax` by its result."""

    def softmax(self, x):
        e_x = np.exp(x - np.max(x, axis=1, keepdims=True))
        return e_x / e_x.sum(axis=1, keepdims=True)

    def forward(self, A, Y):
        self.A = A
        self.Y = Y
        self.softmax = self.softmax(A)
        crossentropy = -Y * np.log(self.softmax)
        L = np.sum(crossentropy) / A.shape[0]
        return L

    def backward(self):
        dLdA = (self.softmax - self.Y) / self.A.shape[0]
        return dLdA


@pytest.mark.parametrize("seed", range(5))
def test_the_class_of_the_tutorial(seed):
    """Does it earn forward and backward, and is each of its two faults named where it shows?"""
    report = judge_trusted(load("cross_entropy"), {"CrossEntropyLoss": CrossEntropyLoss}, seed)
    found = {
        q.id.partition(".")[2]: (q.earned / q.points, q.misconception)
        for q in report.questions
        if q.id.startswith("CrossEntropyLoss.")
    }
    assert found == {
        "forward": (1, None),
        "backward": (1, None),
        "options": (0, "CELabelsBroadcast"),
        "stability": (0.5, "CELogOfSoftmax"),
        "reuse": (0, "CEShadowedMethod"),
    }
