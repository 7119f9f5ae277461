"""Grades out of the gradebook, in the form that a platform takes them in.

Each student of the roster has a status, so that a submission that cannot be judged, one that was
never handed in and one that is worth nothing are three different things. Only a score is ever
written as a number.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.gradebook import sheets
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.private import write_whole
from autograder.judging.report import Report
from autograder.messages import by_number, say, speaking
from autograder.platforms import ags, canvas, moodle, results
from autograder.platforms import standing as standings
from autograder.platforms.roster import Roster, is_folder_name
from autograder.platforms.standing import Standing

#: What is filled in a file that the instructor downloaded.
FILLED = ("canvas", "moodle-worksheet", "moodle-feedback")
#: A file for each student.
EACH = ("gradescope", "prairielearn", "classroom50")
FORMATS = ("csv", "json", "canvas", "moodle", *FILLED[1:], *EACH, "ags")
COLUMNS = (
    "assignment", "student_id", "last_name", "first_name", "email", "status", "score",
    "max_score", "late_penalty", "submitted", "needs_manual_grade", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Options:
    """How to export.

    Attributes:
        fill: the file that the instructor downloaded.
        to: where to write; below ``grades/exports`` by default.
        column: the column to fill.
        feedback_column: the column for feedback, where a worksheet is not in English.
        scaled: turn points into points of the platform's maximum.
    """

    fill: Path | None = None
    to: Path | None = None
    column: str | None = None
    feedback_column: str | None = None
    scaled: bool = False


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        path: the file, or the folder of files.
        found: where each student stands.
        written: how many scores it holds.
        unplaced: the ids of those whose score has no place in it.
        told: what the instructor should know.
    """

    path: Path
    found: tuple[Standing, ...]
    written: int
    unplaced: tuple[str, ...] = ()
    told: tuple[str, ...] = field(default=())


def export(
    course: Course, stems: Sequence[str], format: str, roster: Roster, options: Options
) -> Exported:
    """Export an assignment; as CSV and JSON, several.

    Raises:
        CourseError: if an option is missing or does not fit, nobody is known, or a file is not
            what it should be; nothing is written then.
        autograder.catalog.CatalogError: if there is no such assignment.
    """
    _check(format, stems, options)
    found = [one for stem in stems for one in standings.standings(course, stem, roster)]
    if not found:
        raise CourseError("export.nobody")
    data, written, unplaced = _made(course, stems, format, roster, options, found)
    path = options.to or course.grades / "exports" / _name(stems, format)
    _write(path, data, options)
    told = _told(course, stems, format, roster, found)
    return Exported(path, tuple(found), written, tuple(unplaced), tuple(told))


Files = dict[str, str]


def _made(
    course: Course,
    stems: Sequence[str],
    format: str,
    roster: Roster,
    options: Options,
    found: list[Standing],
) -> tuple[bytes | str | Files, int, Sequence[str]]:
    """What is to be written, how many scores it holds, and whose have no place in it."""
    scored = sum(one.score is not None for one in found)
    if format == "csv":
        return as_csv(found), scored, ()
    if format == "json":
        return as_json(course, stems, found), scored, ()
    work = Work(course, *stems)
    if format in EACH:
        files = dict(_each(work, format, found))
        without = [s.person.id for s in found if s.score is not None and s.person.id not in files]
        return files, len(files), without
    if format == "moodle-feedback":
        assert options.fill
        name = f"{stems[0]}.html"
        return moodle.feedback_zip(options.fill, found, roster, work.page, name)
    if format == "canvas":
        assert options.fill
        filled = canvas.fill(options.fill, found, roster, options.column, options.scaled)
        return filled.sheet.to_bytes(), filled.written, filled.unplaced
    texts = work.comments(found)
    if format == "moodle":
        return moodle.grade_import(found, texts), scored, ()
    if format == "ags":
        return ags.lines(found, texts, datetime.datetime.now(datetime.UTC)), scored, ()
    assert options.fill
    filled = moodle.worksheet(
        options.fill, found, roster, texts, options.column, options.feedback_column,
        options.scaled,
    )  # fmt: skip
    return filled.sheet.to_bytes(), filled.written, filled.unplaced


def _check(format: str, stems: Sequence[str], options: Options) -> None:
    if format in FILLED and options.fill is None:
        raise CourseError("export.fill", format=format)
    if format not in FILLED and options.fill is not None:
        raise CourseError("export.no_fill", format=format)
    if format not in ("csv", "json") and len(stems) != 1:
        raise CourseError("export.one", format=format)
    if options.to and options.fill and options.to.resolve() == options.fill.resolve():
        raise CourseError("export.onto_itself", path=options.to)


def _name(stems: Sequence[str], format: str) -> str:
    about = stems[0] if len(stems) == 1 else "all"
    endings = {"json": ".json", "ags": ".jsonl", "moodle-feedback": ".zip"} | dict.fromkeys(
        EACH, ""
    )
    middle = "" if format in ("csv", "json") else f"-{format}"
    return f"{about}{middle}{endings.get(format, '.csv')}"


def _write(path: Path, data: bytes | str | Files, options: Options) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if isinstance(data, dict):
            path.mkdir(mode=0o700, exist_ok=True)
            for name, text in data.items():
                write_whole(path / f"{name}.json", text)
        else:
            write_whole(path, data)
    except OSError as error:
        raise CourseError("export.unwritable", path=path, reason=error.strerror) from None


