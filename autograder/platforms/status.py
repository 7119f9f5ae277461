"""Where a class stands with an assignment, and what one student handed in, for the terminal."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.gradebook import extensions, history
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.history import HandIn
from autograder.gradebook.hostile import printable
from autograder.gradebook.table import breadth, padded
from autograder.messages import counted, say, word
from autograder.platforms import standing
from autograder.platforms.roster import Roster
from autograder.platforms.standing import Standing

COLUMNS = ("status.student", "status.status", "status.points", "status.handed_in", "status.note")


@dataclass(frozen=True)
class Line:
    """One student.

    Attributes:
        standing: where the student stands.
        due: until when the student has an extension, in UTC.
        outdated: whether something newer was handed in than what was graded.
    """

    standing: Standing
    due: datetime.datetime | None
    outdated: bool

    def to_json(self) -> dict[str, Any]:
        """The object that ``autograder status --json`` prints; times are in UTC."""
        one = self.standing
        return {
            "student_id": one.person.id,
            "status": one.status,
            "score": one.score,
            "max_score": one.max_score,
            "late_penalty": one.penalty,
            "submitted": _iso(one.submitted),
            "extension": _iso(self.due),
            "needs_manual_grade": one.pending,
            "handed_in_again": self.outdated,
            "reason": one.reason,
        }


def overview(course: Course, stem: str, roster: Roster) -> list[Line]:
    """A line for each student, in the order of the roster, then for those who are not in it.

    Raises:
        autograder.catalog.CatalogError: if there is no such assignment.
        CourseError: if nobody is known, or the gradebook or a table cannot be read.
    """
    found = standing.standings(course, stem, roster)
    if not found:
        raise CourseError("export.nobody")
    agreed = extensions.read(course, {person.id for person in roster})
    outdated = {*standing.outdated(course, stem, found)}
    lines = []
    for one in found:
        extension = agreed.get((one.person.id, stem))
        due = extension.due if extension else None
        lines.append(Line(one, due, one.person.id in outdated))
    return lines


def as_text(stem: str, lines: Sequence[Line]) -> str:
    """The lines as a table, and below it how many there are of each kind."""
    rows = [tuple(map(say, COLUMNS)), *map(_row, lines)]
    widths = [max(map(breadth, column)) for column in zip(*rows, strict=True)]
    table = ("  ".join(map(padded, row, widths)).rstrip() for row in rows)
    return "\n".join([*table, "", say("status.total", stem=stem, counts=_counts(lines))])


def _row(line: Line) -> tuple[str, ...]:
    one = line.standing
    points = "–" if one.score is None else f"{one.score:g}"
    when = "–" if one.submitted is None else f"{one.submitted:%Y-%m-%d %H:%M}"
    note = printable("; ".join(_notes(line)))
    return printable(one.person.id), word(one.status), points, when, note


def _notes(line: Line) -> Iterator[str]:
    one = line.standing
    if one.penalty:
        yield say("status.penalty", penalty=one.penalty)
    if line.due:
        yield say("status.extension", due=f"{line.due:%Y-%m-%d %H:%M}")
    if one.pending:
        yield say("status.by_hand")
    if line.outdated:
        yield say("status.outdated")
    if one.reason:
        yield one.reason


def _counts(lines: Sequence[Line]) -> str:
    counts = Counter(line.standing.status for line in lines)
    told = [f"{count} {word(status)}" for status, count in counts.items()]
    if by_hand := sum(line.standing.pending for line in lines):
        told.append(say("status.count_by_hand", count=by_hand))
    if outdated := sum(line.outdated for line in lines):
        told.append(say("status.count_outdated", count=outdated))
    return ", ".join(told)


def hand_ins(course: Course, stem: str, student: str) -> list[HandIn]:
    """What a student handed in, as it was graded, the oldest first."""
    course.assignment(stem)
    return [one for one in history.read(course, stem) if one.student == student]


def story(stem: str, student: str, told: Sequence[HandIn]) -> Iterator[str]:
    """A student's hand-ins, a line for each: when, how many points, and where they were lost."""
    yield counted("status.times", len(told), student=printable(student), stem=stem)
    for one in told:
        lost = [q for q in one.report.questions if q.earned < q.points]
        names = ", ".join(_lost(q.id, q.misconception) for q in lost) or say("status.nothing_lost")
        yield say(
            "status.hand_in",
            when=one.handed_in or one.at,
            score=one.report.score,
            most=one.report.max_score,
            lost=names,
        )


def _lost(question: str, mistake: str | None) -> str:
    return f"{question} ({mistake})" if mistake else question


def history_json(told: Sequence[HandIn]) -> list[dict[str, Any]]:
    """The same as JSON data."""
    return [
        {
            "handed_in": one.handed_in,
            "graded": one.at,
            "score": one.report.score,
            "max_score": one.report.max_score,
            "lost": {q.id: q.misconception for q in one.report.questions if q.earned < q.points},
        }
        for one in told
    ]


def _iso(time: datetime.datetime | None) -> str | None:
    return time.replace(tzinfo=datetime.UTC).isoformat() if time else None
