"""Is the right file judged, and is when it was handed in read as nbgrader reads it?"""

from datetime import datetime

import pytest

from autograder.gradebook.course import Course, SetupError
from autograder.gradebook.feedback import feedback
from autograder.gradebook.grade import Options, grade
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import rows
from tests.autograder.test_nbgrader import nbgrader

ONE = Options(jobs=1)
NEVER = """
from nbgrader.plugins import BasePlugin

class Never(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        raise OSError("no table of penalties")
"""


def test_other_names_are_taken_with_a_remark(course, hand_in):
    """Are a renamed notebook and a Python file judged, with a remark on the name?"""
    path = hand_in("renamed", SOLUTION)
    path.rename(path.with_name("regression (1).ipynb"))
    hand_in("script", SOLUTION).unlink()
    (course.directory("submitted", "script", "regression") / "regression.py").write_text(SOLUTION)
    hand_in("empty", SOLUTION).rename(course.root / "elsewhere.ipynb")
    outcomes = {o.student: o for o in grade("regression", course, options=ONE)}
    assert (outcomes["renamed"].score, outcomes["script"].score) == (58, 58)
    assert "regression (1).ipynb" in outcomes["renamed"].remarks[0]
    assert outcomes["script"].remarks == ()
    assert outcomes["empty"].state == "failed"
    assert feedback("regression", course) == ["empty", "renamed", "script"]  # and says why not


def stamp(course, student, text):
    folder = course.directory("submitted", student, "regression")
    (folder / "timestamp.txt").write_text(text)


def test_time_stamps_are_read_as_nbgrader_reads_them(course, hand_in):
    """Is a learning platform's way of writing a time read, and a bad one nobody else's trouble?"""
    for student in ("moodle", "bad", "long"):
        hand_in(student, SOLUTION)
    stamp(course, "moodle", "Monday, 2 March 2026, 12:10 AM")
    stamp(course, "bad", "yesterday evening")
    stamp(course, "long", "2026-03-02 " * 100_000)
    outcomes = {o.student: o for o in grade("regression", course, options=ONE)}
    assert outcomes["moodle"].state == "graded"
    for student in ("bad", "long"):
        assert outcomes[student].state == "failed"
        assert (
            f"{student}/regression/timestamp.txt does not hold a time" in outcomes[student].reason
        )
    assert [(s, t) for s, t, *_ in rows(course)] == [("moodle", datetime(2026, 3, 2, 0, 10))]
    with course.api.gradebook as gradebook:
        assert {s.id for s in gradebook.students} == {"moodle"}


@pytest.fixture
def strict(course):
    """A course in which late work gets nothing."""
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    return Course(course.root)


def due(course, when):
    with course.api.gradebook as gradebook:
        gradebook.update_or_create_assignment("regression", duedate=when)


def test_a_newer_time_stamp_and_a_moved_due_date_are_seen(strict, hand_in):
    """Without new work, is the penalty brought up to date, as `nbgrader autograde` does?"""
    hand_in("ada", SOLUTION)
    stamp(strict, "ada", "2026-03-01 20:00:00 UTC")
    grade("regression", strict, options=ONE)
    assert [row[2] for row in rows(strict)] == [None]
    due(strict, datetime(2026, 3, 1, 23, 59))
    assert grade("regression", strict, options=ONE)[0].state == "up to date"
    stamp(strict, "ada", "2026-03-05 12:00:00 UTC")
    assert grade("regression", strict, options=ONE)[0].state == "graded"
    ours = rows(strict)
    assert [(row[1].day, row[2]) for row in ours] == [(5, 58)]
    nbgrader(strict, "autograde", "regression", "--force")
    assert rows(strict) == ours
    due(strict, datetime(2026, 3, 6))
    assert grade("regression", strict, options=ONE)[0].state == "graded"
    ours = rows(strict)
    assert [row[2] for row in ours] == [None]
    nbgrader(strict, "autograde", "regression", "--force")
    assert rows(strict) == ours


def test_rows_and_penalty_are_one_transaction(course, hand_in):
    """Where the penalty fails, is a late student in the gradebook not at all?"""
    (course.root / "late_never.py").write_text(NEVER)
    config = course.root / "nbgrader_config.py"
    plugin = "\nc.AssignLatePenalties.plugin_class = 'late_never.Never'\n"
    config.write_text(config.read_text() + plugin)
    broken = Course(course.root)
    due(broken, datetime(2026, 1, 1))
    for student, when in (("a", "2025-12-01"), ("late", "2026-02-01")):
        hand_in(student, SOLUTION)
        stamp(broken, student, f"{when} 12:00:00 UTC")
    with pytest.raises(SetupError, match="no table of penalties"):
        grade("regression", broken, options=ONE)
    assert [row[0] for row in rows(broken)] == ["a"]
