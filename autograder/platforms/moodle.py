"""Moodle: a file for its grade import, the offline worksheet filled, and feedback as a zip.

Sources, of moodle/moodle: ``grade/import/csv/classes/load_data.php``,
``mod/assign/feedback/offline/importgradeslib.php`` and ``locallib.php``,
``mod/assign/feedback/file/importziplib.php``.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.gradebook import sheets
from autograder.gradebook.course import CourseError
from autograder.gradebook.hostile import FORMULA, printable
from autograder.gradebook.sheets import Row, Sheet
from autograder.platforms.canvas import Filled
from autograder.platforms.roster import Roster
from autograder.platforms.standing import Standing

#: What Moodle's importer takes at most, unless the site allows more.
MAX_GRADE = 100
IDENTIFIER, GRADE, FEEDBACK = "Identifier", "Grade", "Feedback comments"
MAXIMUM, CHANGEABLE, MODIFIED = "Maximum Grade", "Grade can be changed", "Last modified (grade)"


def grade_import(found: Sequence[Standing], comments: Mapping[str, str]) -> str:
    """A CSV for Grades, Import, CSV file, where the columns are mapped by hand.

    Only students with a score are in it: an unknown user stops the whole import, and an empty
    grade removes one that is there.

    Args:
        comments: a feedback text by student.

    Raises:
        CourseError: if a score is more than the importer takes, or an id can be no user name.
    """
    stem = found[0].assignment if found else "grade"
    rows = [["username", "email", stem, f"{stem} feedback"]]
    for standing in found:
        if standing.score is None:
            continue
        person = standing.person
        if standing.score > MAX_GRADE:
            raise CourseError(
                "moodle.most", student=printable(person.id), score=standing.score, most=MAX_GRADE
            )
        for text in (person.id, person.email):
            if text.startswith(FORMULA):
                raise CourseError("moodle.formula", text=printable(text))
        comment = sheets.armored(comments.get(person.id, ""))
        rows.append([person.id, person.email, sheets.points(standing.score), comment])
    return sheets.written(rows)


def worksheet(
    path: Path,
    found: Sequence[Standing],
    roster: Roster,
    comments: Mapping[str, str],
    column: str | None = None,
    feedback_column: str | None = None,
    scaled: bool = False,
) -> Filled:
    """Fill the grading worksheet that the instructor downloaded.

    Args:
        column: the header of the grades, where the worksheet is not in English.
        feedback_column: likewise that of the feedback comments.
        scaled: turn points into points of the Maximum Grade.

    Raises:
        CourseError: if it is not Moodle's worksheet, or its maximum is another one.
    """
    sheet = sheets.read(path)
    _identifier(sheet)
    grade = sheet.column(column or GRADE, otherwise="moodle.no_grade")
    if column is None:
        sheet.column(MODIFIED, otherwise="moodle.no_time")
    feedback = sheet.find(feedback_column or FEEDBACK)
    by_id = {standing.person.id: standing for standing in found}
    values: dict[tuple[int, int], str] = {}
    placed, written = set[str](), 0
    for row in sheet.rows:
        student = _student(sheet, row, roster)
        standing = by_id.get(student or "")
        if student is None or standing is None or standing.score is None:
            continue
        if _locked(sheet, row):  # it is told, as one that has no place
            continue
        factor = _factor(sheet, row, standing, scaled)
        placed.add(student)
        written += 1
        values[row.line, grade] = sheets.points(standing.score * factor)
        if feedback is not None and (comment := comments.get(student)):
            values[row.line, feedback] = as_html(comment)
    unplaced = [s.person.id for s in found if s.score is not None and s.person.id not in placed]
    return Filled(sheet.filled(values), written, tuple(unplaced))


def _locked(sheet: Sheet, row: Row) -> bool:
    changeable = sheet.find(CHANGEABLE)
    return changeable is not None and row.cells[changeable].strip().casefold() == "no"


def as_html(text: str) -> str:
    """Plain text as the HTML that Moodle keeps of a comment: nothing in it is markup."""
    return html.escape(text, quote=False).replace("\n", "<br />")


def feedback_zip(
    path: Path,
    found: Sequence[Standing],
    roster: Roster,
    page: Callable[[str], bytes | None],
    name: str,
) -> tuple[bytes, int, tuple[str, ...]]:
    """A zip for "Upload multiple feedback files in a zip".

    The importer takes the number of the participant from the second part of a name, cut at
    underscores, so the worksheet has to say the numbers.

    Args:
        path: the grading worksheet that the instructor downloaded.
        page: a student's page, if there is one.
        name: what a page is called, such as ``regression.html``.

    Returns:
        The zip, how many pages of those with a score it holds, and who of these has none.
    """
    sheet = sheets.read(path)
    identifier = _identifier(sheet)
    full = sheet.find("Full name")
    by_id = {standing.person.id: standing for standing in found}
    archive, without, count = io.BytesIO(), list[str](), 0
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for row in sheet.rows:
            student = _student(sheet, row, roster)
            if student is None or student not in by_id:
                continue
            if by_id[student].status == "excused":
                continue
            if (data := page(student)) is None:
                if by_id[student].score is not None:
                    without.append(student)
                continue
            number = _number(row.cells[identifier])
            who = row.cells[full] if full is not None else "Participant"
            file.writestr(f"{_clean(who)}_{number}_assignsubmission_file_{name}", data)
            count += by_id[student].score is not None
    return archive.getvalue(), count, tuple(without)


def _clean(name: str) -> str:
    """A full name in a file's name: without what cuts it, or leads elsewhere."""
    return re.sub(r'[\\/:*?"<>|_\x00-\x1f]+', " ", name).strip(" .~") or "Participant"


def _identifier(sheet: Sheet) -> int:
    """The column of ``Participant 12345``, in whatever language; it is the first."""
    if sheet.rows and all(_number(row.cells[0]) for row in sheet.rows):
        return 0
    line = next((row.line for row in sheet.rows if not _number(row.cells[0])), 1)
    raise CourseError("moodle.worksheet", path=sheet.path, line=line, column=IDENTIFIER)


def _number(cell: str) -> str:
    met = re.fullmatch(r"\D+(\d+)", cell.strip())
    return met[1] if met else ""


def _factor(sheet: Sheet, row: Row, standing: Standing, scaled: bool) -> float:
    index = sheet.find(MAXIMUM)
    maximum = sheets.number(row.cells[index]) if index is not None else None
    if not maximum or maximum == standing.max_score:
        return 1.0
    if scaled:
        return maximum / standing.max_score
    raise CourseError(
        "moodle.points",
        path=sheet.path,
        line=row.line,
        maximum=maximum,
        assignment=standing.assignment,
        max_score=standing.max_score,
    )


def _student(sheet: Sheet, row: Row, roster: Roster) -> str | None:
    """Whose row it is: by number, id and address; by the name only where these say nothing."""
    titles = ("Username", "ID number", "Email address")
    known = [row.cells[i].strip() for title in titles if (i := sheet.find(title)) is not None]
    full = sheet.find("Full name")
    number = _number(row.cells[0])
    for clues in ([k for k in known if k], [number], [row.cells[full]] if full is not None else []):
        if len(ids := roster.who(clues)) == 1:
            return ids.pop()
    return None
