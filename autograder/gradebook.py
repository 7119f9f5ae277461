"""nbgrader's gradebook: what ``nbgrader autograde`` writes for a submission, in one session.

``SaveAutoGrades`` and ``AssignLatePenalties`` open the database anew for each submission, which
takes longer than judging it. :class:`Recorder` keeps one session open and leaves the same rows;
a test compares them. Grades are read off the notebook by nbgrader's own ``determine_grade``.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties, IgnorePattern, LimitOutput

from autograder.course import Course


class Recorder:
    """Writes autograded notebooks and gradebook rows of one assignment.

    Args:
        gradebook: an open gradebook.
        course: where the directories are.
        assignment: the assignment's stem, which is also its notebook's name.
    """

    def __init__(self, gradebook: Gradebook, course: Course, assignment: str):
        self._gradebook, self._course, self._assignment = gradebook, course, assignment
        self._filters = [IgnorePattern(parent=course.api), LimitOutput(parent=course.api)]

    def record(self, student: str, notebook: NotebookNode) -> None:
        """Record a judged notebook: first the rows, then, in one move, the file.

        The file says that the submission is done. If the process dies between the two, the
        submission is judged again, with the same result.

        Raises:
            OSError, sqlalchemy.exc.SQLAlchemyError: if the disk or the database refuses;
                nothing of this submission counts as done then.
        """
        for step in self._filters:
            notebook, _ = step.preprocess(notebook, {"nbgrader": {}})
        try:
            late = self._save_rows(student, notebook)
        except BaseException:
            self._gradebook.db.rollback()
            raise
        if late:
            self._penalize(student, notebook)
        self._save_file(student, notebook)

    def _save_rows(self, student: str, notebook: NotebookNode) -> bool:
        """Write scores and comments; returns whether a late penalty is to be looked at."""
        self._gradebook.update_or_create_student(student)
        source = self._course.directory("submitted", student, self._assignment)
        timestamp = self._course.api.coursedir.get_existing_timestamp(str(source))
        known = {"timestamp": timestamp} if timestamp else {}
        submission = self._gradebook.update_or_create_submission(self._assignment, student, **known)
        (row,) = [n for n in submission.notebooks if n.name == self._assignment]
        grades = {g.name: g for g in row.grades}
        comments = {c.name: c for c in row.comments}
        for cell in notebook.cells:
            if utils.is_grade(cell):
                grade = grades[cell.metadata.nbgrader.grade_id]
                grade.auto_score, _ = utils.determine_grade(cell)
                grade.needs_manual_grade = grade.manual_score is not None
            elif utils.is_solution(cell):
                untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                comment = comments[cell.metadata.nbgrader.grade_id]
                comment.auto_comment = "No response." if untouched else None
        self._gradebook.db.commit()
        return submission.total_seconds_late > 0 or row.late_submission_penalty is not None

    def _penalize(self, student: str, notebook: NotebookNode) -> None:
        names = {"notebook": self._assignment, "assignment": self._assignment, "student": student}
        db_url = self._course.api.coursedir.db_url
        step = AssignLatePenalties(parent=self._course.api)
        step.preprocess(notebook, {"nbgrader": names | {"db_url": db_url}})

    def _save_file(self, student: str, notebook: NotebookNode) -> None:
        folder = self._course.directory("autograded", student, self._assignment)
        folder.mkdir(parents=True, exist_ok=True)
        stamp = self._course.directory("submitted", student, self._assignment) / "timestamp.txt"
        if stamp.is_file():
            (folder / stamp.name).unlink(missing_ok=True)
            shutil.copyfile(stamp, folder / stamp.name)
        text = nbformat.writes(notebook, version=4)
        write_whole(folder / f"{self._assignment}.ipynb", text.rstrip("\n") + "\n", 0o444)


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
