"""Feedback pages: in parallel, only where out of date, in processes that may be killed.

What a page shows is :mod:`autograder.gradebook.feedback_page`; nbgrader's converter writes it. A
page is out of date if the work was graded since, or if the gradebook has other marks than it shows.

A page is made of what a student wrote, by libraries that did not expect a malicious one. So each
page has a deadline, and the process that makes it may end as it likes: a new one goes on with
the others, and what counts as made is a file that is there. A process makes many pages, because
what they share, nbconvert's exporter and its templates, costs a quarter of a page.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader.converters import GenerateFeedback
from nbgrader.utils import capture_log
from traitlets.config import Config

from autograder.gradebook import feedback_refused
from autograder.gradebook.course import Course, CourseError, one_line, reason
from autograder.gradebook.executors import START, begin
from autograder.gradebook.feedback_marks import Marks, all_marks, given
from autograder.gradebook.feedback_page import MARK, FeedbackExporter, Settings
from autograder.gradebook.hostile import printable
from autograder.gradebook.private import refuse_unwritable
from autograder.gradebook.release import released_path
from autograder.judging.report import Report
from autograder.messages import say

#: Seconds that one page may take; an ordinary one takes less than one.
DEADLINE = 60.0


def feedback(
    assignment: str,
    course: Course,
    students: Sequence[str] | None = None,
    jobs: int = 1,
    trouble: Callable[[str, str], None] = lambda student, why: None,
    force: bool = False,
    deadline: float = DEADLINE,
) -> list[str]:
    """Make feedback pages where there is none that shows what notebook and gradebook say.

    Args:
        assignment: the assignment's stem.
        course: where the autograded notebooks are.
        students: for whom; for all who are graded by default.
        jobs: how many pages are made at the same time. nbgrader makes one after the other.
        trouble: called with each student whose page could not be made, and why.
        force: make those anew, too, that are up to date.
        deadline: seconds after which a page is given up.

    Returns:
        The students whose page was made, those among them whose work could not be graded: their
        page says why; see :mod:`autograder.gradebook.feedback_refused`.

    Raises:
        CourseError: if the gradebook cannot be read, or a named student is not graded.
    """
    refusals = feedback_refused.refusals(course, assignment)
    marks = _marks(assignment, course, all_refused=bool(refusals))
    if unknown := sorted(set(students or ()) - {*marks, *refusals}):
        told = ", ".join(map(printable, unknown))
        raise CourseError("course.not_graded", told=told, assignment=assignment)
    shown = Settings.of(course.config).shown
    digests = {student: known.digest(*shown) for student, known in marks.items()}
    digests |= {student: page.mark for student, page in refusals.items()}
    outdated = [
        student
        for student in sorted(digests)
        if (not students or student in students)
        and (force or not _shows(student, assignment, course, digests[student]))
    ]
    waiting = [student for student in outdated if student not in refusals]
    if outdated:
        refuse_unwritable(course.top("feedback"))  # nbgrader would not say of which page, or why
    course.close_to_others()
    order = _Order(assignment, course.root, {student: marks[student] for student in waiting})
    troubles = _make_all(waiting, order, course, jobs, deadline)
    for student in outdated:
        if student in refusals:
            feedback_refused.write(course, student, refusals[student])
        elif student in troubles or not _is_made(student, assignment, course):
            # What nbgrader copied beside the page must not be taken for it.
            shutil.rmtree(course.directory("feedback", student, assignment), ignore_errors=True)
            troubles.setdefault(student, say("course.no_page"))
            trouble(student, troubles[student])
    course.close_to_others()
    return [student for student in outdated if student not in troubles]


def _marks(assignment: str, course: Course, all_refused: bool) -> dict[str, Marks]:
    """The marks of those in the gradebook who have an autograded notebook, in order."""
    with course.gradebook() as gradebook:
        known = all_marks(gradebook, assignment)
    if not known and not (all_refused and not course.has_graded(assignment)):
        lost = course.has_graded(assignment)
        told = {"stem": assignment, "name": course.database}
        raise CourseError("database.missing" if lost else "course.nobody_graded", **told)
    return {
        student: known[student]
        for student in sorted(known)
        if _notebook(student, assignment, course).is_file()
    }


def _notebook(student: str, assignment: str, course: Course) -> Path:
    return course.directory("autograded", student, assignment) / f"{assignment}.ipynb"


def _page(student: str, assignment: str, course: Course) -> Path:
    return course.directory("feedback", student, assignment) / f"{assignment}.html"


def _is_made(student: str, assignment: str, course: Course) -> bool:
    """Whether there is a page that was made after the work was graded."""
    page, notebook = _page(student, assignment, course), _notebook(student, assignment, course)
    made = notebook.stat().st_mtime if notebook.is_file() else 0.0
    return page.is_file() and page.stat().st_mtime >= made


def _shows(student: str, assignment: str, course: Course, digest: str) -> bool:
    """Whether there is such a page, and it shows these marks."""
    if not _is_made(student, assignment, course):
        return False
    with _page(student, assignment, course).open(encoding="utf-8", errors="replace") as file:
        head = file.read(1000)
    found = MARK.search(head)
    return found is not None and found[1] == digest


# ----------------------------------------------------------------------- processes


@dataclass(frozen=True)
class _Order:
    """What a process needs to know: an assignment, its course directory, marks by student."""

    assignment: str
    root: Path
    marks: dict[str, Marks]


@dataclass
class _Share:
    """A process that makes pages, and those it has not finished: it is making the first."""

    rest: list[str]
    process: BaseProcess
    says: Connection
    end: float  # of the first one's time

    def is_over(self) -> bool:
        return not self.process.is_alive() or time.monotonic() >= self.end

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.says.close()


def _make_all(
    students: Sequence[str], order: _Order, course: Course, jobs: int, deadline: float
) -> dict[str, str]:
    """Make pages, in ``jobs`` processes at a time; returns why some could not be made."""
    if students:
        _warm(order.assignment, course)
    troubles: dict[str, str] = {}
    waiting = [list(students[i::jobs]) for i in range(min(jobs, len(students)))]
    running: list[_Share] = []
    try:
        while waiting or running:
            while waiting:
                running.append(_start(waiting.pop(0), order, deadline))
            soonest = min(share.end for share in running) - time.monotonic()
            ends = [end for share in running for end in (share.says, share.process.sentinel)]
            wait(ends, max(soonest, 0))
            for share in running:
                _listen(share, troubles, deadline)
            for share in [share for share in running if share.is_over()]:
                running.remove(share)
                if rest := _end(share, troubles, deadline):
                    waiting.append(rest)
    finally:
        for share in running:
            share.close()
    return troubles


def _listen(share: _Share, troubles: dict[str, str], deadline: float) -> None:
    """Hear which page a process has begun, whose time begins with that, and what went wrong."""
    with contextlib.suppress(EOFError, OSError):
        while share.says.poll():
            student, why = share.says.recv()
            if why:
                troubles[student] = why
            else:
                share.rest = share.rest[share.rest.index(student) :]
                share.end = time.monotonic() + deadline


def _end(share: _Share, troubles: dict[str, str], deadline: float) -> list[str]:
    """End a process, if it has not ended, and blame its page; returns whose are still to make."""
    late, accused = share.process.is_alive(), share.rest[0]
    share.process.kill()
    share.process.join()
    _listen(share, troubles, deadline)
    share.close()
    student, *others = share.rest
    if late and student != accused:  # it had just become ready: the next one is not late
        return share.rest
    status = share.process.exitcode
    if late:
        why = say("course.page_late", seconds=deadline)
        troubles.setdefault(student, why)
    elif status or others:
        troubles.setdefault(student, say("course.page_ended", status=status))
    return others


def _warm(assignment: str, course: Course) -> None:
    """Load all that makes pages, once for the processes that are forked from this one.

    A page of the released notebook is made for that, and its cells are remembered; no student's
    text is read here.
    """
    import nbformat

    with contextlib.suppress(Exception):  # what does not work will be told of each page
        notebook = nbformat.read(released_path(assignment, course), as_version=4)
        report = Report(assignment, ())
        notebook.metadata["autograder"] = {"report": report.to_json()}
        known = {"score": 0, "max_score": 0, "late_penalty": 0}
        exporter = FeedbackExporter(config=course.api.config)
        exporter.from_notebook_node(notebook, {"nbgrader": known})
    gc.freeze()


def _start(students: list[str], order: _Order, deadline: float) -> _Share:
    context = multiprocessing.get_context(START)
    mine, theirs = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_make_pages, args=(order, students, theirs)
    )
    process.start()
    theirs.close()
    return _Share(students, process, mine, time.monotonic() + deadline)


def _make_pages(order: _Order, students: list[str], says: Connection) -> None:
    """Have nbgrader's converter make pages; what it begins and trouble are said through a pipe."""
    begin()
    try:
        result = capture_log(_Pages(order, students, says))
        if not result["success"]:  # before the first page: trouble with one is caught there
            says.send((students[0], reason(result)))
    except Exception as error:
        says.send((students[0], one_line(error)))


