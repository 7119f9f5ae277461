"""Grades out of the gradebook, as a CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.gradebook.course import Course
from autograder.gradebook.hostile import FORMULA
from autograder.gradebook.private import write_whole

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class SafeCsvExport(ExportPlugin):
    """The columns and rows of nbgrader's ``CsvExportPlugin``, quoted.

    nbgrader joins cells by commas as they are: an id with a comma shifts its row, and one that
    starts with ``=`` is a formula to whoever opens the file. For ``nbgrader export``:
    ``c.ExportApp.plugin_class = "autograder.gradebook.export.SafeCsvExport"``.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that the option ``to`` names."""
        path = Path(self.to or "grades.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([harmless(cell) for cell in row] for row in self._rows(gradebook))
        write_whole(path, text.getvalue())

    def _rows(self, gradebook: Gradebook) -> Iterator[tuple[object, ...]]:
        """A row for each assignment and student; who did not hand in has none of the points."""
        assignments, students = {*map(str, self.assignment)}, {*map(str, self.student)}
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                if (assignments and assignment.name not in assignments) or (
                    students and student.id not in students
                ):
                    continue
                try:
                    submission = gradebook.find_submission(assignment.name, student.id)
                    points, penalty = submission.score, submission.late_submission_penalty
                    time = submission.timestamp
                except MissingEntry:
                    points, penalty, time = 0.0, 0.0, None
                yield (
                    assignment.name, assignment.duedate, time, student.id, student.last_name,
                    student.first_name, student.email, points, penalty,
                    max(0.0, points - penalty), assignment.max_score,
                )  # fmt: skip


def harmless(cell: object) -> str:
    """A cell as text that no spreadsheet takes for a formula; numbers stay as they are."""
    text = "" if cell is None else str(cell)
    return "'" + text if isinstance(cell, str) and text.startswith(FORMULA) else text


def export(course: Course) -> Path:
    """Write all grades; returns the file."""
    exporter = SafeCsvExport()
    exporter.to = str(course.csv)
    with course.gradebook() as gradebook:
        exporter.export(gradebook)
    return course.csv
