"""Does an answer that computes nothing earn nothing?"""

import pytest

from autograder.judging.exam import draw
from autograder.judging.questions import ask_all, report
from autograder.judging.trusted import Trusted
from bench.nothing import could_earn, hollow, tries
from tests.catalog import load, stems


@pytest.mark.parametrize("stem", stems())
def test_computing_nothing_earns_nothing(stem):
    """Is every constant, shape, echo and error worth 0 points? `bench.nothing` tries many more."""
    rubric, spared = load(stem), 0
    exam = draw(rubric, 0)
    for answer, ending in tries(rubric, ["same"]):
        answers = ask_all(exam, Trusted(hollow(rubric, answer, ending)))
        assert report(exam, answers).score == 0, answer
        spared += not could_earn(exam, answers)
    assert spared  # else the search tells nothing beforehand


@pytest.mark.parametrize("stem", stems())
def test_whoever_earns_something_could(stem):
    """Does the search take nobody for hopeless who earns points: no reference, no mistake?"""
    rubric = load(stem)
    exam = draw(rubric, 0)
    kinds = [
        rubric.namespace(),
        *(n for kind in rubric.misconceptions for n in rubric.mistaken(kind)),
    ]
    for namespace in kinds[::5]:
        answers = ask_all(exam, Trusted(namespace))
        assert could_earn(exam, answers) or not report(exam, answers).score
