"""Can an instructor show, in an appeal, by which numbers a student was judged?"""

import json
import re

import numpy as np
import pytest

from autograder.catalog import CatalogError
from autograder.cli import main
from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.explain import explain
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.worker import Before
from autograder.messages import say
from tests.autograder.conftest import SOLUTION
from tests.catalog import load

BEN = (REPOSITORY / "examples" / "students" / "ben" / "regression.py").read_text("utf-8")


def fingerprint(course, student):
    path = course.directory("autograded", student, "regression") / "regression.ipynb"
    return Before.of(path.read_bytes()).fingerprint


def per_student(course):
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Autograder.per_student_cases = True\n")
    return Course(course.root)


def test_each_student_has_own_cases_that_stay(course, hand_in):
    """Do cases differ between students, stay between runs, and give good work all points?"""
    for student in ("ada", "eve"):
        hand_in(student, SOLUTION)
    outcomes = grade("regression", course, options=Options(per_student_cases=True))
    assert {o.score for o in outcomes} == {58}
    assert fingerprint(course, "ada") != fingerprint(course, "eve")
    course = per_student(course)
    assert {o.state for o in grade("regression", course)} == {"up to date"}
    assert {o.state for o in grade("regression", course, options=Options(force=True))} == {"graded"}


def test_nbgraders_own_command_uses_the_same_cases(course, hand_in):
    """Does `nbgrader autograde` judge a student by the same cases of their own?"""
    course = per_student(course)
    hand_in("ada", SOLUTION)
    grade("regression", course)
    ours = fingerprint(course, "ada")
    result = course.api.autograde("regression", "ada", force=True)
    assert result["success"], result["log"]
    assert fingerprint(course, "ada") == ours


@pytest.mark.parametrize("own", [False, True])
def test_the_cases_shown_are_those_that_decided(course, hand_in, own):
    """Is what is shown as right the reference's answer, and as wrong what cost the points?"""
    hand_in("ben", BEN)
    (outcome,) = grade("regression", course, options=Options(per_student_cases=own))
    assert outcome.state == "graded"
    path = course.directory("autograded", "ben", "regression") / "regression.ipynb"
    report = Before.of(path.read_bytes()).report
    for question in report.questions:
        if question.id.startswith("MSELoss"):
            told = explain(course, "regression", "ben", question.id)
            assert (told.own, told.remarks) == (own, ())
            assert {c.group for c in told.cases if not c.right} == {
                g.name for g in question.groups if g.failed
            }
    told = explain(course, "regression", "ben", "MSELoss.forward")
    checked = 0
    for case in told.cases:
        names = load("regression").namespace() | {"array": np.array, "float": float}
        for step in case.steps:
            line = re.sub(r"\[\[.*?\]\]", r"array(\g<0>, float)", step.python)
            if step.expected:
                np.testing.assert_allclose(eval(line, names), float(step.expected), rtol=1e-15)
                checked += 1
            else:
                exec(line, names)
    assert checked >= 3


def test_work_that_was_handed_in_again_is_told(course, hand_in):
    """Does it say so when the work, the rubric or the grading is not the one on record?"""
    hand_in("ben", BEN)
    told = explain(course, "regression", "ben", "MSELoss.forward")
    assert told.remarks == (say("explain.not_graded"),)
    grade("regression", course)
    hand_in("ben", SOLUTION)
    told = explain(course, "regression", "ben", "MSELoss.forward")
    assert told.remarks == (say("explain.other_code"),)
    assert all(case.right for case in told.cases)
    (course.grades / "secret").write_text("another secret altogether")
    told = explain(course, "regression", "ben", "MSELoss.forward")
    assert told.remarks == (say("explain.other_rubric"), say("explain.other_code"))


HOLLOW = """
class MSELoss:
    def __init__(self, reduction="mean"):
        pass
    def forward(self, A, Y):
        self.shape = np.shape(A)
        return float("nan")
    def backward(self):
        return np.full(self.shape, np.nan)
"""


def test_points_that_are_held_back_are_told(course, hand_in):
    """Is it said why cases that are all right earn nothing, and only there?"""
    hand_in("noa", SOLUTION + "\n# %%\n" + HOLLOW)
    grade("regression", course)
    told = explain(course, "regression", "noa", "MSELoss.reuse")
    assert all(case.right for case in told.cases)
    assert told.remarks == (say("explain.withheld"),)
    assert explain(course, "regression", "noa", "MSELoss.forward").remarks == ()
    assert explain(course, "regression", "noa", "L1Loss.reuse").remarks == ()


def test_the_command(course, hand_in, capsys):
    """Are given and expected printed, as text and as JSON, and is a wrong question told?"""
    hand_in("ben", BEN)
    grade("regression", course)
    command = ["explain", "regression", "ben", "MSELoss.forward", "--course", str(course.root)]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert "✗ all cases (3 points): the two houses [worked example]" in told
    assert "expected  0.625" in told
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cases"][0]["public"]
    with pytest.raises(CatalogError, match="has no question"):
        explain(course, "regression", "ben", "MSELoss.forwards")
