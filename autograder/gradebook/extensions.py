"""Extensions and excuses of single students, from ``grades/extensions.csv``.

The file is the course's own table, kept in a spreadsheet or an editor::

    student_id,assignment,due,excused,reason
    ben,regression,2026-03-05 23:59 UTC,,ill since Monday
    zoe,regression,,yes,on leave

If it is there, it alone says who has an extension; what ``nbgrader`` knows of extensions is
brought up to it by the next ``autograder grade``.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.gradebook import sheets, students
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.hostile import printable
from autograder.messages import say

COLUMNS = ("student_id", "assignment", "due", "excused", "reason")
NO, YES = ("", "no", "n", "false", "0"), ("yes", "y", "true", "1", "x")
EXCUSED = dict.fromkeys(NO, False) | dict.fromkeys(YES, True)


@dataclass(frozen=True)
class Extension:
    """What was agreed with one student about one assignment.

    Attributes:
        due: when the work is due for this student, in UTC and without a zone, as nbgrader keeps
            times; ``None`` if it is due when the class's is.
        excused: whether the student need not hand in; nothing is deducted then.
        reason: for the instructor's eye.
    """

    due: datetime.datetime | None
    excused: bool
    reason: str


def path(course: Course) -> Path:
    """Where the file is, if there is one."""
    return course.grades / "extensions.csv"


def read(course: Course, others: Collection[str] = ()) -> dict[tuple[str, str], Extension]:
    """All extensions and excuses, by student and assignment; empty if there is no file.

    Args:
        course: where the file is, and who is known.
        others: students who are known besides, from a roster that is somewhere else.

    Raises:
        CourseError: naming file and line of the first thing that cannot be meant.
    """
    file = path(course)
    found: dict[tuple[str, str], Extension] = {}
    lines: dict[tuple[str, str], int] = {}
    for line, row in _rows(file):
        where = {"path": file, "line": line}
        key = student, stem = row["student_id"], row["assignment"]
        if not all(key):
            column = "assignment" if student else "student_id"
            raise CourseError("extensions.empty", **where, column=column)
        if key in found:
            twice = {"student": student, "assignment": stem, "other": lines[key]}
            raise CourseError("extensions.twice", **where, **twice)
        if stem not in course.catalog:
            there = ", ".join(course.catalog.stems()) or say("list.none")
            raise CourseError("extensions.assignment", **where, assignment=stem, there=there)
        found[key] = Extension(_due(row["due"], where), _excused(row, where), row["reason"])
        if not row["due"] and not row["excused"]:
            raise CourseError("extensions.nothing", **where, student=printable(student))
        lines[key] = line
    _refuse_strangers(course, lines, others)
    return found


def _refuse_strangers(
    course: Course, lines: dict[tuple[str, str], int], others: Collection[str]
) -> None:
    """Refuse a line about nobody: whoever is meant would lose an extension without a word."""
    if not lines:
        return
    known = students.known(course).union(others)
    for (student, _), line in lines.items():
        if student not in known:
            near = difflib.get_close_matches(student, sorted(known), 1)
            told = {"path": path(course), "line": line, "student": printable(student)}
            if near:
                raise CourseError("extensions.near", **told, near=printable(near[0]))
            raise CourseError("extensions.stranger", **told)


def of(course: Course, assignment: str) -> dict[str, Extension]:
    """What was agreed about one assignment, by student; raises as :func:`read` does."""
    return {student: e for (student, stem), e in read(course).items() if stem == assignment}


def excused(course: Course, assignment: str) -> set[str]:
    """Who need not hand an assignment in; raises as :func:`read` does."""
    return {student for student, agreed in of(course, assignment).items() if agreed.excused}


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that says anything, with its number and its cells by column."""
    if not file.exists():
        return
    sheet = sheets.read(file, typed=True)
    columns = {name: sheet.find(name) for name in COLUMNS}
    missing = [name for name, index in columns.items() if index is None]
    if sheet.header and missing:
        told = {"missing": ", ".join(missing), "columns": ",".join(COLUMNS)}
        raise CourseError("extensions.columns", path=file, **told)
    for row in sheet.rows:
        yield row.line, {n: row.cells[i].strip() for n, i in columns.items() if i is not None}


def _due(text: str, where: dict[str, Any]) -> datetime.datetime | None:
    """A time as ISO 8601 writes it, with or without a zone; without one it is UTC."""
    if not text:
        return None
    bare = text.upper().removesuffix("UTC").rstrip() if text.upper().endswith("UTC") else text
    try:
        if ":" not in bare:  # a day alone is no time: midnight before it, or after?
            raise ValueError
        due = datetime.datetime.fromisoformat(bare)
        return due.astimezone(datetime.UTC).replace(tzinfo=None) if due.tzinfo else due
    except (ValueError, OverflowError):
        raise CourseError("extensions.due", **where, due=text) from None


def _excused(row: dict[str, str], where: dict[str, Any]) -> bool:
    try:
        return EXCUSED[row["excused"].lower()]
    except KeyError:
        raise CourseError("extensions.excused", **where, excused=row["excused"]) from None
