"""What the gradebook says of a submission when its page is made: scores, comments, the penalty.

nbgrader's ``GetGrades`` asks the database for each cell of each page. For many pages it is asked
once here, and :class:`GivenGrades` writes the same into each notebook.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor

from autograder import __version__


@dataclass(frozen=True)
class Marks:
    """The marks of one submission.

    Attributes:
        scores: points by the id of their cell; what a person gave counts before what we gave.
        possible: the points that could be had, by the id of their cell.
        comments: by the id of their cell, where there is one.
        penalty: for lateness.
    """

    scores: dict[str, float] = field(default_factory=dict)
    possible: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0

    @classmethod
    def of(cls, notebook: NotebookNode, resources: Mapping[str, Any]) -> Marks:
        """The marks that ``GetGrades`` has written into a notebook."""
        known = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
        scored = [k for k in known if k.get("score") is not None]
        scores = {k["grade_id"]: k["score"] for k in scored}
        possible = {k["grade_id"]: k["points"] for k in scored}
        comments = {k["grade_id"]: k["comment"] for k in known if k.get("comment")}
        return cls(scores, possible, comments, float(resources["nbgrader"]["late_penalty"]))

    def digest(self, *settings: str) -> str:
        """What a page is known by that shows these marks with these settings."""
        shown = json.dumps([asdict(self), settings, __version__], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def all_marks(gradebook: Gradebook, assignment: str) -> dict[str, Marks]:
    """The marks of all submissions of an assignment, by student."""
    try:
        row = gradebook.find_notebook(assignment, assignment)
    except MissingEntry:
        return {}

    def of_cells(kind: Any, value: Any) -> Sequence[tuple[str, str, Any]]:
        found: Sequence[tuple[str, str, Any]] = (
            gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name, value)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(kind, kind.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == kind.cell_id)
            .filter(SubmittedNotebook.notebook_id == row.id)
            .all()
        )
        return found

    penalties = (
        gradebook.db.query(
            SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(SubmittedNotebook.notebook_id == row.id)
    )
    possible = {cell.name: cell.max_score for cell in [*row.grade_cells, *row.task_cells]}
    marks = {
        student: Marks(possible=possible, penalty=penalty or 0.0) for student, penalty in penalties
    }
    for student, cell, score in of_cells(Grade, Grade.score):
        marks[student].scores[cell] = score
    for student, cell, comment in of_cells(Comment, Comment.comment):
        if comment:
            marks[student].comments[cell] = comment
    return marks


class GivenGrades(NbGraderPreprocessor):
    """Writes marks into notebooks as ``GetGrades`` does, without asking the database.

    Args:
        marks: of each student.
    """

    def __init__(self, marks: Mapping[str, Marks], **options: Any):
        super().__init__(**options)
        self._marks = marks

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Write the marks of ``resources["nbgrader"]["student"]`` into the notebook's cells."""
        marks = self._marks[resources["nbgrader"]["student"]]
        for cell in nb.cells:
            if utils.is_solution(cell) or utils.is_task(cell):
                known = cell.metadata["nbgrader"]
                known["comment"] = marks.comments.get(known["grade_id"])
            if utils.is_grade(cell) or utils.is_task(cell):
                known = cell.metadata["nbgrader"]
                known["score"] = marks.scores[known["grade_id"]]
                known["points"] = marks.possible[known["grade_id"]]
        resources["nbgrader"]["score"] = sum(marks.scores.values()) - marks.penalty
        resources["nbgrader"]["max_score"] = sum(marks.possible.values())
        resources["nbgrader"]["late_penalty"] = marks.penalty
        return nb, resources


def given(preprocessors: Sequence[Any], marks: Mapping[str, Marks]) -> list[Any]:
    """A list of preprocessors with :class:`GivenGrades` in the place of ``GetGrades``."""
    theirs = GetGrades, f"{GetGrades.__module__}.GetGrades", "nbgrader.preprocessors.GetGrades"
    return [GivenGrades(marks) if step in theirs else step for step in preprocessors]
