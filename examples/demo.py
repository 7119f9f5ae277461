"""The main job on real input: grade the sample class, make the feedback, print the grade table.

The class lives in ``examples/students/``: a folder per student, a Python file per assignment with
the cells that this student wrote. A folder without a file for an assignment hands in the
released notebook untouched; ``ada`` hands in the reference. Everything is written to
``build/demo``, a course directory of its own, so that a real gradebook in ``grades/`` stays as
it is. Run it with ``make sample``, or with the book after it: ``make demo``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nbformat

from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.export import export
from autograder.gradebook.feedback import feedback
from autograder.gradebook.grade import grade
from autograder.gradebook.table import table
from autograder.submission import intake
from autograder.submission.released import released

ASSIGNMENTS = ("regression", "cross_entropy")
STUDENTS = Path(__file__).parent / "students"
DEMO = REPOSITORY / "build" / "demo"
REFERENCE = "ada"


def main() -> int:
    """Hand in, grade, give feedback, print; returns the exit status."""
    course = open_course()
    for assignment in ASSIGNMENTS:
        for folder in sorted(STUDENTS.iterdir()):
            hand_in(folder.name, assignment, course)
        problems = [o for o in grade(assignment, course) if o.state == "failed"]
        for outcome in problems:
            print(f"{outcome.student}: {outcome.reason}", file=sys.stderr)
        if problems:
            return 1
        feedback(assignment, course)
        print(f"\n{assignment}\n{table(course.assignment(assignment).rubric, course)}")
    print_where(course)
    return 0


def open_course() -> Course:
    """The demo's course directory, with the project's nbgrader settings in it."""
    DEMO.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", DEMO / "nbgrader_config.py")
    return Course(DEMO)


def hand_in(student: str, assignment: str, course: Course) -> None:
    """Put a student's notebook where nbgrader collects submissions, unless it is there already."""
    notebook = released(course.assignment(assignment))
    source = STUDENTS / student / f"{assignment}.py"
    if student == REFERENCE:
        source = REPOSITORY / "solutions" / f"{assignment}.py"
    if source.exists():
        notebook = intake.rebuild(notebook, intake.read(source.read_bytes(), source.name))
    path = course.directory("submitted", student, assignment) / f"{assignment}.ipynb"
    text = nbformat.writes(notebook)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def print_where(course: Course) -> None:
    """Say where everything is."""
    places = {
        "feedback": course.directory("feedback") / "<student>" / "<assignment>",
        "gradebook": DEMO / "grades" / "gradebook.db",
        "grades as CSV": export(course),
    }
    print()
    for name, path in places.items():
        print(f"{name:14} {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    sys.exit(main())
