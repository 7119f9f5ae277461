"""Are extensions, dry runs and the way back exact, and does what a person wrote survive them?"""

import datetime
import json

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.gradebook import audit, extensions, undo
from autograder.gradebook.course import REPOSITORY, Course, CourseError
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.undo import Undone
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import notebooks, rows

STUDENTS = REPOSITORY / "examples" / "students"
WORK = {p.parent.name: p.read_text() for p in sorted(STUDENTS.glob("*/regression.py"))}
HEADER = "student_id,assignment,due,excused,reason\n"
LATE = """
from nbgrader.plugins import BasePlugin

class PerHour(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""


@pytest.fixture
def late_course(course, hand_in, monkeypatch):
    """Three who handed in three hours late, to a course that takes a point an hour."""
    (course.root / "late_per_hour.py").write_text(LATE)
    monkeypatch.syspath_prepend(str(course.root))
    config = course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text() + '\nc.AssignLatePenalties.plugin_class = "late_per_hour.PerHour"\n'
    )
    course = Course(course.root)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("regression", duedate="2026-03-01 20:00 UTC")
    for student, work in (("ada", SOLUTION), ("ben", WORK["ben"]), ("zoe", "")):
        hand_in(student, work)
        stamp(course, student, "2026-03-01 23:00 UTC")
    return course


def stamp(course, student, time):
    folder = course.directory("submitted", student, "regression")
    (folder / "timestamp.txt").write_text(time)


def agree(course, *lines):
    extensions.path(course).write_text(HEADER + "".join(f"{line}\n" for line in lines))


def penalties(course):
    return {row[0]: row[2] for row in rows(course)}


def correct_by_hand(course, student, score=2.5, comment="right in spirit"):
    with Gradebook(course.api.coursedir.db_url) as gradebook:
        grade = gradebook.find_grade("MSELoss-forward", "regression", "regression", student)
        grade.manual_score = score
        gradebook.find_comment(
            "MSELoss", "regression", "regression", student
        ).manual_comment = comment
        gradebook.db.commit()


def by_hand(course, student):
    with Gradebook(course.api.coursedir.db_url) as gradebook:
        names = "regression", "regression", student
        grade = gradebook.find_grade("MSELoss-forward", *names)
        return grade.manual_score, gradebook.find_comment("MSELoss", *names).manual_comment


def test_the_penalty_counts_from_the_extended_due_date(late_course):
    """Is each student late by the hours after their own due date, and the excused not at all?"""
    agree(late_course, "ada,regression,2026-03-01 22:00 UTC,,ill", "ben,regression,,yes,away")
    grade("regression", late_course)
    assert penalties(late_course) == {"ada": 1, "ben": None, "zoe": 0}  # zoe has no points
    with Gradebook(late_course.api.coursedir.db_url) as gradebook:  # nbgrader knows, too
        assert gradebook.find_submission("regression", "ada").total_seconds_late == 3600


def test_an_extension_that_comes_later_or_goes_is_followed(late_course):
    """Do the next runs bring penalties up to the file, both ways, and keep manual work?"""
    grade("regression", late_course)
    assert penalties(late_course) == {"ada": 3, "ben": 3, "zoe": 0}
    correct_by_hand(late_course, "ben")
    agree(late_course, "ben,regression,2026-03-02 20:00 UTC,,train")
    grade("regression", late_course)
    assert penalties(late_course) == {"ada": 3, "ben": None, "zoe": 0}
    agree(late_course)
    grade("regression", late_course)
    assert penalties(late_course) == {"ada": 3, "ben": 3, "zoe": 0}
    assert by_hand(late_course, "ben") == (2.5, "right in spirit")


def test_what_nbgrader_granted_stays_without_a_file(late_course):
    """Is an extension that was granted in nbgrader itself not taken back?"""
    grade("regression", late_course)
    with Gradebook(late_course.api.coursedir.db_url) as gradebook:
        gradebook.grant_extension("regression", "ada", hours=2)
    grade("regression", late_course)
    assert penalties(late_course)["ada"] == 1


def test_a_bad_file_stops_everything(late_course, capsys):
    """Is nothing written when a line cannot be meant, or when the class has no due date?"""
    grade("regression", late_course)
    before = rows(late_course), notebooks(late_course)
    agree(late_course, "ben,regression,soon,,")
    stamp(late_course, "ada", "2026-03-01 21:00 UTC")
    assert main(["grade", "regression", "--course", str(late_course.root)]) == 2
    assert "line 2: due “soon” is not a time" in capsys.readouterr().err
    assert (rows(late_course), notebooks(late_course)) == before
    agree(late_course, "ben,regression,2026-03-02 20:00 UTC,,")
    with late_course.gradebook() as gradebook:
        gradebook.find_assignment("regression").duedate = None
        gradebook.db.commit()
    with pytest.raises(CourseError, match="no due date"):
        grade("regression", late_course)


def test_a_dry_run_lists_what_the_run_then_does(late_course, hand_in, capsys):
    """Does the list name whom, what and why, write nothing, and come true?"""
    grade("regression", late_course, ["ada", "ben"])
    correct_by_hand(late_course, "ada", 1.0)
    hand_in("ben", SOLUTION)
    agree(late_course, "ada,regression,2026-03-01 22:00 UTC,,ill since Monday")
    before = rows(late_course), notebooks(late_course)
    command = ["grade", "regression", "--course", str(late_course.root), "--dry-run"]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert (rows(late_course), notebooks(late_course)) == before
    assert "extension: ill since Monday" in told
    assert "3 of 3 would change: 2 up, 0 down. Nothing was written." in told
    assert main([*command, "--json"]) == 0
    listed = {s["student"]: s for s in json.loads(capsys.readouterr().out)["submissions"]}
    grade("regression", late_course)
    with Gradebook(late_course.api.coursedir.db_url) as gradebook:
        for student, outcome in listed.items():
            submission = gradebook.find_submission("regression", student)
            regrade = outcome["regrade"]
            assert regrade["after"] == submission.score
            assert regrade["penalty_after"] == submission.late_submission_penalty
    assert [listed[s]["regrade"]["why"] for s in ("ada", "ben", "zoe")] == [
        "times", "handed in again", "first"
    ]  # fmt: skip
    assert main(command) == 0
    assert capsys.readouterr().out == "Nothing would change.\n"


def test_undo_brings_back_all_that_the_run_replaced(late_course, hand_in):
    """Are rows and notebooks as before, for resubmitted, extended and new work?"""
    grade("regression", late_course, ["ada", "ben"])
    correct_by_hand(late_course, "ben")
    grade("regression", late_course, ["ada", "ben"])  # writes nothing: the run before is kept
    before = rows(late_course), notebooks(late_course)
    hand_in("ben", SOLUTION)
    agree(late_course, "ada,regression,2026-03-01 22:00 UTC,,ill")
    grade("regression", late_course)
    assert len(rows(late_course)) == 3
    stem, undone = undo.undo(late_course)
    assert stem == "regression"
    assert (rows(late_course), notebooks(late_course)) == before
    assert [u.student for u in undone] == ["ada", "ben", "zoe"]
    assert undone[2] == Undone("zoe", 0, None)
    assert by_hand(late_course, "ben") == (2.5, "right in spirit")
    with Gradebook(late_course.api.coursedir.db_url) as gradebook:
        assert sorted(s.id for s in gradebook.students) == ["ada", "ben"]
    with pytest.raises(CourseError, match="no run to undo"):
        undo.undo(late_course)
    *runs, last = audit.verify(late_course)[0]
    assert len(runs) == 3
    assert audit.told(last).endswith(f"3 taken back; from the run of {last['undone']}")
    assert runs[2]["began"] <= last["undone"] <= runs[2]["ended"]


def test_undo_keeps_what_a_person_wrote_since(late_course):
    """Does manual work on a new submission keep it in the gradebook, and say so?"""
    grade("regression", late_course)
    correct_by_hand(late_course, "ada")
    _, undone = undo.undo(late_course)
    assert [(u.student, bool(u.stays)) for u in undone] == [
        ("ada", True), ("ben", False), ("zoe", False)
    ]  # fmt: skip
    assert [row[0] for row in rows(late_course)] == ["ada"]
    assert by_hand(late_course, "ada") == (2.5, "right in spirit")


def test_undo_after_a_run_that_was_stopped(late_course, hand_in):
    """Is a run that was stopped, its last line half written, taken back as far as it came?"""
    grade("regression", late_course)
    before = rows(late_course), notebooks(late_course)
    for student in ("ada", "ben", "zoe"):
        hand_in(student, WORK["chen"])

    def stop(outcome, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade("regression", late_course, options=Options(jobs=1), progress=stop)
    with (undo.folder(late_course) / "run.jsonl").open("a") as file:
        file.write('{"student": "zoe", "ro')
    undo.undo(late_course)
    assert (rows(late_course), notebooks(late_course)) == before


def test_the_command_says_what_it_did(late_course, capsys):
    """Does `autograder undo` list students with their points, and refuse where nothing is kept?"""
    command = ["undo", "--course", str(late_course.root)]
    assert main(command) == 2
    assert "there is no run to undo" in capsys.readouterr().err
    grade("regression", late_course, ["ada"])
    assert main(command) == 0
    assert capsys.readouterr().out == (
        "ada: 55 → not graded\nregression: the last run is undone for 1 student\n"
    )


def test_a_moment_is_the_same_in_any_zone(late_course):
    """Does an extension written with another zone give the same hour?"""
    agree(late_course, "ada,regression,2026-03-02T00:00+02:00,,ill")
    assert extensions.read(late_course)["ada", "regression"].due == datetime.datetime(
        2026, 3, 1, 22
    )
    grade("regression", late_course, ["ada"])
    assert penalties(late_course)["ada"] == 1
