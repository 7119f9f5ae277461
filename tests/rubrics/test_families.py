"""Is a family of mistakes the same mistake wherever it is made, and told in words that fit?"""

import re

import numpy as np
import pytest

from autograder.judging.exam import hint
from autograder.judging.families import FAMILIES, FUNCTION_FAMILIES, Loss, made_in
from tests.catalog import load, stems

MADE = [kind for stem in stems() for kind in load(stem).misconceptions if hasattr(kind, "subject")]
IN_LOSSES = [kind for kind in MADE if isinstance(kind.subject, Loss)]


every_one = pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)


@every_one
def test_no_word_is_left_over(kind):
    """Has every {word} of a hint been filled in? An empty dictionary is none."""
    assert not re.search(r"[{}]", hint(kind).replace("`{}`", ""))


@every_one
def test_a_hint_is_as_long_as_a_hint_should_be(kind):
    """Does it have 40 to 160 words, in sentences that are not too long to follow?"""
    words = hint(kind).split()
    assert 40 <= len(words) <= 160
    sentences = re.split(r"(?<=[.?!:;])\s+", hint(kind))
    assert max(len(sentence.split()) for sentence in sentences) <= 40


@pytest.mark.parametrize("kind", IN_LOSSES, ids=lambda kind: kind.__name__)
def test_a_mistake_that_says_forward_or_backward_shows_there(kind):
    """On legal inputs, does a mistake differ in the methods it names, and in no other?"""
    loss = kind.subject
    parts = {question.partition(".")[2] for question in kind.breaks}
    A, Y = loss.batch(np.random.default_rng(0))
    if not loss.entries and Y.ndim == 2:  # a row is a distribution: others are for `options`
        Y = Y / Y.sum(axis=1, keepdims=True)
    if getattr(kind, "small", False):  # it shows in a batch with a single row
        A, Y = A[:1], Y[:1]
    wrong, right = kind(), loss.reference()
    value, expected = answer(wrong.forward, A.copy(), Y), right.forward(A.copy(), Y)
    gradient, slope = answer(wrong.backward), right.backward()
    assert same(value, expected) == ("forward" not in parts)
    assert same(gradient, slope) == ("backward" not in parts)


def answer(method, *args):
    """What a method returns; nothing if it refuses the labels, or has no labels to go by."""
    try:
        return method(*args)
    except (ValueError, AttributeError):
        return None


def same(one, other):
    """Whether two answers have one shape and agree to nine digits."""
    return (
        one is not None
        and np.shape(one) == np.shape(other)
        and np.allclose(one, other, rtol=1e-9, atol=1e-12)
    )


def test_unknown_families_are_refused():
    """Is a hint for a family that does not exist an error, not a silence?"""
    with pytest.raises(ValueError, match="SunForMean"):
        made_in(IN_LOSSES[0].subject, hints={"SunForMean": "…"})


def test_families_have_names_of_their_own():
    """Is no family registered twice?"""
    names = [family.__name__ for family in (*FAMILIES, *FUNCTION_FAMILIES)]
    assert len(names) == len(set(names))
