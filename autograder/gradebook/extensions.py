"""Extensions and excuses of single students, from ``grades/extensions.csv``.

The file is the course's own table, kept in a spreadsheet or an editor::

    student_id,assignment,due,excused,reason
    ben,regression,2026-03-05 23:59 UTC,,ill since Monday
    zoe,regression,,yes,on leave

If it is there, it alone says who has an extension; what ``nbgrader`` knows of extensions is
brought up to it by the next ``autograder grade``.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.gradebook.course import Course, CourseError

COLUMNS = ("student_id", "assignment", "due", "excused", "reason")
NO, YES = ("", "no", "n", "false", "0"), ("yes", "y", "true", "1", "x")
EXCUSED = dict.fromkeys(NO, False) | dict.fromkeys(YES, True)
#: Bytes of the file that are read; a line a student and assignment has room in it many times.
MAX_BYTES = 20 * 2**20


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


def read(course: Course) -> dict[tuple[str, str], Extension]:
    """All extensions and excuses, by student and assignment; empty if there is no file.

    Raises:
        CourseError: naming file and line of the first thing that cannot be meant.
    """
    file = path(course)
    found: dict[tuple[str, str], Extension] = {}
    lines: dict[tuple[str, str], int] = {}
    for number, row in _rows(file):
        where = f"{file}, line {number}"
        key = row["student_id"], row["assignment"]
        if not all(key):
            missing = "student_id" if not key[0] else "assignment"
            raise CourseError(f"{where}: {missing} is empty. Fill it in, or remove the line.")
        if key in found:
            raise CourseError(
                f"{where}: {key[0]} has a line for {key[1]} already (line {lines[key]}). "
                "Remove one of the two."
            )
        _known(key[1], course, where)
        found[key] = Extension(_due(row["due"], where), _excused(row, where), row["reason"])
        lines[key] = number
    return found


def of(course: Course, assignment: str) -> dict[str, Extension]:
    """What was agreed about one assignment, by student; raises as :func:`read` does."""
    return {student: e for (student, stem), e in read(course).items() if stem == assignment}


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that says anything, with its number and its cells by column."""
    text = _text(file)
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=max(",;\t", key=first.count),
        strict=True,
    )
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if text and (missing := [name for name in COLUMNS if name not in header]):
            raise CourseError(
                f"{file}, line 1: there is no column {', '.join(missing)}. "
                f"The first line must be {','.join(COLUMNS)}."
            )
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if len(cells) > len(header):
                raise CourseError(
                    f"{file}, line {reader.line_num}: {len(cells)} cells for {len(header)} "
                    "columns. A comma within a cell needs quotes around the cell."
                )
            cells += [""] * (len(header) - len(cells))
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise CourseError(
            f"{file}, line {reader.line_num}: this is not CSV ({error}). Mend the line."
        ) from None


def _text(file: Path) -> str:
    """The text of the file, in UTF-8 with or without a mark; empty if there is no file."""
    try:
        data = file.read_bytes() if file.exists() else b""
        if len(data) > MAX_BYTES:
            raise CourseError(f"{file} is larger than {MAX_BYTES // 2**20} MB. Shorten it.")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CourseError(f"{file} cannot be read ({error.strerror}). Mend that.") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError(
            f"{file}, line {line}: this is not UTF-8. Save the file as “CSV UTF-8”."
        ) from None


def _known(stem: str, course: Course, where: str) -> None:
    if stem not in course.catalog:
        there = ", ".join(course.catalog.stems()) or "none at all"
        raise CourseError(f"{where}: there is no assignment “{stem}”. There are: {there}.")


def _due(text: str, where: str) -> datetime.datetime | None:
    """A time as ISO 8601 writes it, with or without a zone; without one it is UTC."""
    if not text:
        return None
    bare = text.upper().removesuffix("UTC").rstrip() if text.upper().endswith("UTC") else text
    try:
        if ":" not in bare:
            raise ValueError("a day alone is no time: midnight before it, or after?")
        due = datetime.datetime.fromisoformat(bare)
        return due.astimezone(datetime.UTC).replace(tzinfo=None) if due.tzinfo else due
    except (ValueError, OverflowError):
        raise CourseError(
            f"{where}: due “{text}” is not a time. Write it as 2026-03-05 23:59 UTC."
        ) from None


def _excused(row: dict[str, str], where: str) -> bool:
    try:
        return EXCUSED[row["excused"].lower()]
    except KeyError:
        raise CourseError(
            f"{where}: excused “{row['excused']}” is neither yes nor no. Write one of them."
        ) from None
