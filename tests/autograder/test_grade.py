"""Is a class graded once, equally by both ways, with nothing lost?"""

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time

import pytest
from nbgrader.api import Gradebook

from autograder.gradebook import executors as parallel
from autograder.gradebook import worker
from autograder.gradebook.course import REPOSITORY, CourseError
from autograder.gradebook.export import export
from autograder.gradebook.feedback import feedback
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.table import table
from tests.autograder.conftest import SOLUTION
from tests.catalog import load

STUDENTS = REPOSITORY / "examples" / "students"
WORK = {p.parent.name: p.read_text() for p in sorted(STUDENTS.glob("*/regression.py"))}


@pytest.fixture
def class_of_three(hand_in):
    hand_in("ada", SOLUTION)
    hand_in("ben", WORK["ben"])
    hand_in("zoe", "")


def rows(course):
    """All that the gradebook says of submissions, without its random ids."""
    with Gradebook(course.api.coursedir.db_url) as gradebook:
        found = []
        for submission in gradebook.assignment_submissions("regression"):
            (notebook,) = submission.notebooks
            grades = {
                g.name: (g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade,
                         g.score, g.max_score, g.failed_tests)
                for g in notebook.grades
            }  # fmt: skip
            comments = {c.name: (c.auto_comment, c.manual_comment) for c in notebook.comments}
            penalty = notebook.late_submission_penalty
            found.append((submission.student_id, submission.timestamp, penalty, grades, comments))
        return sorted(found, key=lambda row: row[0])


def notebooks(course):
    folder = course.directory("autograded", "x", "regression").parent.parent
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*.ipynb"))}


def test_scores_reach_the_gradebook(course, class_of_three):
    """Are full, partial and zero scores in nbgrader's own gradebook and in the table?"""
    outcomes = grade("regression", course)
    assert [(o.student, o.state) for o in outcomes] == [
        ("ada", "graded"), ("ben", "graded"), ("zoe", "graded")
    ]  # fmt: skip
    with course.api.gradebook as gradebook:
        scores = {s.student_id: s.score for s in gradebook.assignment_submissions("regression")}
    assert scores["ada"] == 58
    assert 0 < scores["ben"] < 58
    assert scores["zoe"] == 0
    assert "ada" in table(load("regression"), course)


def test_workers_may_start_anew(course, class_of_three, monkeypatch):
    """Does the class get the same grades where processes cannot be forked, as on macOS?"""
    forked = grade("regression", course)
    monkeypatch.setattr(parallel, "START", "spawn")
    assert grade("regression", course, options=Options(force=True)) == forked


def test_both_ways_leave_the_same(course, hand_in, tmp_path):
    """Do `autograder grade` and `nbgrader autograde` leave equal rows and equal notebooks?"""
    for student, source in {**WORK, "ada": SOLUTION, "zoe": ""}.items():
        hand_in(student, source)
    late = course.directory("submitted", "ben", "regression") / "timestamp.txt"
    late.write_text("2030-01-01 12:00:00 UTC")
    grade("regression", course)
    ours = rows(course), notebooks(course)
    command = [sys.executable, "-m", "nbgrader", "autograde", "regression", "--force"]
    subprocess.run(command, cwd=course.root, check=True, capture_output=True)
    assert rows(course) == ours[0]
    assert notebooks(course) == ours[1]


def test_a_second_run_does_nothing(course, class_of_three):
    """Is what is up to date neither judged nor written again?"""
    grade("regression", course)
    before = {p: p.stat().st_mtime_ns for p in course.root.rglob("autograded/**/*.ipynb")}
    assert {o.state for o in grade("regression", course)} == {"up to date"}
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_a_new_submission_is_graded_again(course, class_of_three, hand_in):
    """Does handing in again replace the grade of that student alone?"""
    grade("regression", course)
    hand_in("zoe", SOLUTION)
    states = {o.student: (o.state, o.score) for o in grade("regression", course)}
    assert states == {
        "ada": ("up to date", 58.0), "ben": ("up to date", 41.0), "zoe": ("graded", 58.0)
    }  # fmt: skip


