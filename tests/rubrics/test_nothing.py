"""Does an answer that computes nothing earn nothing?"""

import inspect

import numpy as np
import pytest

from autograder.judging.questions import judge_trusted
from tests.catalog import load, stems


def arrays(arguments):
    """The arguments that are arrays, or something like it."""
    return [a for a in arguments if isinstance(a, np.ndarray | list | tuple | float | int)]


def first(*arguments):
    found = arrays(arguments)
    return found[0] if found else 0.0


def last(*arguments):
    found = arrays(arguments)
    return found[-1] if found else 0.0


def filled(value):
    """An answer of the shape of the first argument."""
    return lambda *arguments: np.full(np.shape(first(*arguments)), value, dtype=float)


def per_row(value):
    """A number for each row of the first argument."""
    return lambda *arguments: np.full(np.shape(first(*arguments))[:1], value, dtype=float)


def constant(value):
    return lambda *arguments: value


def fails(kind):
    def answer(*arguments):
        raise kind

    return answer


#: Answers to any call, by name: constants, shapes alone, what came in, errors.
ANSWERS = {
    **{f"always {v}": constant(v) for v in (0, 0.0, 1.0, 0.5, -1.0, np.nan, np.inf, -np.inf)},
    **{f"full of {v}": filled(v) for v in (0, 1, np.nan, np.inf)},
    **{f"a row of {v}": per_row(v) for v in (0, np.nan)},
    "nothing": constant(None),
    "an empty array": constant(np.zeros(0)),
    "two numbers": constant((0.0, 0.0)),
    "two nans": constant((np.nan, np.nan)),
    "a number and zeros": lambda *a: (0.0, np.zeros(np.shape(first(*a)))),
    "the first argument": first,
    "the last argument": last,
    "a copy of the first argument": lambda *a: np.array(first(*a)),
    "the first argument and zeros": lambda *a: (first(*a), np.zeros(np.shape(first(*a)))),
    "ValueError": fails(ValueError),
    "IndexError": fails(IndexError),
}
#: A loss is two answers: one for `forward` and one for `backward`, which takes no argument.
PAIRS = [(a, b) for a in ANSWERS for b in ("same", "kept", "always nan", "ValueError")]


def loss(reference, forward, backward):
    """A class with the methods of the reference, which answer without computing."""

    def method(self, *arguments, **options):
        self.came = arguments
        return ANSWERS[forward](*arguments)

    def ending(self, *arguments):
        came = arguments or getattr(self, "came", ())
        chosen = {"same": forward, "kept": "full of 0"}.get(backward, backward)
        return ANSWERS[chosen](*came)

    names = [n for n, m in vars(reference).items() if inspect.isfunction(m) and n != "__init__"]
    body = {n: ending if n in ("backward", "spread") else method for n in names}
    return type(reference.__name__, (), {"__init__": lambda self, *a, **k: None, **body})


def hollow(rubric, answer, ending="same"):
    """A namespace in which everything asked about computes nothing."""
    namespace = {}
    for target in {q.target for q in rubric.questions}:
        reference = getattr(rubric.reference, target)
        namespace[target] = (
            loss(reference, answer, ending)
            if isinstance(reference, type)
            else lambda *a, **k: ANSWERS[answer](*a)
        )
    return namespace


@pytest.mark.parametrize("stem", stems())
@pytest.mark.parametrize("seed", [0, 1])
def test_computing_nothing_earns_nothing(stem, seed):
    """Is every constant, shape, echo and error worth 0 points, in every question?"""
    rubric = load(stem)
    earned = {}
    for answer, ending in PAIRS:
        report = judge_trusted(rubric, hollow(rubric, answer, ending), seed)
        for question in report.questions:
            if question.earned:
                earned[question.id, answer, ending] = question.earned
    assert earned == {}
