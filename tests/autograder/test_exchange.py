"""Does the whole round through nbgrader's exchange work with our grading in its middle?"""

import getpass
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.feedback import feedback
from autograder.gradebook.grade import grade
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION

COURSE = "surprise-to-gradient"


def nbgrader(folder, *arguments):
    """One of nbgrader's commands, as somebody whose home is beside the folder."""
    scripts = str(Path(sys.executable).parent)
    path = os.pathsep.join([scripts, os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=os.environ | {"PATH": path, "HOME": str(folder.parent), "XDG_CACHE_HOME": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange needs POSIX")
def test_the_whole_round(tmp_path):
    """From release to the page in the student's hands: does each step find what it needs?"""
    exchange, teacher, student = (tmp_path / name for name in ("exchange", "teacher", "student"))
    for folder in (exchange, teacher, student):
        folder.mkdir()
    exchange.chmod(0o777)
    where = f"\nc.Exchange.root = {str(exchange)!r}\n"
    config = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    (teacher / "nbgrader_config.py").write_text(config + where)
    (student / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {COURSE!r}\n" + where
    )
    course, name = Course(teacher), getpass.getuser()
    subprocess.run(
        [sys.executable, "-m", "autograder.cli", "release", "regression"], cwd=teacher, check=True
    )
    nbgrader(teacher, "release_assignment", "regression")
    nbgrader(student, "fetch_assignment", "regression", "--course", COURSE)
    path = student / "regression" / "regression.ipynb"
    given = nbformat.read(path, as_version=4)
    nbformat.write(intake.rebuild(given, intake.read(SOLUTION.encode(), "work.py")), path)
    (student / "regression" / "notes").mkdir()
    (student / "regression" / "notes" / "data.txt").write_text("1 2 3")
    nbgrader(student, "submit", "regression", "--course", COURSE)
    nbgrader(teacher, "collect", "regression")
    shutil.copytree(course.directory("submitted", name, "regression"), tmp_path / "good")
    (outcome,) = grade("regression", course)
    assert (outcome.student, outcome.score) == (name, 58)
    ours = beside(course, name)
    assert {"timestamp.txt", "submission_secret.txt", "notes/data.txt"} <= ours.keys()
    assert feedback("regression", course) == [name]
    page = course.directory("feedback", name, "regression") / "regression.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o644  # the exchange hands out its mode
    nbgrader(teacher, "release_feedback", "regression")
    nbgrader(student, "fetch_feedback", "regression", "--course", COURSE)
    (fetched,) = (student / "regression" / "feedback").rglob("regression.html")
    assert "MSELoss.forward" in fetched.read_text(encoding="utf-8")
    assert "regression" in nbgrader(student, "list", "--inbound")
    # What was damaged on its way has a page, too, which the exchange hands out like any other.
    path.write_text("{")
    nbgrader(student, "submit", "regression", "--course", COURSE)
    nbgrader(teacher, "collect", "regression", "--update")
    (outcome,) = grade("regression", course)
    assert outcome.state == "failed"
    assert feedback("regression", course) == [name]
    nbgrader(teacher, "release_feedback", "regression")
    nbgrader(student, "fetch_feedback", "regression", "--course", COURSE)
    pages = [p.read_text("utf-8") for p in (student / "regression/feedback").rglob("*.html")]
    assert sum("Your work could not be graded" in page for page in pages) == 1
    assert len(pages) == 2
    shutil.rmtree(course.directory("submitted", name, "regression"))
    shutil.copytree(tmp_path / "good", course.directory("submitted", name, "regression"))
    assert grade("regression", course)[0].state == "up to date"
    nbgrader(teacher, "autograde", "regression", "--force")
    assert beside(course, name) == ours


def beside(course, student):
    """What stands beside the autograded notebook, by name."""
    folder = course.directory("autograded", student, "regression")
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".ipynb")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
