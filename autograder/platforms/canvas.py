"""Canvas: fill the gradebook that the instructor downloaded, and change nothing else in it.

Source: ``lib/gradebook_importer.rb`` and ``lib/gradebook_exporter.rb`` of instructure/canvas-lms.
Only Canvas knows its ids, so the file that goes in is the file that came out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.gradebook import sheets
from autograder.gradebook.course import CourseError
from autograder.gradebook.hostile import printable
from autograder.gradebook.sheets import Row, Sheet
from autograder.messages import say
from autograder.platforms.roster import CANVAS_TEST, Roster, plain
from autograder.platforms.standing import Standing

#: Columns that the importer takes for totals of its own, wherever they stand.
TOTALS = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
READ_ONLY = re.compile(r"read\s+only")
INFO = ("ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section")


@dataclass(frozen=True)
class Filled:
    """A filled file.

    Attributes:
        sheet: it.
        written: how many scores stand in it now that are ours; an excuse is none.
        unplaced: the ids of those whose score has no place in it.
    """

    sheet: Sheet
    written: int
    unplaced: tuple[str, ...]


def fill(
    path: Path,
    found: Sequence[Standing],
    roster: Roster,
    column: str | None = None,
    scaled: bool = False,
) -> Filled:
    """Fill the column of an assignment.

    A student with a score gets it, an excused one ``EX``. What stands in other cells, those of
    students without a score among them, stays: Canvas would read an empty cell as "no score".

    Args:
        found: where each student stands.
        column: the header of the column, or Canvas's number of the assignment; by default the
            column whose title is the assignment's.
        scaled: turn points into points of what is possible in Canvas.

    Raises:
        CourseError: if it is not Canvas's gradebook, or the column is not to be filled.
    """
    sheet = sheets.read(path)
    first = _first_assignment(sheet)
    index = _column(sheet, first, found[0].assignment if found else "", column)
    factor = _factor(sheet, index, found, scaled)
    by_id = {standing.person.id: standing for standing in found}
    values: dict[tuple[int, int], str] = {}
    placed: set[str] = set()
    for row in sheet.rows:
        student = _student(sheet, row, roster)
        if student is None or (standing := by_id.get(student)) is None:
            continue
        if (cell := _cell(standing, factor)) is None or row.cells[index].strip() == "N/A":
            continue
        if student in placed:
            raise CourseError("canvas.twice", path=path, line=row.line, student=printable(student))
        placed.add(student)
        values[row.line, index] = cell
    unplaced = [
        s.person.id for s in found if _cell(s, factor) is not None and s.person.id not in placed
    ]
    scores = sum(by_id[student].score is not None for student in placed)
    return Filled(sheet.filled(values), scores, tuple(unplaced))


def _cell(standing: Standing, factor: float) -> str | None:
    if standing.status == "excused":
        return "EX"
    return None if standing.score is None else sheets.points(standing.score * factor)


def _first_assignment(sheet: Sheet) -> int:
    """The first column after those about students, by the importer's own rule."""
    header = sheet.header
    named = ("LastName", "FirstName") if header[0] == "LastName" else ("Student",)
    section = sheet.find("Section")
    if len(header) < 4 or header[: len(named)] != named or section is None:
        raise CourseError("canvas.gradebook", path=sheet.path, columns=sheet.columns())
    if header[len(named)] != "ID":
        raise CourseError("canvas.id", path=sheet.path, column=len(named) + 1)
    return section + 1


def _column(sheet: Sheet, first: int, stem: str, wanted: str | None) -> int:
    open_ = [
        i
        for i, name in enumerate(sheet.header)
        if i >= first and name.strip() and not TOTALS.search(name) and not _read_only(sheet, i)
    ]
    if wanted is None:
        met = [i for i in open_ if plain(_title(sheet.header[i])) == plain(stem)]
    else:
        met = [
            i for i in open_ if wanted in (sheet.header[i], _title(sheet.header[i]), _id(sheet, i))
        ]
    if len(met) == 1:
        return met[0]
    told = ", ".join(f"“{printable(sheet.header[i])}”" for i in open_) or say("list.none")
    key = "canvas.many" if met else "canvas.none"
    name = printable(wanted or stem)
    raise CourseError(key, path=sheet.path, count=len(met), name=name, there=told)


def _title(header: str) -> str:
    return re.sub(r"\s*\(\d+\)\s*$", "", header)


def _id(sheet: Sheet, index: int) -> str:
    met = re.search(r"\((\d+)\)\s*$", sheet.header[index])
    return met[1] if met else ""


def _possible(sheet: Sheet) -> Row | None:
    return next((row for row in sheet.rows if "Points Possible" in row.cells[0]), None)


def _read_only(sheet: Sheet, index: int) -> bool:
    row = _possible(sheet)
    return row is not None and bool(READ_ONLY.search(row.cells[index]))


def _factor(sheet: Sheet, index: int, found: Sequence[Standing], scaled: bool) -> float:
    """By what our points become Canvas's.

    Raises:
        CourseError: if the two count different points and nobody said that this is meant.
    """
    row = _possible(sheet)
    possible = sheets.number(row.cells[index]) if row else None
    if not possible or not found or possible == found[0].max_score:
        return 1.0
    if scaled:
        return possible / found[0].max_score
    raise CourseError(
        "canvas.points",
        path=sheet.path,
        line=row.line if row else 1,
        possible=possible,
        assignment=found[0].assignment,
        max_score=found[0].max_score,
    )


def _student(sheet: Sheet, row: Row, roster: Roster) -> str | None:
    """Whose row it is: by the numbers and the login; by the name only where these say nothing."""
    name = row.cells[0].strip()
    if "Points Possible" in name or name in ("", CANVAS_TEST):
        return None
    known = [row.cells[i].strip() for title in INFO[:4] if (i := sheet.find(title)) is not None]
    if sheet.header[0] == "LastName":
        name = f"{name}, {row.cells[1].strip()}"
    for clues in ([k for k in known if k], [name]):
        ids = roster.who(clues)
        if len(ids) == 1:
            return ids.pop()
        if ids:
            raise CourseError(
                "canvas.who",
                path=sheet.path,
                line=row.line,
                students=say("list.or").join(sorted(ids)),
            )
    return None