class _Pages(GenerateFeedback):
    """One run of nbgrader's converter, which is told the notebooks instead of looking for them.

    It looks for a pattern, in which brackets and stars of an id mean something.
    """

    def __init__(self, order: _Order, students: list[str], says: Connection):
        self._course = Course(order.root)
        coursedir = self._course.api.coursedir
        coursedir.assignment_id = order.assignment
        super().__init__(coursedir=coursedir, parent=self._course.api)
        config = Config({"HTMLExporter": {"template_name": "feedback"}})
        if "exporter_class" not in self.config.GenerateFeedback:
            config.GenerateFeedback.exporter_class = FeedbackExporter
        self.update_config(config)
        self.preprocessors: list[Any] = given(self.preprocessors, order.marks)
        self.force, self._says, self._students = True, says, students

    def init_notebooks(self) -> None:
        """Look for nothing."""

    def convert_notebooks(self) -> None:
        """Make one page after the other with the exporter of this run, each with its own log."""
        for student in self._students:
            self._says.send((student, ""))
            one = SimpleNamespace(log=self.log, start=partial(self._convert, student))
            result = capture_log(one)
            if not result["success"]:
                self._says.send((student, reason(result)))

    def _convert(self, student: str) -> None:
        self.coursedir.student_id = student
        notebook = _notebook(student, self.coursedir.assignment_id, self._course)
        self.assignments = {str(notebook.parent): [str(notebook)]}
        super().convert_notebooks()
