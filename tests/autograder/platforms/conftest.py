"""A class in every state that a student can be in, graded once."""

import datetime
import shutil

import nbformat
import pytest

from autograder.gradebook.course import Course
from autograder.gradebook.grade import grade
from autograder.platforms import roster as rosters
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION
from tests.autograder.platforms.world import roster_csv
from tests.autograder.test_grade import WORK
from tests.catalog import released

#: Who hands in what; who is not here is absent.
HANDED_IN = {
    "ada": SOLUTION, "zhang.wei": WORK["ben"], "mueller": "", "obrien": SOLUTION,
    "quote": WORK["ben"], "formula": SOLUTION, "devi": SOLUTION, "pham_2": SOLUTION,
}  # fmt: skip
DUE = datetime.datetime(2026, 3, 1, 12)


@pytest.fixture(scope="session")
def graded_root(blank_course, tmp_path_factory):
    """A course in which everybody was graded who could be."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(blank_course, root)
    course = Course(root)
    for student, source in HANDED_IN.items():
        notebook = intake.rebuild(released("regression"), intake.read(source.encode(), "work.py"))
        hand_in(course, student, nbformat.writes(notebook))
    hand_in(course, "hassan", "{ broken")
    (course.directory("submitted", "obrien", "regression") / "timestamp.txt").write_text(
        "2026-03-02 00:10:00 UTC"
    )
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("regression", duedate=DUE)
    grade("regression", course)
    with course.gradebook() as gradebook:
        row = gradebook.find_submission_notebook("regression", "regression", "obrien")
        row.late_submission_penalty = 2.5
        row = gradebook.find_submission_notebook("regression", "regression", "devi")
        row.grades[0].manual_score = 1.5
        row.comments[0].manual_comment = 'Half a <b>point</b>, "nice";\n=1+1, 好'
        gradebook.db.commit()
    hand_in(course, "nguyen", "too late for the first run")
    (course.grades / "extensions.csv").write_text(
        "student_id,assignment,due,excused,reason\nsilva,regression,,yes,on leave\n"
    )
    (course.grades / "roster.csv").write_bytes(roster_csv())
    return root


def hand_in(course, student, text):
    folder = course.directory("submitted", student, "regression")
    folder.mkdir(parents=True)
    (folder / "regression.ipynb").write_text(text, encoding="utf-8")


@pytest.fixture
def graded(graded_root, tmp_path):
    """A copy of one's own."""
    shutil.copytree(graded_root, tmp_path / "graded")
    return Course(tmp_path / "graded")


@pytest.fixture
def people(graded):
    return rosters.load(graded)
