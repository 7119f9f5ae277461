"""Grades out of the gradebook."""

from __future__ import annotations

from pathlib import Path

from autograder.gradebook.course import Course


def export(course: Course) -> Path:
    """Write all grades with nbgrader's CSV exporter; returns the file."""
    from nbgrader.plugins import CsvExportPlugin

    path = course.csv
    exporter = CsvExportPlugin()
    exporter.to = str(path)
    with course.api.gradebook as gradebook:
        exporter.export(gradebook)
    return path