def test_manual_grades_stay(course, class_of_three):
    """Is a manual score kept, and the grade marked for review, as nbgrader documents?"""
    grade("regression", course)
    with course.api.gradebook as gradebook:
        row = gradebook.find_grade("MSELoss-forward", "regression", "regression", "ben")
        row.manual_score = 2.5
        gradebook.db.commit()
    grade("regression", course, options=Options(force=True))
    with course.api.gradebook as gradebook:
        row = gradebook.find_grade("MSELoss-forward", "regression", "regression", "ben")
        assert (row.manual_score, row.needs_manual_grade, row.score) == (2.5, True, 2.5)


def test_a_changed_rubric_is_shown_before_it_is_written(course, class_of_three, monkeypatch):
    """Are changed points only reported until the instructor accepts them?"""
    grade("regression", course)
    path = course.directory("autograded", "ben", "regression") / "regression.ipynb"
    old = json.loads(path.read_text())
    old["metadata"]["autograder"]["fingerprint"] = "of last year"
    for question in old["metadata"]["autograder"]["report"]["questions"]:
        if question["id"] == "MSELoss.forward":
            question["earned"] = 1.0
    path.chmod(stat.S_IWUSR | stat.S_IRUSR)
    path.write_text(json.dumps(old))
    before = path.read_bytes()
    (shown,) = [o for o in grade("regression", course) if o.student == "ben"]
    assert (shown.state, shown.reason) == ("changed", "MSELoss.forward 1 → 0")
    assert path.read_bytes() == before
    accept = Options(accept_changes=True)
    (written,) = [o for o in grade("regression", course, options=accept) if o.student == "ben"]
    assert written.state == "graded"
    assert path.read_bytes() != before


def test_one_unreadable_submission_stops_only_itself(course, class_of_three, hand_in):
    """Do broken files and links leave the others' grades alone, and count as not graded?"""
    hand_in("eve", "").write_text("{")
    hand_in("mal", "").unlink()
    target = course.directory("submitted", "ada", "regression") / "regression.ipynb"
    (course.directory("submitted", "mal", "regression") / "regression.ipynb").symlink_to(target)
    outcomes = {o.student: o for o in grade("regression", course)}
    assert outcomes["eve"].state == outcomes["mal"].state == "failed"
    assert "not valid JSON" in outcomes["eve"].reason
    assert "symbolic link" in outcomes["mal"].reason
    assert outcomes["ada"].state == "graded"
    with course.api.gradebook as gradebook:
        graded = {s.student_id for s in gradebook.assignment_submissions("regression")}
    assert graded == {"ada", "ben", "zoe"}


def test_a_full_disk_stops_only_what_it_touches(course, class_of_three, monkeypatch):
    """Is a submission whose notebook cannot be written reported, and done at the next run?"""
    from autograder.gradebook import recorder as gradebook

    whole = gradebook.write_whole

    def refuse(path, text):
        if "ben" in path.parts:
            raise OSError(28, "No space left on device")
        whole(path, text)

    monkeypatch.setattr(gradebook, "write_whole", refuse)
    outcomes = {o.student: o for o in grade("regression", course)}
    assert outcomes["ben"].state == "failed"
    assert "No space left" in outcomes["ben"].reason
    monkeypatch.undo()
    outcomes = {o.student: o.state for o in grade("regression", course)}
    assert outcomes == {"ada": "up to date", "ben": "graded", "zoe": "up to date"}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX signals")
