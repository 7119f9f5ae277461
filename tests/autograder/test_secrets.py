"""How much of a hidden input can reach a student through what is said?"""

import itertools
import math
import re
import statistics

import numpy as np
import pytest

from autograder.catalog import Catalog
from autograder.gradebook.course import REPOSITORY
from autograder.judging.compare import Difference
from autograder.judging.discretion import FACTORS, SHAPES, discreet
from autograder.judging.exam import draw
from autograder.judging.questions import ask_all
from autograder.judging.report import Phrase
from autograder.judging.rubric import Case
from autograder.judging.trusted import Trusted
from autograder.pipeline import judge
from autograder.sandbox.protocol import EXCEPTIONS, REJECTIONS, Build, Call, nearest_exception
from tests.catalog import assignment

STEMS = Catalog().stems()
CORPUS = REPOSITORY / "tests" / "attacks" / "corpus"


class Watching(Trusted):
    """Trusted code, and the scripts that it was sent, call by call."""

    def __init__(self, namespace):
        super().__init__(namespace)
        self.played = []

    def play(self, scripts, encoded):
        self.played.append(scripts)
        return super().play(scripts, encoded)


@pytest.mark.parametrize("stem", STEMS)
def test_worked_examples_come_before_anything_hidden(stem):
    """Has a process whose numbers may be shown not seen a hidden case when it made them?"""
    exam = draw(assignment(stem).rubric, 1)
    cases = [case for question in exam.questions for case in exam.prepared(question).cases]
    public = {id(step) for case in cases if case.public for step in case.steps}
    hidden = {id(step) for case in cases if not case.public for step in case.steps}
    opened = Watching({})
    ask_all(exam, opened)
    sent = [set(map(id, itertools.chain(*scripts))) for scripts in opened.played]
    first = next(index for index, steps in enumerate(sent) if steps & hidden)
    assert 0 < first == sum(bool(steps & public) for steps in sent)
    assert not set.union(*sent[:first]) & hidden
    assert not set.union(*sent[first:]) & public


@pytest.mark.parametrize("example", ["wrong", "right"])
@pytest.mark.parametrize("name", ["by_the_example", "by_shapes", "by_factors"])
def test_what_is_said_does_not_depend_on_hidden_numbers(sandbox, name, example):
    """Are the numbers that a smuggler is told the same, whatever the hidden cases are?"""
    source = (CORPUS / f"smuggle_{name}.py").read_text()
    if example == "right":  # so that what is said is about a hidden case
        begin = "def forward(self, A, Y):\n"
        right = "self.A = A; self.Y = Y\n        if len(A) == 2: return np.mean((A - Y) ** 2)\n"
        right = "        " + right
        source = source.replace(begin, begin + right)
    told = set()
    for seed in range(3):
        report = judge(
            source.encode(), "work.py", assignment("regression"), sandbox, seed=seed
        ).report
        told.add(tuple(re.findall(r"\d+\.\d+", " ".join(q.message for q in report.questions))))
    assert len(told) == 1, told


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3,), (5, 3), (3, 5), (5, 1), (7, 2), (0, 99)])
@pytest.mark.parametrize("right", [(), (5,), (5, 3), (5, 5), (4, 5, 3)])
def test_shapes_come_from_a_small_set(shape, right):
    """Whatever the shape, is what is said of it one of a few texts without its numbers?"""
    A = np.zeros((5, 3))
    steps = (Build("loss", "Loss"), Call("loss", "forward", (A, A)))
    difference = Difference("shape", 1, str(shape), np.zeros(shape), np.zeros(right))
    phrase = Phrase("fact.shape", {"name": "forward", "detail": str(shape), "wanted": str(right)})
    told = discreet(phrase, Case("a case", steps), difference)
    assert told.key in ("fact.shape", "fact.shape_other")
    assert told.arguments.get("detail", "()") in SHAPES
    assert told.arguments["wanted"].arguments.get("shape", "()") in SHAPES
    assert discreet(phrase, Case("an example", steps, public=True), difference) == phrase


@pytest.mark.parametrize(("ratio", "named"), [(2.0, True), (-0.5, True), (0.123456, False)])
def test_factors_come_from_a_small_set(ratio, named):
    """Is a factor told only if it is a usual one?"""
    phrase = Phrase("fact.factor", {"name": "forward", "ratio": ratio})
    case = Case("a case", (Call(None, "f"),))
    told = discreet(phrase, case, Difference("value", 0))
    assert ("ratio" in told.arguments) == named
    assert told.key == ("fact.factor" if named else "fact.scaled")


def test_exceptions_come_from_a_small_set():
    """Is any exception, a student's own or a strange one, told as one of sixteen?"""
    assert len(EXCEPTIONS) == 16

    class ValueError(LookupError):
        pass

    strange = (KeyError, UnicodeDecodeError, SystemExit, BaseException, GeneratorExit, ValueError)
    told = [nearest_exception(kind) for kind in strange]
    assert told == ["KeyError", "ValueError", "Exception", "Exception", "Exception", "Exception"]


def bits(rubric, question, groups):
    """How many messages about hidden cases there can be, as bits: which cases go wrong first,
    and what is said.
    """
    labels = [{case.label for case in group if not case.public} for group in groups]
    where = sum(math.log2(1 + len(group)) for group in labels)
    cases = [case for group in groups for case in group if not case.public]
    names = {getattr(step, "method", "") for case in cases for step in case.steps}
    # What is said of one method: an exception raised or missing, a type, a shape that is and one
    # that should be, a factor with its sign, digits, and a dozen facts without a choice.
    facts = 2 * len(EXCEPTIONS) + len(REJECTIONS) + 22
    facts += (len(SHAPES) + 1) ** 2 + 2 * len(FACTORS) + 17 + 12
    mistakes = sum(question.id in mistake.breaks for mistake in rubric.misconceptions)
    return where, math.log2(len(names) * facts + mistakes + 1)


def test_the_bits_that_remain_are_those_of_the_page():
    """Is the bound on what one question can tell no larger than the threat model says?"""
    found = []
    for stem in STEMS:
        rubric = assignment(stem).rubric
        for question in rubric.questions:
            found.append(bits(rubric, question, rubric.draw(question, 1)))
    page = (REPOSITORY / "docs" / "threat-model.md").read_text()
    text = r"at most (\d+) bits a question .* and (\d+) bits .* no more than (\d+) bits in all"
    ((cases, said, half),) = re.findall(text, page)
    assert max(where for where, _ in found) <= int(cases)
    assert max(what for _, what in found) <= int(said)
    assert statistics.median(where + what for where, what in found) <= int(half)
