"""Does a change of what decides points say so, and write nothing until it is accepted?"""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.grade import Options, grade
from autograder.judging import compare
from autograder.judging.exam import draw
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import WORK, notebooks, rows
from tests.catalog import released

#: Put into a rubric, it makes `MSELoss.backward` worth five points.
FIVE = """
import dataclasses

QUESTIONS = tuple(
    dataclasses.replace(q, groups=(dataclasses.replace(q.groups[0], points=5),))
    if q.id == "MSELoss.backward"
    else q
    for q in QUESTIONS
)
"""


def run(course, *arguments, status=0):
    """One of our commands in a process of its own, as each morning has one."""
    scripts = str(Path(sys.executable).parent)
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", *arguments],
        cwd=course.root,
        env=os.environ | {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done


def graded(course, *arguments, status=0):
    """The outcomes of `autograder grade` by student."""
    command = ["grade", "regression", "--jobs", "2", "--json", *arguments]
    outcomes = json.loads(run(course, *command, status=status).stdout)["submissions"]
    return {o["student"]: o for o in outcomes}


@pytest.fixture
def own(tmp_path):
    """A course directory with a rubric and a solution of its own."""
    root = tmp_path / "own"
    (root / "rubrics").mkdir(parents=True)
    (root / "solutions").mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copy(REPOSITORY / "solutions" / "regression.py", root / "solutions")
    text = (REPOSITORY / "autograder" / "rubrics" / "regression.py").read_text(encoding="utf-8")
    text = text.replace("from surprise_to_gradient.solutions", "from ..solutions")
    (root / "rubrics" / "regression.py").write_text(text, encoding="utf-8")
    course = Course(root)
    run(course, "release", "regression")
    return course


def change(course, old, new):
    path = course.root / "rubrics" / "regression.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def hand_in(course, student, source, form):
    """Put work where nbgrader collects it: as it was released, without metadata, or reordered."""
    path = course.directory("release", assignment="regression") / "regression.ipynb"
    notebook = intake.rebuild(
        nbformat.read(path, as_version=4), intake.read(source.encode(), "work.py")
    )
    if form == "stripped":
        for cell in notebook.cells:
            cell.metadata = nbformat.from_dict({})
    if form == "reordered":
        random.Random(0).shuffle(notebook.cells)
    target = course.directory("submitted", student, "regression") / "regression.ipynb"
    target.parent.mkdir(parents=True)
    nbformat.write(notebook, target)


def everything(course):
    """All that a grader could have written: rows, points to be had, notebooks, the release."""
    with course.api.gradebook as gradebook:
        cells = gradebook.find_notebook("regression", "regression").grade_cells
        points = {cell.name: cell.max_score for cell in cells}
    files = {
        path: path.read_bytes()
        for folder in ("assignments", "build")
        for path in sorted((course.root / folder).rglob("*.ipynb"))
    }
    return rows(course), points, notebooks(course), files


def test_other_points_wait_for_acceptance(own):
    """With 5 points for 3, is each form of notebook told as changed, and nothing written?"""
    for form in ("intact", "stripped", "reordered"):
        hand_in(own, form, SOLUTION, form)
    hand_in(own, "ben", WORK["ben"], "intact")
    before = graded(own)
    # Ben's classes in another order are another matter; that of the reference must not count.
    assert [before[form]["score"] for form in ("intact", "stripped", "reordered")] == [58, 58, 58]
    written = everything(own)
    change(own, "\nRUBRIC = ", FIVE + "\n\nRUBRIC = ")
    hand_in(own, "new", SOLUTION, "intact")
    for arguments in ([], ["--force"]):
        told = graded(own, *arguments, status=1)
        assert {o["state"] for o in told.values()} == {"changed"}
        for form in ("intact", "stripped", "reordered"):
            assert told[form]["reason"] == "MSELoss.backward 3 of 3 → 5 of 5"
        assert "MSELoss.backward 3 → 5 points" in told["new"]["reason"]
        assert everything(own) == written
    run(own, "release", "regression")
    assert everything(own)[:3] == written[:3]
    told = graded(own, status=1)
    assert {o["state"] for o in told.values()} == {"changed"}
    accepted = graded(own, "--accept-changes")
    assert {o["state"] for o in accepted.values()} == {"graded"}
    assert accepted["stripped"]["score"] == 60
    assert {o["state"] for o in graded(own).values()} == {"up to date"}
    assert everything(own)[1]["MSELoss-backward"] == 5


def test_a_question_that_comes_is_refused_whole(own):
    """Where nbgrader cannot follow, is there one sentence, and is all as it was?"""
    hand_in(own, "ada", SOLUTION, "intact")
    graded(own)
    written = everything(own)
    extra = 'question("MSELoss.edges", 1, ordinary(forward, "MSELoss"))'
    change(own, "\nRUBRIC = ", f"\nQUESTIONS = (*QUESTIONS, {extra})\n\nRUBRIC = ")
    for command in (["grade", "regression", "--accept-changes"], ["release", "regression"]):
        told = run(own, *command, status=2).stderr.splitlines()[-1]
        assert "MSELoss-edges" in told
        assert everything(own) == written


def test_other_tolerances_are_seen(course, monkeypatch):
    """Is a class judged anew when numbers are compared otherwise, though no points change?"""
    notebook = intake.rebuild(released("regression"), intake.read(SOLUTION.encode(), "work.py"))
    path = course.directory("submitted", "ada", "regression") / "regression.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    grade("regression", course, options=Options(jobs=1))
    assert grade("regression", course, options=Options(jobs=1))[0].state == "up to date"
    draw.cache_clear()  # another tolerance is another program
    with monkeypatch.context() as other:
        other.setattr(compare, "RTOL", compare.RTOL * 2)
        assert grade("regression", course, options=Options(jobs=1))[0].state == "graded"
    draw.cache_clear()
