"""Whom a course knows: the roster, the gradebook, and those who handed something in.

What people write about single students, in a table or on the command line, is checked against
this, so that a name that was mistyped is told and not passed over.
"""

from __future__ import annotations

import os

from autograder.gradebook import sheets
from autograder.gradebook.course import Course

#: Columns whose text is a student's id here, the best first. They are those of ours and of
#: nbgrader's `db student import`, Canvas's gradebook, Moodle's participants and grades,
#: Gradescope's roster, and Blackboard's grade center.
IDS = ("student_id", "SIS Login ID", "Username", "SID", "id", "ID number", "login", "user")
ROSTER = "roster.csv"


def known(course: Course) -> set[str]:
    """The ids of all whom the course knows.

    Raises:
        autograder.gradebook.course.CourseError: if the roster or the gradebook cannot be read.
    """
    top = course.top("submitted")
    handed_in = set(os.listdir(top)) if top.is_dir() else set[str]()
    with course.gradebook() as gradebook:
        recorded = {student.id for student in gradebook.students}
    return handed_in | recorded | _in_roster(course)


def _in_roster(course: Course) -> set[str]:
    """The ids in ``grades/roster.csv``; all that is in it where no column is known to hold ids."""
    path = course.grades / ROSTER
    if not path.is_file():
        return set()
    sheet = sheets.read(path)
    column = sheet.find(*IDS)
    cells = (row.cells if column is None else row.cells[column : column + 1] for row in sheet.rows)
    return {cell.strip() for row in cells for cell in row} - {""}