def test_killed_and_started_again(course, hand_in):
    """Killed at any moment and started again, are the grades the same, without double work?"""
    for number in range(12):
        hand_in(f"s{number:02}", (WORK["ben"], SOLUTION, "")[number % 3])
    command = [sys.executable, "-m", "autograder.cli", "grade", "regression", "--jobs", "2",
               "--course", str(course.root), "--quiet"]  # fmt: skip
    for patience in (1.5, 2.5):
        process = subprocess.Popen(command, cwd=REPOSITORY, start_new_session=True)
        time.sleep(patience)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path, data in notebooks(course).items():
            assert json.loads(data), path
    done = notebooks(course)
    subprocess.run(command, cwd=REPOSITORY, check=True)
    finished = rows(course), notebooks(course)
    assert len(finished[1]) == 12
    assert {path: finished[1][path] for path in done} == done
    grade("regression", course, options=Options(force=True))
    assert (rows(course), notebooks(course)) == finished


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs POSIX signals")
@pytest.mark.parametrize(
    ("handler", "status", "told"),
    [
        (
            "default_int_handler",
            130,
            "\nautograder: stopped. The same command goes on from here.",
        ),
        ("SIG_IGN", 0, ""),  # what a shell's background jobs do
    ],
)
def test_interrupted(course, hand_in, handler, status, told):
    """After Ctrl-C, is there one line instead of tracebacks, and does the command go on later?"""
    for number in range(30):
        hand_in(f"s{number:02}", SOLUTION)
    arguments = ["grade", "regression", "--jobs", "2", "--course", str(course.root), "--quiet"]
    code = f"""
        import signal, sys
        signal.signal(signal.SIGINT, signal.{handler})
        from autograder.cli import main
        sys.exit(main({arguments!r}))
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    grader = subprocess.Popen(
        command, cwd=REPOSITORY, start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    while not notebooks(course):
        assert grader.poll() is None
        time.sleep(0.02)
    os.killpg(grader.pid, signal.SIGINT)
    assert grader.communicate(timeout=600)[1].removesuffix("\n") == told
    assert grader.returncode == status
    subprocess.run(command, cwd=REPOSITORY, check=True)
    assert len(notebooks(course)) == 30


def test_nothing_is_graded_without_isolation(course, class_of_three, monkeypatch):
    """Does a sandbox that does not hold leave work not graded, never 0?"""
    from autograder.running.isolation import Sandbox, SandboxError

    class Weak(Sandbox):
        def __init__(self, **options):
            super().__init__(**{**options, "without": ("landlock",)})

    monkeypatch.setattr(worker, "Sandbox", Weak)
    with pytest.raises(SandboxError, match="--allow-weak-isolation"):
        grade("regression", course)
    with course.api.gradebook as gradebook:
        assert not gradebook.assignment_submissions("regression")


def test_who_did_not_hand_in_is_named(course, class_of_three):
    """Is an unknown student reported before anything is graded?"""
    with pytest.raises(CourseError, match="no submission of nobody"):
        grade("regression", course, ["nobody"])


def test_feedback_and_export(course, class_of_three):
    """Is there a page per student with the verdicts in it, and a CSV of all?"""
    grade("regression", course)
    assert feedback("regression", course) == ["ada", "ben", "zoe"]
    assert feedback("regression", course) == []
    page = (course.directory("feedback", "ben", "regression") / "regression.html").read_text()
    assert "MSELoss.forward: 0 of 3 points" in page
    assert "Count the entries of A" in page or "average" in page
    assert "ben" in export(course).read_text()


def test_json_and_quiet_modes(course, class_of_three, capsys):
    """For scripts: is there one JSON object with an outcome per student, and silence on request?"""
    from autograder.cli import main

    where = ["--course", str(course.root), "--jobs", "1"]
    assert main(["grade", "regression", "--json", *where]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["assignment"] == "regression"
    assert [s["state"] for s in printed["submissions"]] == ["graded"] * 3
    assert main(["grade", "regression", "--quiet", *where]) == 0
    assert capsys.readouterr().out == ""


def test_problems_are_told_with_status_1(course, class_of_three, hand_in, capsys):
    """Does the summary name who was not graded and why, and does the exit status say so?"""
    from autograder.cli import main

    hand_in("eve", "").write_text("{")
    assert main(["grade", "regression", "--course", str(course.root), "--jobs", "1"]) == 1
    captured = capsys.readouterr()
    assert "3 graded, 1 failed" in captured.out.replace("1 failed, 3 graded", "3 graded, 1 failed")
    assert "eve: failed: regression.ipynb is not a notebook" in captured.err


def test_an_interrupt_while_python_tidies_up_is_not_forgotten():
    """Does Ctrl-C stop a command that it meets in a callback, which Python lets raise nothing?"""
    code = """
        import signal, sys, time, types
        from autograder import cli

        class Thing:
            def __del__(self):
                raise KeyboardInterrupt

        def run(arguments):
            thing = Thing()
            del thing
            for _ in range(4000):
                time.sleep(0.01)

        signal.signal(signal.SIGINT, signal.default_int_handler)
        command = types.SimpleNamespace(run=run)
        cli.parser = lambda: types.SimpleNamespace(parse_args=lambda arguments: command)
        sys.exit(cli.main([]))
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=50)
    assert (ended.returncode, ended.stderr.strip()) == (
        130,
        "autograder: stopped. The same command goes on from here.",
    )
