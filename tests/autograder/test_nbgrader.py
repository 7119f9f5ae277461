"""Do nbgrader's own front ends, penalties and commands work on the same engine?"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from autograder.gradebook.course import Course
from autograder.gradebook.grade import Options, grade
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import WORK, rows


def environment():
    scripts = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": os.pathsep.join([scripts, os.environ["PATH"]])}


def nbgrader(course, *arguments):
    """Run one of nbgrader's commands in the course directory."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(
        command, cwd=course.root, env=environment(), check=True, capture_output=True, text=True
    )


def test_late_penalties_are_nbgraders(course, hand_in):
    """Is a late submission penalized as nbgrader is configured to, by both ways?"""
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    course = Course(course.root)
    with course.api.gradebook as gradebook:
        gradebook.update_or_create_assignment("regression", duedate=datetime(2026, 1, 1))
    for student, handed_in in (("ada", "2025-12-31 23:00:00 UTC"), ("ben", "2026-01-02 UTC")):
        hand_in(student, SOLUTION)
        folder = course.directory("submitted", student, "regression")
        (folder / "timestamp.txt").write_text(handed_in.replace("02 UTC", "02 00:00:00 UTC"))
    grade("regression", course)
    ours = rows(course)
    assert [(name, penalty) for name, _, penalty, *_ in ours] == [("ada", None), ("ben", 58.0)]
    nbgrader(course, "autograde", "regression", "--force")
    assert rows(course) == ours
    # A penalty goes away with its reason.
    with course.api.gradebook as gradebook:
        gradebook.update_or_create_assignment("regression", duedate=datetime(2027, 1, 1))
    grade("regression", course, options=Options(force=True))
    assert [penalty for _, _, penalty, *_ in rows(course)] == [None, None]


def test_nbgraders_commands_go_all_the_way(course, hand_in):
    """Do autograde, generate_feedback and export work with nothing but nbgrader's commands?"""
    hand_in("ben", WORK["ben"])
    nbgrader(course, "autograde", "regression")
    nbgrader(course, "generate_feedback", "regression")
    nbgrader(course, "export")
    page = course.directory("feedback", "ben", "regression") / "regression.html"
    assert "MSELoss.forward: 0 of 3 points" in page.read_text()
    assert "ben" in (course.root / "grades" / "grades.csv").read_text()


def test_an_assignment_of_ones_own_is_left_to_nbgrader(course):
    """Does an assignment without a rubric of ours go through nbgrader as usual?"""
    meta = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False}
    cell = nbformat.v4.new_code_cell(
        "assert 1 + 1 == 2", metadata={"nbgrader": {**meta, "grade_id": "sum", "points": 2.0}}
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}
    path = course.directory("source", assignment="quiz1") / "quiz1.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    nbgrader(course, "generate_assignment", "quiz1")
    handed_in = course.directory("submitted", "ada", "quiz1") / "quiz1.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_bytes(
        (course.directory("release", assignment="quiz1") / "quiz1.ipynb").read_bytes()
    )
    nbgrader(course, "autograde", "quiz1")
    with course.api.gradebook as gradebook:
        assert gradebook.find_submission("quiz1", "ada").score == 2


@contextlib.contextmanager
def jupyter_server(course):
    """A Jupyter server with formgrader in a course directory; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyter_server", "--no-browser", f"--port={port}", "--allow-root",
        "--ServerApp.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True",
    ]  # fmt: skip
    server = subprocess.Popen(
        command, cwd=course.root, env=environment(), stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:  # as long as it takes on a busy machine, unless it has ended
            assert server.poll() is None
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api", timeout=60)
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="formgrader's server is tested on POSIX")
def test_formgraders_autograde_button(course, hand_in):
    """Does the button of formgrader grade a submission with our engine?"""
    hand_in("ben", WORK["ben"])
    with jupyter_server(course) as address:
        page = urllib.request.urlopen(f"{address}/formgrader", timeout=600).read().decode()
        assert "formgrader" in page.lower()
        url = f"{address}/formgrader/api/submission/regression/ben/autograde"
        request = urllib.request.Request(url, data=b"", method="POST")
        answer = json.load(urllib.request.urlopen(request, timeout=600))
    assert answer["success"], answer
    with course.api.gradebook as gradebook:
        score = gradebook.find_submission("regression", "ben").score
    assert 0 < score < 58


def test_what_nbgrader_itself_does_with_what_cannot_be_judged(course, hand_in):
    """Does `nbgrader autograde` leave a row without points, where `autograder grade` leaves none?

    `docs/threat-model.md` says so.
    """
    hand_in("eve", SOLUTION).write_text("{")
    grade("regression", course, options=Options(jobs=1))
    with course.gradebook() as gradebook:
        assert gradebook.assignment_submissions("regression") == []
    with pytest.raises(subprocess.CalledProcessError):
        nbgrader(course, "autograde", "regression", "--create")
    with course.gradebook() as gradebook:
        (row,) = gradebook.assignment_submissions("regression")
        assert (row.student_id, row.score) == ("eve", 0.0)


def test_without_our_steps_a_submission_decides(course, hand_in):
    """Are points that nbgrader gives without our steps the student's to choose?

    `docs/threat-model.md` says that they are worth nothing, and `autograder doctor` warns.
    """
    config = course.root / "nbgrader_config.py"
    config.write_text(
        "\n".join(
            line
            for line in config.read_text().splitlines()
            if "autograder.nbgrader_steps.Rebuild" not in line
        ).replace('"autograder.nbgrader_steps.Judge"', '"nbgrader.preprocessors.Execute"')
    )
    hand_in("honest", SOLUTION)
    hand_in("eve", 'import os\ndel os.environ["NBGRADER_EXECUTION"]')
    nbgrader(course, "autograde", "regression", "--create")
    with course.gradebook() as gradebook:
        points = {s.student_id: s.score for s in gradebook.assignment_submissions("regression")}
    assert points == {"honest": 0.0, "eve": 58.0}
    assert len(Course(course.root).missing_steps()) == 2
