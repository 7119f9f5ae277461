"""Is right told from wrong, and is wrong told by its kind?"""

import numpy as np
import pytest

from autograder.judging.compare import compare, same
from autograder.sandbox.protocol import (
    Call,
    Input,
    Lost,
    Missing,
    Raised,
    Rejected,
    Rejection,
    Returned,
)

STEP = (Call("loss", "forward"),)
INPUT = (Input(0),)


def value(*parts, is_tuple=False):
    return Returned(tuple(np.asarray(p) for p in parts), is_tuple or len(parts) > 1)


RIGHT = value([[0.25, -0.5], [1.0, 3.0]])


@pytest.mark.parametrize(
    "seen",
    [
        RIGHT,
        value([[0.25, -0.5], [1.0, 3.0 * (1 + 1e-12)]]),
        value(np.array([[0.25, -0.5], [1.0, 3.0]], dtype=np.float32)),
    ],
)
def test_equal_to_ten_digits_is_equal(seen):
    """Do rounding differences between styles of correct code pass?"""
    assert compare(STEP, [seen], [RIGHT]) is None


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        (value([[0.25, -0.5], [1.0, 3.1]]), "value"),
        (value([[0.25, -0.5], [1.0, 3.0 + 1e-6]]), "precision"),
        (value([[[0.25, -0.5], [1.0, 3.0]]]), "shape"),
        (value(0.25), "shape"),
        (value([[0.25, -0.5], [1.0, np.nan]]), "nonfinite"),
        (value([[0.25, -0.5], [1.0, np.inf]]), "nonfinite"),
        (value([[True, False], [True, True]]), "type"),
        (value(0.25, 0.5), "type"),
        (Rejected(Rejection.STRING), "type"),
        (Raised("ZeroDivisionError"), "raised"),
        (Raised("NotImplementedError"), "unanswered"),
        (Missing("MSELoss"), "missing"),
        (Lost("timeout"), "timeout"),
        (Lost("died"), "died"),
    ],
)
def test_kinds_of_difference(seen, kind):
    """Is each way of being wrong named?"""
    assert compare(STEP, [seen], [RIGHT]).kind == kind


def test_an_empty_array_is_not_a_right_answer():
    """Does an array without entries, of which all is close to anything, fail?"""
    assert compare(STEP, [value(np.zeros((0, 2)))], [RIGHT]).kind == "shape"
    assert compare(STEP, [value(np.zeros((2, 2, 0)))], [RIGHT]).kind == "shape"


def test_an_expected_exception_must_come():
    """Is a missing ValueError seen, another exception refused, and the right one accepted?"""
    right = [Raised("ValueError")]
    assert compare(STEP, [Raised("ValueError")], right) is None
    assert compare(STEP, [Raised("TypeError")], right).kind == "raised"
    assert compare(STEP, [RIGHT], right).kind == "silent"


def test_infinities_are_right_where_the_reference_has_them():
    """Does +inf equal +inf, and not -inf or nan?"""
    right = [value([np.inf, 0.0])]
    assert compare(STEP, [value([np.inf, 0.0])], right) is None
    assert compare(STEP, [value([-np.inf, 0.0])], right) is not None
    assert compare(STEP, [value([np.nan, 0.0])], right) is not None


def test_a_changed_input_is_its_own_kind():
    """Is the caller's modified array reported as such?"""
    assert compare(INPUT, [value([1.0])], [value([0.0])]).kind == "input"


def test_same_counts_failures():
    """Do two lists of observations agree only if their failures do?"""
    assert same([RIGHT, Raised("TypeError")], [RIGHT, Raised("TypeError")])
    assert not same([RIGHT], [RIGHT, Raised("TypeError")])
    assert not same([Raised("ValueError")], [Raised("TypeError")])
