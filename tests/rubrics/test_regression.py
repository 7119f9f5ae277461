"""Do whole numbers wrap around alike where NumPy adds them up in 32 bits, as in a page?"""

import numpy as np
import pytest

from autograder.judging.exam import draw
from autograder.sandbox.protocol import Call
from tests.catalog import load

LOSSES = ["MSELoss", "L1Loss", "HuberLoss", "SmoothL1Loss"]


def whole_batches(name, seed):
    """The batches of whole numbers that a loss is asked for, by their labels."""
    exam = draw(load("regression"), seed)
    question = next(q for q in exam.questions if q.id == f"{name}.options")
    for case in exam.prepared(question).cases:
        for step in case.steps:
            if isinstance(step, Call) and step.args and step.args[0].dtype.kind in "iu":
                yield case.label, *step.args


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("seed", range(12))
def test_whole_numbers_add_up_alike_in_32_bits(name, seed):
    """Has what wraps around, and its square, the same sum in 32 bits as in 64?"""
    batches = list(whole_batches(name, seed))
    assert {A.dtype.str[1:] for _, A, _ in batches} == {"u1", "i4", "i8"}
    for label, A, Y in batches:
        difference = A - Y
        for losses in (difference, np.abs(difference), difference**2):
            short, long = (losses.sum(dtype=dtype) for dtype in (np.int32, np.int64))
            assert short == long, label


@pytest.mark.parametrize("name", LOSSES)
def test_a_difference_of_32_bits_wraps_around(name):
    """Is there one whose difference does not fit, and are the others small?"""
    A, Y = next((A, Y) for label, A, Y in whole_batches(name, 0) if label.startswith("32"))
    right = A.astype(np.int64) - Y
    assert list(zip(*np.nonzero(right != A - Y), strict=True)) == [(0, 0)]
    assert np.sort(np.abs(right), axis=None)[-2] < 3000
