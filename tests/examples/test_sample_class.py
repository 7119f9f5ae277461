"""Does the sample class show what it is there to show?"""

import contextlib

import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from tests import catalog

STUDENTS = REPOSITORY / "examples" / "students"


@pytest.fixture(scope="module")
def verdicts():
    """Every file of the sample class, judged."""
    found = {}
    with contextlib.closing(Sandbox()) as sandbox:
        for path in sorted(STUDENTS.glob("*/*.py")):
            judged = judge(
                path.read_bytes(), path.name, catalog.assignment(path.stem), sandbox, seed=7
            ).report
            found[path.parent.name, path.stem] = {q.id: q for q in judged.questions}
    return found


def test_every_student_with_a_file_loses_points_for_a_named_mistake(verdicts):
    """Is there at least one recognized mistake in each submission?"""
    for (student, assignment), questions in verdicts.items():
        recognized = {q.misconception for q in questions.values()} - {None}
        if (student, assignment) != ("seed000", "regression"):  # right, but without options
            assert recognized, f"{student}, {assignment}"


def test_the_seed_class_overwrites_its_method(verdicts):
    """Is the method that hides itself named, at the question where it matters?"""
    questions = verdicts["seed000", "cross_entropy"]
    reuse = questions["CrossEntropyLoss.reuse"]
    assert (reuse.earned, reuse.misconception) == (0, "CEShadowedMethod")


def test_the_seed_class_takes_the_log_of_softmax(verdicts):
    """Is nan at extreme logits named, with credit for the row maximum that is right?"""
    stability = verdicts["seed000", "cross_entropy"]["CrossEntropyLoss.stability"]
    assert 0 < stability.earned < stability.points
    assert stability.misconception == "CELogOfSoftmax"


def test_a_missing_option_is_explained(verdicts):
    """Does the message say what to do about a constructor without options?"""
    options = verdicts["seed000", "regression"]["MSELoss.options"]
    assert options.earned == 0
    assert "does `__init__` take this option" in options.message


def test_the_seed_classes_keep_what_is_right(verdicts):
    """Do the printed classes earn full points for forward and backward?"""
    for assignment, name in (("regression", "MSELoss"), ("cross_entropy", "CrossEntropyLoss")):
        for part in ("forward", "backward"):
            question = verdicts["seed000", assignment][f"{name}.{part}"]
            assert question.earned == question.points


def test_six_typical_mistakes(verdicts):
    """Do six students make six different first mistakes in each assignment?"""
    for assignment in ("regression", "cross_entropy"):
        first = {
            next(q.misconception for q in questions.values() if q.misconception)
            for (student, stem), questions in verdicts.items()
            if stem == assignment and student != "seed000"
        }
        assert len(first) >= 5
