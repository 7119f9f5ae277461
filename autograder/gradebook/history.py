"""What each hand-in was found to be: an append-only record of reports, a line for each.

The autograded notebook holds the report of the newest hand-in only. To say what was mended after
which hint, and what persists, the earlier ones must be there too. ``grades/reports/<stem>.jsonl``
holds them without the words that students read, since those follow from the rest. Only the writer
of the gradebook writes here, and a line is never changed.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.gradebook.course import Course
from autograder.gradebook.private import append_line
from autograder.judging.report import Report

#: How a line that holds no report is told.
DAMAGED = ValueError, LookupError, TypeError, AttributeError, RecursionError


@dataclass(frozen=True)
class HandIn:
    """One line of the record.

    Attributes:
        student: who handed in.
        at: when it was graded, in UTC.
        handed_in: when it was handed in, in UTC, if there was a time stamp.
        submission: the digest of the student's code.
        fingerprint: of what decided its points.
        report: the report, without messages and examples.
    """

    student: str
    at: str
    handed_in: str | None
    submission: str
    fingerprint: str
    report: Report


def path(course: Course, stem: str) -> Path:
    """Where the record of an assignment is."""
    return course.grades / "reports" / f"{stem}.jsonl"


def read(course: Course, stem: str) -> Iterator[HandIn]:
    """All hand-ins, in the order in which they were graded.

    A line that a killed process left unfinished is passed over.
    """
    for data in _lines(path(course, stem)):
        with contextlib.suppress(
            ValueError, LookupError, TypeError, AttributeError, RecursionError
        ):
            yield HandIn(**data | {"report": Report.from_json(data["report"])})


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """What each line says; one that a killed process left unfinished is passed over."""
    with contextlib.suppress(FileNotFoundError):
        for line in file.read_bytes().splitlines():
            with contextlib.suppress(ValueError, RecursionError):
                data = json.loads(line)
                if isinstance(data, dict):
                    yield data


class History:
    """Adds to the record of one assignment; what the last line of a student says is not added."""

    def __init__(self, course: Course, stem: str):
        self._path = path(course, stem)
        lines = _lines(self._path)  # not the reports: a class has many, and none is needed here
        self._last = {
            line.get("student"): (line.get("submission"), line.get("fingerprint")) for line in lines
        }

    def add(self, student: str, kept: dict[str, Any], handed_in: datetime.datetime | None) -> None:
        """Record what the metadata of a graded notebook keep.

        Raises:
            OSError: if the disk refuses.
        """
        judged = kept["submission"], kept["fingerprint"]
        if self._last.get(student) == judged:
            return
        line = {
            "student": student,
            "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "handed_in": handed_in.isoformat() if handed_in else None,
            "submission": judged[0],
            "fingerprint": judged[1],
            "report": _without_words(Report.from_json(kept["report"])).to_json(),
        }
        append_line(self._path, json.dumps(line, separators=(",", ":")).encode())
        self._last[student] = judged


def _without_words(report: Report) -> Report:
    questions = (
        dataclasses.replace(q, message="", gist="", example=None) for q in report.questions
    )
    return dataclasses.replace(report, questions=tuple(questions), remarks=())