def _told(
    course: Course, stems: Sequence[str], format: str, roster: Roster, found: list[Standing]
) -> Iterable[str]:
    if roster.whole and (strangers := dict.fromkeys(standings.strangers(found, roster))):
        told = ", ".join(strangers)
        yield say("export.strangers", roster=roster.told, students=told)
    for stem in stems:
        of_stem = [one for one in found if one.assignment == stem]
        if outdated := standings.outdated(course, stem, of_stem):
            told = ", ".join(outdated)
            yield say("export.outdated", stem=stem, students=told)
        if pending := [one.person.id for one in of_stem if one.pending and one.score is not None]:
            yield say("export.pending", stem=stem, students=", ".join(pending))
    if format == "classroom50":
        yield say("export.classroom50")
    if format == "ags" and any(s.status == "excused" for s in found):
        yield say("export.ags")


# ------------------------------------------------------------------------ CSV and JSON


def as_csv(found: Iterable[Standing]) -> str:
    """A row for each student and assignment; see :data:`COLUMNS`.

    Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    return sheets.written([COLUMNS, *([_text(v) for v in _values(one)] for one in found)])


def _values(one: Standing) -> tuple[object, ...]:
    person = one.person
    return (
        one.assignment, person.id, person.last, person.first, person.email, one.status,
        one.score, one.max_score, one.penalty, one.submitted, one.pending, one.reason,
    )  # fmt: skip


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    return sheets.armored(value) if isinstance(value, str) else f"{value} UTC"


def as_json(course: Course, stems: Sequence[str], found: Iterable[Standing]) -> str:
    """The same with the questions of each student: points, recognized mistakes and hints."""
    works = {stem: Work(course, stem) for stem in stems}
    students = [_object(works[one.assignment], one) for one in found]
    return json.dumps({"assignments": list(stems), "students": students}, ensure_ascii=False) + "\n"


def _object(work: Work, one: Standing) -> dict[str, Any]:
    data: dict[str, Any] = dict(zip(COLUMNS, _values(one), strict=True))
    if one.submitted:
        data["submitted"] = one.submitted.replace(tzinfo=datetime.UTC).isoformat()
    report = work.report(one)
    data["questions"] = [asdict(question) for question in report.questions] if report else []
    return data


# ---------------------------------------------------------------------- of one student


class Work:
    """The graded work of a class: reports, comments and pages of single students."""

    def __init__(self, course: Course, stem: str):
        self._course, self._stem = course, stem
        self._details = standings.details(course, stem)

    def report(self, one: Standing) -> Report | None:
        """A student's report with the gradebook's points; ``None`` if there is no score."""
        if one.score is None:
            return None
        report = standings.report(self._course, self._stem, one.person.id)
        scores = self._details[one.person.id].scores
        return report.regraded(scores) if report else None

    def comment(self, one: Standing) -> str:
        """What a student reads beside the score: a line for each question that lost points."""
        with speaking(self._course.language):
            lines, report = self._opening(one), self.report(one)
            for question in report.questions if report else ():
                share = {"earned": question.earned, "points": question.points}
                if question.earned < question.points:
                    told = by_number("page.graded", question.points, id=question.id, **share)
                    lines.append(f"{told} {question.gist}".rstrip())
        return "\n".join([*lines, *self._details[one.person.id].remarks])

    def _opening(self, one: Standing) -> list[str]:
        """The score that counts, and what lateness took from it."""
        points = {"score": one.score, "max_score": one.max_score}
        lines = [by_number("comment.total", one.max_score, **points)]
        if one.penalty:
            lines.append(by_number("comment.penalty", one.penalty, penalty=one.penalty))
        return lines

    def result(self, one: Standing, format: str) -> dict[str, Any] | None:
        """A student's result for a platform that shows the questions by itself.

        What it does not say of a question stands above them: the score that counts, what
        lateness took from it, and what a person wrote.
        """
        if (report := self.report(one)) is None:
            return None
        with speaking(self._course.language):
            remarks = self._details[one.person.id].remarks
            above = "\n".join([*report.remarks, *self._opening(one), *remarks])
            if format == "classroom50":
                return results.classroom50(report, {}, score=one.score) | {"message": above}
            if format == "gradescope":
                return results.gradescope(report) | {"score": one.score, "output": above}
            return results.prairielearn(report) | {"score": _share(one), "message": above}

    def comments(self, found: Iterable[Standing]) -> dict[str, str]:
        """The comments of all who have a score, by student."""
        return {one.person.id: self.comment(one) for one in found if one.score is not None}

    def page(self, student: str) -> bytes | None:
        """A student's feedback page, if there is one."""
        path = self._course.directory("feedback", student, self._stem) / f"{self._stem}.html"
        return path.read_bytes() if path.is_file() else None


def _each(work: Work, format: str, found: Iterable[Standing]) -> Iterator[tuple[str, str]]:
    """A file for each student with a score."""
    for one in found:
        if is_folder_name(one.person.id) and (data := work.result(one, format)) is not None:
            yield one.person.id, json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _share(one: Standing) -> float:
    """The score as a share of 1: with extra credit it is no more."""
    assert one.score is not None
    return min(1.0, one.score / one.max_score) if one.max_score else 0.0
