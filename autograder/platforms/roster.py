"""Who is in the class, and by which names, numbers and addresses a platform may call them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.gradebook import sheets
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.hostile import printable
from autograder.gradebook.sheets import Row, Sheet
from autograder.gradebook.students import IDS, ROSTER
from autograder.messages import say

FIRST = ("first_name", "First name", "FirstName", "Given name")
LAST = ("last_name", "Last name", "LastName", "Surname", "Family name")
FULL = ("Student", "Full name", "Name")
LMS = ("lms_user_id",)
EMAIL = ("email", "Email address", "E-mail", "SIS email")
MAX_ID = 128
#: What Canvas calls the student that an instructor sees the course as.
CANVAS_TEST = "Student, Test"


@dataclass(frozen=True)
class Person:
    """A student.

    Attributes:
        id: what the course calls them: the name of their folder, their id in the gradebook.
        lms: what the learning platform calls them, where that is known (nbgrader's `lms_user_id`).
        keys: by what else they may be known, as :func:`plain` text.
    """

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms: str = ""
    keys: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Their full name; their id if there is none."""
        return f"{self.first} {self.last}".strip() or self.id


@dataclass(frozen=True)
class Roster:
    """The students of a class, in the order of the file.

    Attributes:
        told: what it was read from, for messages.
        whole: whether it says who is in the class; the gradebook knows only whose work it has.
    """

    people: tuple[Person, ...]
    told: str
    whole: bool = True
    _known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for person in self.people:
            for key in {plain(person.id), *person.keys}:
                self._known[key].add(person.id)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def person(self, id: str) -> Person | None:
        """A student by id."""
        return next((person for person in self.people if person.id == id), None)

    def who(self, clues: Iterable[str]) -> set[str]:
        """The ids of all whom these clues can mean, each clue by itself.

        A clue that fits two people says nothing; so one id means that it is certain, none that
        nobody fits, and several that the clues contradict each other.
        """
        met = (self._known.get(plain(clue), set()) for clue in clues)
        return {id for ids in met if len(ids) == 1 for id in ids}


def plain(text: str) -> str:
    """A name without what platforms change about it: case, blanks, punctuation, composition."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def load(course: Course, path: Path | None = None, id_column: str | None = None) -> Roster:
    """The roster that is named, or ``grades/roster.csv``, or whom the gradebook knows.

    Raises:
        CourseError: if the file is not a roster.
    """
    path = path or (own if (own := course.grades / ROSTER).is_file() else None)
    if path is not None:
        return read(path, id_column)
    with course.gradebook() as gradebook:
        return Roster(
            tuple(
                _person(s.id, s.first_name, s.last_name, s.email, s.lms_user_id, ())
                for s in gradebook.students
            ),
            say("roster.gradebook"),
            whole=False,
        )


def read(path: Path, id_column: str | None = None) -> Roster:
    """Read a CSV file with a row for each student.

    Args:
        id_column: the column with the ids of this course; by default the first of :data:`IDS`.

    Raises:
        CourseError: if there is no such column, or an id is missing, given twice, or cannot be
            the name of a folder; with the line.
    """
    sheet = sheets.read(path)
    ids = sheet.column(*([id_column] if id_column else IDS), otherwise="roster.no_column")
    told = _telling(sheet)
    seen: dict[str, int] = {}
    people = []
    for row in sheet.rows:
        if _not_a_student(sheet, row):
            continue
        id = row.cells[ids].strip()
        _check(id, sheet, row, seen)
        first, last, email, lms = (_cell(sheet, row, names) for names in (FIRST, LAST, EMAIL, LMS))
        if not (first or last):
            first, last = _halves(_cell(sheet, row, FULL))
        people.append(_person(id, first, last, email, lms, _keys(row, told)))
    if not people:
        raise CourseError("roster.empty", path=path)
    return Roster(tuple(people), str(path))


def _check(id: str, sheet: Sheet, row: Row, seen: dict[str, int]) -> None:
    if not id:
        raise CourseError("roster.no_id", path=sheet.path, line=row.line)
    if id in seen:
        raise CourseError(
            "roster.twice", path=sheet.path, line=row.line, id=printable(id), other=seen[id]
        )
    if not is_folder_name(id):
        raise CourseError("roster.no_folder", path=sheet.path, line=row.line, id=printable(id))
    seen[id] = row.line


def is_folder_name(id: str) -> bool:
    """Whether an id names a folder, and nothing else, on any system."""
    clean = id.isprintable() and not set(id) & set('/\\:*?"<>|')
    return bool(clean and id == id.strip() and not id.startswith(".") and len(id) <= MAX_ID)


def _halves(name: str) -> tuple[str, str]:
    """First and last name of "Last, First"; without a comma nobody knows where one ends."""
    last, _, first = name.rpartition(", ")
    return (first, last) if last else ("", name)


def _cell(sheet: Sheet, row: Row, names: Sequence[str]) -> str:
    index = sheet.find(*names)
    return "" if index is None else row.cells[index].strip()


def _person(
    id: str,
    first: str | None,
    last: str | None,
    email: str | None,
    lms: str | None,
    cells: Iterable[str],
) -> Person:
    first, last, email, lms = first or "", last or "", email or "", lms or ""
    names = [first + last, last + first]  # who has one name has the same in both orders
    known = [*cells, *names, lms, email, email.partition("@")[0]]
    return Person(id, first, last, email, lms, frozenset(filter(None, map(plain, known))))


def _telling(sheet: Sheet) -> list[int]:
    """The columns that may tell who somebody is: in a gradebook not its grades, and no half name.

    Canvas has its grades after the section.
    """
    section = sheet.find("Section") if sheet.find("Student") == 0 else None
    until = len(sheet.header) if section is None else section
    half = {sheet.find(name) for name in (*FIRST, *LAST)}
    return [i for i in range(until) if i not in half]


def _keys(row: Row, columns: Sequence[int]) -> Iterator[str]:
    for i in columns:
        cell = row.cells[i].strip()
        yield cell
        if "@" in cell:
            yield cell.partition("@")[0]
        if numbered := re.fullmatch(r"\D+ (\d+)", cell):  # Moodle's `Participant 12345`
            yield numbered.group(1)
        last, comma, first = cell.partition(",")
        if comma:
            yield f"{first} {last}"


def _not_a_student(sheet: Sheet, row: Row) -> bool:
    """A row of Canvas's gradebook that is about something else."""
    if sheet.find("Student") != 0 or sheet.find("ID") is None:
        return False
    first = row.cells[0].strip()
    return first in ("", "Points Possible", CANVAS_TEST)
