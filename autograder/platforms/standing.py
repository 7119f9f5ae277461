"""Where each student stands with an assignment: a score, or the reason why there is none."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from autograder.gradebook import extensions, refused
from autograder.gradebook.course import Course, CourseError
from autograder.judging.report import Report
from autograder.messages import say
from autograder.platforms.roster import Person, Roster
from autograder.submission.intake import IntakeError, read_file
from autograder.submission.locate import SUFFIXES

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment

#: ``late`` is graded, too, and its score has the penalty taken off; ``waiting`` was handed in
#: and not graded yet. Only ``graded`` and ``late`` have a score, and nothing else counts as 0.
Status = Literal["graded", "late", "not gradable", "waiting", "absent", "excused"]


@dataclass(frozen=True)
class Standing:
    """One student and one assignment.

    Attributes:
        score: points, with manual ones and without the penalty; ``None`` if there are none.
        max_score: points that could be earned.
        penalty: points that were taken off for being late; in ``score`` they are off already.
        submitted: when it was handed in, in UTC, if that is known.
        reason: why there is no score, or why the student is excused.
        pending: whether somebody has to look at it, as nbgrader says.
    """

    person: Person
    assignment: str
    status: Status
    score: float | None
    max_score: float
    penalty: float = 0.0
    submitted: datetime.datetime | None = None
    reason: str = ""
    pending: bool = False


@dataclass(frozen=True)
class Lookup:
    """What is known beside the gradebook, read once.

    Attributes:
        same_work: whether what a student handed in is what the gradebook has points for.
    """

    extensions: dict[tuple[str, str], extensions.Extension]
    refused: dict[str, str]
    handed_in: frozenset[str]
    same_work: Callable[[str], bool]


def standings(course: Course, stem: str, roster: Roster) -> list[Standing]:
    """Where everybody stands: in the order of the roster, then those who are not in it.

    Raises:
        autograder.catalog.CatalogError: if there is no such assignment.
        CourseError: if the gradebook or the table of extensions cannot be read.
    """
    rubric = course.assignment(stem).rubric
    known = Lookup(
        extensions.read(course, {person.id for person in roster}),
        refused.read(course, stem),
        frozenset(course.submitted(stem)),
        partial(refused.counts_still, course, stem),
    )
    with course.gradebook() as gradebook:
        rows = {row.student_id: row for row in _submissions(gradebook, stem)}
        if not rows and course.has_graded(stem):
            raise CourseError("database.missing", name=course.database, stem=stem)
        cells = next((n.notebook.grade_cells for row in rows.values() for n in row.notebooks), ())
        points = [cell.max_score for cell in cells] or [q.points for q in rubric.questions]
        maximum = sum(points)
        ids = [person.id for person in roster]
        ids += sorted({*rows, *known.handed_in, *known.refused} - {*ids})
        people = {person.id: person for person in roster}
        return [
            _standing(people.get(id) or Person(id), stem, rows.get(id), known, float(maximum))
            for id in ids
        ]


def _submissions(gradebook: Gradebook, stem: str) -> list[SubmittedAssignment]:
    """The submissions of an assignment with their notebooks, grades and comments, in few queries.

    nbgrader's own sums ask the database anew for each student.
    """
    from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy.orm import selectinload

    notebooks = selectinload(SubmittedAssignment.notebooks)
    query = (
        gradebook.db.query(SubmittedAssignment)
        .join(Assignment)
        .filter(Assignment.name == stem)
        .options(
            notebooks.selectinload(SubmittedNotebook.grades),
            notebooks.selectinload(SubmittedNotebook.comments),
        )
    )
    return list(query)


def _score(row: SubmittedAssignment) -> float:
    return float(sum(grade.score for n in row.notebooks for grade in n.grades))


def strangers(found: list[Standing], roster: Roster) -> list[str]:
    """The ids of those who are not in the roster."""
    known = {person.id for person in roster}
    return [standing.person.id for standing in found if standing.person.id not in known]


def outdated(course: Course, stem: str, found: list[Standing]) -> list[str]:
    """The ids of those who have a score, and work that is newer than what it is for."""
    return [one.person.id for one in found if one.score is not None and _newer(course, stem, one)]


def _newer(course: Course, stem: str, one: Standing) -> bool:
    folder = course.directory("submitted", one.person.id, stem)
    graded = course.directory("autograded", one.person.id, stem) / f"{stem}.ipynb"
    work = [
        path for path in folder.glob("*") if path.suffix in (*SUFFIXES, ".zip") and path.is_file()
    ]
    newest = max((path.lstat().st_mtime_ns for path in work), default=0)
    return graded.is_file() and newest > graded.lstat().st_mtime_ns


def _standing(
    person: Person, stem: str, row: SubmittedAssignment | None, known: Lookup, maximum: float
) -> Standing:
    extension = known.extensions.get((person.id, stem))
    time = row.timestamp if row else None
    if extension and extension.excused:
        return Standing(person, stem, "excused", None, maximum, reason=extension.reason)
    if reason := known.refused.get(person.id):
        if row:
            key = "export.same" if known.same_work(person.id) else "export.earlier"
            reason = say(key, reason=reason, score=_score(row))
        return Standing(person, stem, "not gradable", None, maximum, 0.0, time, reason)
    if row is None:
        waits = person.id in known.handed_in
        why = say("export.waiting", stem=stem) if waits else ""
        return Standing(person, stem, "waiting" if waits else "absent", None, maximum, reason=why)
    due = extension.due if extension and extension.due else row.duedate
    late = bool(time and due and time > due)
    penalty = float(sum(n.late_submission_penalty or 0.0 for n in row.notebooks))
    score = max(0.0, _score(row) - penalty)
    status: Status = "late" if late else "graded"
    pending = any(grade.needs_manual_grade for n in row.notebooks for grade in n.grades)
    return Standing(person, stem, status, score, maximum, penalty, time, "", pending)


def report(course: Course, stem: str, student: str) -> Report | None:
    """The report that is kept in a student's graded notebook, if there is one."""
    path = course.directory("autograded", student, stem) / f"{stem}.ipynb"
    if not os.path.lexists(path):
        return None
    try:
        kept = json.loads(read_file(path))["metadata"]["autograder"]["report"]
        return Report.from_json(kept)
    except (IntakeError, ValueError, LookupError, TypeError):
        raise CourseError("export.no_report", path=path, stem=stem, student=student) from None


@dataclass(frozen=True)
class Detail:
    """What the gradebook knows of a student's work beside the total.

    Attributes:
        scores: points of each question, manual ones included, by its id in nbgrader.
        remarks: what a person wrote beside the questions.
    """

    scores: dict[str, float]
    remarks: tuple[str, ...]


def details(course: Course, stem: str) -> dict[str, Detail]:
    """The details of all students with a score."""
    with course.gradebook() as gradebook:
        return {
            submission.student_id: Detail(
                {g.name: float(g.score) for n in submission.notebooks for g in n.grades},
                tuple(
                    comment.manual_comment
                    for n in submission.notebooks
                    for comment in n.comments
                    if comment.manual_comment
                ),
            )
            for submission in _submissions(gradebook, stem)
        }
