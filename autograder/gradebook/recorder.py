"""nbgrader's gradebook: what ``nbgrader autograde`` writes for a submission, in one session.

``SaveAutoGrades`` and ``AssignLatePenalties`` open the database anew for each submission, which
takes longer than judging it. :class:`Recorder` keeps one session open and leaves the same rows
(a test compares them), those of a submission and its penalty in one transaction. Scores are read
off the notebook by nbgrader's own ``determine_grade``; penalties are those of its plugin.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties, IgnorePattern, LimitOutput
from sqlalchemy.exc import SQLAlchemyError

from autograder.gradebook import extensions, handed_in
from autograder.gradebook.course import CONFIG, Course, CourseError, SetupError, one_line
from autograder.gradebook.history import History
from autograder.gradebook.private import write_whole
from autograder.gradebook.undo import Run
from autograder.messages import SpokenError, say

#: Characters of a time stamp that are looked at; nobody needs more for a time.
MAX_STAMP = 100


@dataclass(frozen=True)
class Standing:
    """What the gradebook says of a submission: its points, and what lateness takes from them."""

    score: float
    penalty: float

    @property
    def counts(self) -> float:
        """The points that count."""
        return self.score - self.penalty


class Recorder:
    """Writes autograded notebooks and gradebook rows of one assignment.

    Args:
        gradebook: an open gradebook that knows the assignment.
        course: where the directories are.
        assignment: the assignment's stem, which is also its notebook's name.
        run: keeps what is about to be replaced, for ``autograder undo``.

    Raises:
        CourseError: if the file of extensions cannot be meant; nothing was written then.
    """

    def __init__(
        self, gradebook: Gradebook, course: Course, assignment: str, run: Run | None = None
    ):
        self._gradebook, self._course, self._assignment = gradebook, course, assignment
        self._run = run
        self._agreed = self._read_extensions()
        self._history = History(course, assignment)
        self._filters = [kind(parent=course.api) for kind in (IgnorePattern, LimitOutput)]
        notebook = gradebook.find_notebook(assignment, assignment)
        self._notebook_id, self._assignment_id = notebook.id, notebook.assignment_id
        self._grade_cells = {cell.name: cell.id for cell in notebook.grade_cells}
        self._solution_cells = {cell.name: cell.id for cell in notebook.solution_cells}

    def record(self, student: str, text: str) -> None:
        """Record the text of a judged notebook: the rows, the report, and in one move the file.

        The file says that the submission is done. If the process dies between the two, the
        submission is judged again, with the same result.

        Raises:
            OSError, sqlalchemy.exc.SQLAlchemyError, ValueError: if the disk or the database
                refuses, or the time stamp cannot be read; nothing of this submission counts as
                done then.
        """
        notebook = nbformat.reads(text, as_version=4)
        for output_filter in self._filters:  # nbgrader's own
            notebook, _ = output_filter.preprocess(notebook, {"nbgrader": {}})
        self._save_rows(student, notebook)
        self._keep_report(student, notebook)
        self._save_files(student, nbformat.v4.writes(notebook).rstrip("\n") + "\n")

    def _keep_report(self, student: str, notebook: NotebookNode) -> None:
        if kept := notebook.metadata.get("autograder"):
            self._history.add(student, kept, self._timestamp(student))

    def told(self, error: Exception) -> str:
        """Why a submission could not be recorded, in a sentence.

        Raises:
            SetupError: if it is not about this submission, but about the course.
        """
        if isinstance(error, SQLAlchemyError):
            error = self._course.trouble(error)
        if isinstance(error, SetupError):
            raise error
        return str(error) if isinstance(error, ValueError | SpokenError) else one_line(error)

    def refresh(self, student: str) -> bool:
        """Bring the rows of recorded work up to date; what a person wrote into them stays.

        Returns:
            Whether anything had changed: a newer time stamp, a due date that was moved, or a
            gradebook that does not say what the autograded notebook says.
        """
        path = self._folder(student) / f"{self._assignment}.ipynb"
        notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))
        submission = self._submission(student)
        if submission is None or not self._agrees(submission, notebook):
            self._save_rows(student, notebook)
        elif not self._save_lateness(student, submission):
            return False
        self._copy_files(student)
        os.utime(path)  # the page of feedback shows the penalty: it is older than this now
        return True

    def _agrees(self, submission: SubmittedAssignment, notebook: NotebookNode) -> bool:
        """Whether the gradebook has the points of a notebook."""
        scores, _ = self._read_off(notebook)
        (row,) = submission.notebooks
        return {grade.cell_id: grade.auto_score for grade in row.grades} == scores

    def _save_lateness(self, student: str, submission: SubmittedAssignment) -> bool:
        """Bring time stamp, extension and penalty up to date; returns whether they were not."""
        with self._transaction():
            before = self.rows(student)
            (row,) = submission.notebooks
            self._set_times(student, submission)
            row.late_submission_penalty = self._penalty(student, submission, row)
            changed = before != self.rows(student)
            if changed:
                self._keep(student, before)
            return changed

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that is written in this block, or nothing of it."""
        try:
            yield
            self._gradebook.db.commit()
        except BaseException:
            self._gradebook.db.rollback()
            raise

    def _submission(self, student: str) -> SubmittedAssignment | None:
        return (
            self._gradebook.db.query(SubmittedAssignment)
            .filter_by(assignment_id=self._assignment_id, student_id=student)
            .one_or_none()
        )

    def _save_rows(self, student: str, notebook: NotebookNode) -> None:
        """Write scores, comments, the time stamp and the late penalty in one transaction."""
        with self._transaction():
            self._keep(student, self.rows(student))
            self._fill(student, notebook)

    def _fill(self, student: str, notebook: NotebookNode) -> tuple[Standing | None, Standing]:
        """Set all rows of a submission; returns how it stood before, and how it stands now."""
        submission = self._submission(student)
        before = _standing(submission) if submission else None
        submission = submission or self._add_submission(student)
        self._set_times(student, submission)
        (row,) = submission.notebooks
        self._write(row, notebook)
        self._gradebook.db.flush()
        self._gradebook.db.refresh(row)  # its score is a sum that the database makes
        row.late_submission_penalty = self._penalty(student, submission, row)
        return before, _standing(submission)

    def rehearse(self, student: str, text: str = "") -> tuple[Standing | None, Standing]:
        """How a submission stands, and how it would stand; nothing is written.

        Args:
            text: of a judged notebook; by default that of the autograded one.
        """
        path = self._folder(student) / f"{self._assignment}.ipynb"
        notebook = nbformat.reads(text or path.read_text(encoding="utf-8"), as_version=4)
        try:
            return self._fill(student, notebook)
        finally:
            self._gradebook.db.rollback()

    def is_excused(self, student: str) -> bool:
        """Whether a student need not hand in."""
        agreed = (self._agreed or {}).get(student)
        return agreed is not None and agreed.excused

    def _set_times(self, student: str, submission: SubmittedAssignment) -> None:
        """The time stamp, and the extension as nbgrader keeps it: from the due date of the class.

        Without a file of extensions those that a person granted in nbgrader stay.
        """
        submission.timestamp = self._timestamp(student) or submission.timestamp
        if self._agreed is not None:
            agreed = self._agreed.get(student)
            due = submission.assignment.duedate
            submission.extension = agreed.due - due if agreed and agreed.due and due else None

    def _read_extensions(self) -> dict[str, extensions.Extension] | None:
        """What was agreed with single students; ``None`` if there is no file."""
        file = extensions.path(self._course)
        if not file.exists():
            return None
        agreed = extensions.of(self._course, self._assignment)
        extended = sorted(student for student, extension in agreed.items() if extension.due)
        if extended and self._gradebook.find_assignment(self._assignment).duedate is None:
            raise CourseError(
                "extensions.no_due_date",
                file=file,
                student=extended[0],
                assignment=self._assignment,
            )
        return agreed

    # ------------------------------------------------------------------------- undo

    def _keep(self, student: str, rows: dict[str, Any]) -> None:
        if self._run is not None:
            self._run.keep(student, rows, self._folder(student) / f"{self._assignment}.ipynb")

    def rows(self, student: str) -> dict[str, Any]:
        """What the recorder writes of a student, as JSON data; nothing that a person wrote."""
        submission = self._submission(student)
        known = self._gradebook.db.get(Student, student) is not None
        if submission is None:
            return {"known": known, "submission": None}
        (row,) = submission.notebooks
        time, extension = submission.timestamp, submission.extension
        written = {
            "timestamp": time.isoformat() if time else None,
            "extension": None if extension is None else extension.total_seconds(),
            "penalty": row.late_submission_penalty,
            "grades": {g.cell_id: [g.auto_score, g.needs_manual_grade] for g in row.grades},
            "comments": {c.cell_id: c.auto_comment for c in row.comments},
        }
        return {"known": known, "submission": written}

    def restore(self, student: str, kept: dict[str, Any]) -> tuple[float, float | None, str]:
        """Write back what :meth:`rows` said; what a person wrote stays.

        Returns:
            The points that count before and after (``None`` if there is no submission any more),
            what lateness takes taken off, and why rows stay that were not there.
        """
        submission, written = self._submission(student), kept["submission"]
        if submission is None:
            return 0.0, None, ""
        before = _standing(submission).counts
        (row,) = submission.notebooks
        if written is None:
            if _touched(row):
                return before, before, say("course.undo_stays")
            self._gradebook.remove_submission(self._assignment, student)
            if not kept["known"] and not self._gradebook.find_student(student).submissions:
                self._gradebook.remove_student(student)
            return before, None, ""
        with self._transaction():
            time, extension = written["timestamp"], written["extension"]
            submission.timestamp = datetime.datetime.fromisoformat(time) if time else None
            submission.extension = (
                None if extension is None else datetime.timedelta(seconds=extension)
            )
            row.late_submission_penalty = written["penalty"]
            for grade in row.grades:
                grade.auto_score, needed = written["grades"][grade.cell_id]
                grade.needs_manual_grade = grade.needs_manual_grade and needed
            for comment in row.comments:
                comment.auto_comment = written["comments"][comment.cell_id]
            self._gradebook.db.flush()
            self._gradebook.db.refresh(row)
            return before, _standing(submission).counts, ""

    def restore_points(self, points: dict[str, float]) -> None:
        """Write back what the questions were worth, by grade id."""
        notebook = self._gradebook.find_notebook(self._assignment, self._assignment)
        with self._transaction():
            for cell in notebook.grade_cells:
                cell.max_score = points.get(cell.name, cell.max_score)

    def _write(self, row: SubmittedNotebook, notebook: NotebookNode) -> None:
        scores, untouched = self._read_off(notebook)
        for grade in row.grades:
            grade.auto_score = scores[grade.cell_id]
            grade.needs_manual_grade = grade.manual_score is not None
        for comment in row.comments:
            comment.auto_comment = "No response." if untouched[comment.cell_id] else None

    def _penalty(
        self, student: str, submission: SubmittedAssignment, row: SubmittedNotebook
    ) -> float | None:
        """What ``AssignLatePenalties`` assigns: between 0 and the score, or nothing.

        nbgrader's own sum of seconds takes the extension into account.
        """
        if self.is_excused(student):
            return None
        if (late := submission.total_seconds_late) <= 0:
            return None
        try:
            penalty = self.plugin.late_submission_penalty(student, row.score, late)
            return None if penalty is None else min(max(penalty, 0), row.score)
        except Exception as error:  # the course's own code: no student is to blame for it
            name, said = self._plugin_name(), one_line(error)
            raise SetupError("course.plugin_failed", plugin=name, said=said) from error

    @functools.cached_property
    def plugin(self) -> BasePlugin:
        """The course's plugin for late penalties; its module may be in the course directory.

        Raises:
            SetupError: if it cannot be loaded.
        """
        root = str(self._course.root)
        if root not in sys.path:
            sys.path.append(root)  # at the end: nothing there takes an installed module's place
        try:
            step = AssignLatePenalties(parent=self._course.api)
            return step.plugin_class(parent=step)
        except Exception as error:
            said = one_line(error.__cause__ or error.__context__ or error)
            told = {"plugin": self._plugin_name(), "said": said}
            raise SetupError("course.plugin", **told, config=CONFIG, root=root) from error

    def _plugin_name(self) -> str:
        name = self._course.config.get("AssignLatePenalties", {}).get("plugin_class", "")
        return str(getattr(name, "__name__", name))

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
        """When the work was handed in; see :func:`time_of`."""
        return time_of(self._course, student, self._assignment)

    def _folder(self, student: str) -> Path:
        return self._course.directory("autograded", student, self._assignment)

    def _save_files(self, student: str, text: str) -> None:
        """Write what nbgrader's converter leaves in ``autograded/``, the notebook last."""
        folder = self._folder(student)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{self._assignment}.ipynb"
        self._copy_files(student)
        write_whole(path, text)

    def _copy_files(self, student: str) -> None:
        """Copy what stands beside the notebook: the student's files, then the assignment's."""
        folder = self._folder(student)
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.suffix != ".ipynb":
                entry.unlink()
        handed_in.copy_files(self._course, student, self._assignment, folder)


