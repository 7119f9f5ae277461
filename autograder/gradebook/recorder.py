"""nbgrader's gradebook: what ``nbgrader autograde`` writes for a submission, in one session.

``SaveAutoGrades`` and ``AssignLatePenalties`` open the database anew for each submission, which
takes longer than judging it. :class:`Recorder` keeps one session open and leaves the same rows
(a test compares them). Scores are read off the notebook by nbgrader's own ``determine_grade``.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from nbgrader import utils
from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, IgnorePattern, LimitOutput

from autograder.gradebook.course import Course
from autograder.submission.intake import read_file


class Recorder:
    """Writes autograded notebooks and gradebook rows of one assignment.

    Args:
        gradebook: an open gradebook that knows the assignment.
        course: where the directories are.
        assignment: the assignment's stem, which is also its notebook's name.
    """

    def __init__(self, gradebook: Gradebook, course: Course, assignment: str):
        self._gradebook, self._course, self._assignment = gradebook, course, assignment
        self._filters = [kind(parent=course.api) for kind in (IgnorePattern, LimitOutput)]
        notebook = gradebook.find_notebook(assignment, assignment)
        self._notebook_id, self._assignment_id = notebook.id, notebook.assignment_id
        self._grade_cells = {cell.name: cell.id for cell in notebook.grade_cells}
        self._solution_cells = {cell.name: cell.id for cell in notebook.solution_cells}

    def record(self, student: str, text: str) -> None:
        """Record the text of a judged notebook: first the rows, then, in one move, the file.

        The file says that the submission is done. If the process dies between the two, the
        submission is judged again, with the same result.

        Raises:
            OSError, sqlalchemy.exc.SQLAlchemyError: if the disk or the database refuses;
                nothing of this submission counts as done then.
        """
        notebook = nbformat.reads(text, as_version=4)
        for output_filter in self._filters:  # nbgrader's own
            notebook, _ = output_filter.preprocess(notebook, {"nbgrader": {}})
        try:
            late = self._save_rows(student, notebook)
        except BaseException:
            self._gradebook.db.rollback()
            raise
        if late:
            self._penalize(student)
        self._save_file(student, nbformat.v4.writes(notebook).rstrip("\n") + "\n")

    def refresh(self, student: str) -> bool:
        """Bring the time stamp and the late penalty of recorded work up to date.

        Returns:
            Whether anything had changed: a newer time stamp, or a due date that was moved.
        """
        submission = self._submission(student)
        if submission is None:
            return False
        timestamp = self._timestamp(student)
        (row,) = submission.notebooks
        before = submission.timestamp, row.late_submission_penalty
        if timestamp:
            submission.timestamp = timestamp
            self._gradebook.db.commit()
        if submission.total_seconds_late > 0 or row.late_submission_penalty is not None:
            self._penalize(student)
            self._gradebook.db.refresh(row)
        return before != (submission.timestamp, row.late_submission_penalty)

    def _submission(self, student: str) -> SubmittedAssignment | None:
        return (
            self._gradebook.db.query(SubmittedAssignment)
            .filter_by(assignment_id=self._assignment_id, student_id=student)
            .one_or_none()
        )

    def _save_rows(self, student: str, notebook: NotebookNode) -> bool:
        """Write scores and comments; returns whether a late penalty is to be looked at."""
        scores, untouched = self._read_off(notebook)
        db = self._gradebook.db
        submission = self._submission(student) or self._add_submission(student)
        if timestamp := self._timestamp(student):
            submission.timestamp = timestamp
        (row,) = submission.notebooks
        for grade in row.grades:
            grade.auto_score = scores[grade.cell_id]
            grade.needs_manual_grade = grade.manual_score is not None
        for comment in row.comments:
            comment.auto_comment = "No response." if untouched[comment.cell_id] else None
        late = submission.total_seconds_late > 0 or row.late_submission_penalty is not None
        db.commit()
        return late

    def _read_off(self, notebook: NotebookNode) -> tuple[dict[str, float], dict[str, bool]]:
        """Points, and whether a solution cell is as it was released, by the ids of the cells."""
        scores, untouched = {}, {}
        for cell in notebook.cells:
            known = cell.metadata.get("nbgrader", {})
            if utils.is_grade(cell):
                scores[self._grade_cells[known.grade_id]], _ = utils.determine_grade(cell)
            elif utils.is_solution(cell):
                as_released = known.get("checksum") == utils.compute_checksum(cell)
                untouched[self._solution_cells[known.grade_id]] = as_released
        return scores, untouched

    def _add_submission(self, student: str) -> SubmittedAssignment:
        """The rows that ``Gradebook.add_submission`` makes, in one transaction with the scores."""
        db = self._gradebook.db
        if db.get(Student, student) is None:
            db.add(Student(id=student))
        grades = [Grade(cell_id=cell) for cell in self._grade_cells.values()]
        comments = [Comment(cell_id=cell) for cell in self._solution_cells.values()]
        row = SubmittedNotebook(notebook_id=self._notebook_id, grades=grades, comments=comments)
        submission = SubmittedAssignment(
            assignment_id=self._assignment_id, student_id=student, notebooks=[row]
        )
        submission.assignment = self._gradebook.find_assignment(self._assignment)
        db.add(submission)
        return submission

    def _timestamp(self, student: str) -> datetime.datetime | None:
        """When the work was handed in. Like the notebook, the file came from the student."""
        text = self._stamp(student).strip()
        if not text:
            return None
        if not re.fullmatch(r"[\w:.+ -]{1,64}", text, flags=re.ASCII):
            raise ValueError("timestamp.txt does not hold a time")
        return utils.parse_utc(text)

    def _stamp(self, student: str) -> str:
        path = self._course.directory("submitted", student, self._assignment) / "timestamp.txt"
        if not os.path.lexists(path):
            return ""
        return read_file(path).decode("utf-8", "replace")

    def _penalize(self, student: str) -> None:
        names = {"notebook": self._assignment, "assignment": self._assignment, "student": student}
        resources = {"nbgrader": names | {"db_url": self._course.api.coursedir.db_url}}
        AssignLatePenalties(parent=self._course.api).preprocess(new_notebook(), resources)

    def _save_file(self, student: str, text: str) -> None:
        folder = self._course.directory("autograded", student, self._assignment)
        folder.mkdir(parents=True, exist_ok=True)
        if stamp := self._stamp(student):
            write_whole(folder / "timestamp.txt", stamp, 0o444)
        write_whole(folder / f"{self._assignment}.ipynb", text, 0o444)


def write_whole(path: Path, text: str, mode: int) -> None:
    """Write a file so that it is there whole or not at all."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def recorder(course: Course, assignment: str) -> Iterator[Recorder]:
    """A :class:`Recorder` whose gradebook is closed on leaving."""
    with course.api.gradebook as gradebook:
        yield Recorder(gradebook, course, assignment)
