"""All that is known of a class's work on one assignment, read from the course directory."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.gradebook import audit, extensions, history
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.feedback_marks import all_marks
from autograder.gradebook.worker import Before
from autograder.judging.report import Report
from autograder.messages import say
from autograder.submission.intake import IntakeError, read_file


@dataclass(frozen=True)
class HandIn:
    """One hand-in of a student: when, if there was a time stamp, and what came out."""

    when: datetime.datetime | None
    report: Report


@dataclass(frozen=True)
class Student:
    """A student whose work was graded.

    Attributes:
        id: the student.
        hand_ins: one for each different code that was graded, the newest last.
    """

    id: str
    hand_ins: tuple[HandIn, ...]

    @property
    def report(self) -> Report:
        """The report that counts."""
        return self.hand_ins[-1].report

    @property
    def is_blank(self) -> bool:
        """Whether the notebook came back with nothing in it."""
        return all(q.status == "missing" for q in self.report.questions)


@dataclass(frozen=True)
class Work:
    """A class's work.

    Attributes:
        stem: the assignment.
        students: those who were graded and are not excused, in alphabetical order.
        excused: how many are excused.
        ungraded: who handed in and was not graded, with the reason.
        absent: students in the gradebook who handed in nothing.
    """

    stem: str
    students: tuple[Student, ...]
    excused: int
    ungraded: dict[str, str]
    absent: tuple[str, ...]


def gather(course: Course, stem: str) -> Work:
    """Read the reports of an assignment.

    Raises:
        autograder.catalog.CatalogError: if there is no such assignment.
        CourseError: if nobody was graded yet, or the gradebook cannot be read.
    """
    questions = [q.id for q in course.assignment(stem).rubric.questions]
    with course.gradebook() as gradebook:
        roster = {student.id for student in gradebook.students}
        marks = all_marks(gradebook, stem)
    excused = extensions.excused(course, stem)
    earlier = _earlier(course, stem)
    students, ungraded = [], dict[str, str]()
    submitted = course.submitted(stem)
    reasons = _refused(course, stem)
    for student in sorted({*submitted} - excused):
        found = _newest(course, student, stem)
        if found is None:
            ungraded[student] = reasons.get(student, say("course.not_yet"))
        elif [q.id for q in found[1].questions] == questions:
            digest, report = found
            if student in marks:  # what a person gave counts
                report = report.regraded(marks[student].scores)
            hand_ins = _hand_ins(earlier.get(student, []), digest, report, questions)
            students.append(Student(student, hand_ins))
    if not students:
        raise CourseError("course.nobody_graded", stem=stem)
    absent = tuple(sorted(roster - set(submitted) - excused))
    return Work(stem, tuple(students), len(excused), ungraded, absent)


def _newest(course: Course, student: str, stem: str) -> tuple[str, Report] | None:
    """The digest of the code that was graded last, and its report."""
    path = course.directory("autograded", student, stem) / f"{stem}.ipynb"
    try:
        before = Before.of(read_file(path))
    except IntakeError:
        return None
    return (before.submission, before.report) if before.report else None


def _earlier(course: Course, stem: str) -> dict[str, list[history.HandIn]]:
    found: dict[str, list[history.HandIn]] = {}
    for hand_in in history.read(course, stem):
        found.setdefault(hand_in.student, []).append(hand_in)
    return found


def _hand_ins(
    recorded: list[history.HandIn], digest: str, report: Report, questions: list[str]
) -> tuple[HandIn, ...]:
    """A student's hand-ins in order, the report that counts last.

    Of equal code only the last report counts (an earlier one is of an earlier rubric), and a
    report on other questions is left out.
    """
    kept = []
    for code, same in itertools.groupby(recorded, key=lambda h: h.submission):
        *_, last = same
        if [q.id for q in last.report.questions] == questions:
            kept.append((code, HandIn(_time(last.handed_in), last.report)))
    when = kept[-1][1].when if kept and kept[-1][0] == digest else None
    if kept and kept[-1][0] == digest:
        kept.pop()
    return (*(hand_in for _, hand_in in kept), HandIn(when, report))


def _time(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None


def _refused(course: Course, stem: str) -> dict[str, str]:
    """Why a student's work was not graded when it was tried last."""
    reasons: dict[str, str] = {}
    for batch in _batches(course):
        if batch.get("assignment") == stem:
            reasons |= batch.get("refused", {})
    return reasons


def _batches(course: Course) -> Iterator[dict[str, Any]]:
    try:
        lines = audit.path(course).read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, dict):
            yield data