def time_of(course: Course, student: str, assignment: str) -> datetime.datetime | None:
    """When work was handed in, as nbgrader reads it: in UTC, without saying so.

    Like the notebook, the file came from the student.

    Raises:
        CourseError: if it holds something else than a time.
        IntakeError: if it is not a file.
    """
    text = handed_in.time_stamp(course, student, assignment).strip()
    if not text:
        return None
    try:
        if len(text) > MAX_STAMP or not text.isprintable():
            raise ValueError
        time: datetime.datetime = utils.parse_utc(text)
        return time
    except (ValueError, OverflowError, TypeError, AttributeError):
        path = course.directory("submitted", student, assignment)
        raise CourseError("course.time_stamp", path=path / "timestamp.txt") from None


def _standing(submission: SubmittedAssignment) -> Standing:
    (row,) = submission.notebooks
    return Standing(float(row.score), float(row.late_submission_penalty or 0.0))


def _touched(row: SubmittedNotebook) -> bool:
    """Whether a person wrote something into the rows of a notebook."""
    scores = (g.manual_score is not None or g.extra_credit for g in row.grades)
    return any(scores) or any(c.manual_comment for c in row.comments)


@contextlib.contextmanager
def recorder(course: Course, assignment: str, run: Run | None = None) -> Iterator[Recorder]:
    """A :class:`Recorder` whose gradebook is closed on leaving."""
    with course.gradebook() as gradebook:
        yield Recorder(gradebook, course, assignment, run)
