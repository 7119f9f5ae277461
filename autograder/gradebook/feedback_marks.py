"""What the gradebook says of a submission when its page is made: scores, comments, the penalty.

nbgrader's ``GetGrades`` asks the database for each cell of each page. For many pages it is asked
once here, and :class:`GivenGrades` writes the same into each notebook.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor

from autograder import __version__

#: Where :class:`GivenGrades` leaves the sender, among what nbgrader tells of a notebook.
SENDER = "autograder_sender"
#: A name that is written without a blank, the family's first.
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


@dataclass(frozen=True)
class Sender:
    """Who handed something in, and when.

    Attributes:
        id: the student's.
        name: as the gradebook has it; empty if it has none.
        time: of handing in, in UTC; empty if nobody knows.
    """

    id: str = ""
    name: str = ""
    time: str = ""

    @classmethod
    def of(
        cls, id: str, first: str | None, last: str | None, time: datetime.datetime | None
    ) -> Sender:
        """A sender with what the gradebook says of them."""
        parts = [part for part in map(str.strip, (first or "", last or "")) if part]
        if parts and all(HAN.fullmatch(part) for part in parts):
            parts = ["".join(reversed(parts))]
        return cls(id, " ".join(parts), f"{time:%Y-%m-%d %H:%M}" if time else "")


@dataclass(frozen=True)
class Marks:
    """The marks of one submission.

    Attributes:
        sender: whose it is, and when it was handed in.
        scores: points by the id of their cell; what a person gave counts before what we gave.
        possible: the points that could be had, by the id of their cell.
        comments: by the id of their cell, where there is one.
        penalty: for lateness.
    """

    sender: Sender = field(default_factory=Sender)
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
        told = resources["nbgrader"]
        sender = told[SENDER] if SENDER in told else _asked(told)
        return cls(sender, scores, possible, comments, float(told["late_penalty"]))

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

    rows = (
        gradebook.db.query(*SENT, SubmittedNotebook.late_submission_penalty)
        .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(SubmittedNotebook.notebook_id == row.id)
    )
    possible = {cell.name: cell.max_score for cell in [*row.grade_cells, *row.task_cells]}
    marks = {
        sent[0]: Marks(Sender.of(*sent), possible=possible, penalty=penalty or 0.0)
        for *sent, penalty in rows
    }
    for student, cell, score in of_cells(Grade, Grade.score):
        marks[student].scores[cell] = score
    for student, cell, comment in of_cells(Comment, Comment.comment):
        if comment:
            marks[student].comments[cell] = comment
    return marks


#: What :meth:`Sender.of` is made of.
SENT = Student.id, Student.first_name, Student.last_name, SubmittedAssignment.timestamp


def _asked(told: Mapping[str, Any]) -> Sender:
    """The sender of a notebook that nbgrader's own command converts: the gradebook is asked."""
    if not {"db_url", "student", "assignment"} <= told.keys():
        return Sender()
    with Gradebook(told["db_url"]) as gradebook:
        row = (
            gradebook.db.query(*SENT)
            .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
            .join(SubmittedAssignment.assignment)
            .filter(Student.id == told["student"], Assignment.name == told["assignment"])
            .one_or_none()
        )
    return Sender.of(*row) if row else Sender(told["student"])


def names(gradebook: Gradebook) -> dict[str, tuple[str, str | None, str | None]]:
    """All students of a gradebook by id: id, first and last name."""
    return {row[0]: tuple(row) for row in gradebook.db.query(*SENT[:3])}


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
        resources["nbgrader"][SENDER] = marks.sender
        return nb, resources


def given(preprocessors: Sequence[Any], marks: Mapping[str, Marks]) -> list[Any]:
    """A list of preprocessors with :class:`GivenGrades` in the place of ``GetGrades``."""
    theirs = GetGrades, f"{GetGrades.__module__}.GetGrades", "nbgrader.preprocessors.GetGrades"
    return [GivenGrades(marks) if step in theirs else step for step in preprocessors]
