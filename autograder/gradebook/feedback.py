"""nbgrader's feedback pages: in parallel, only where out of date, each in a process of its own.

A page is made of what a student wrote, by libraries that did not expect a malicious one. So the
process that makes it has a deadline and may end as it likes: the others get their pages, and
what counts as made is a file that is there.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.utils import capture_log
from traitlets.config import Config

from autograder.gradebook.course import Course, one_line, reason
from autograder.gradebook.executors import START, begin
from autograder.gradebook.release import released_path

#: Seconds that one page may take; an ordinary one takes less than one.
DEADLINE = 60.0


def feedback(
    assignment: str,
    course: Course,
    students: Sequence[str] | None = None,
    jobs: int = 1,
    trouble: Callable[[str, str], None] = lambda student, why: None,
    deadline: float = DEADLINE,
) -> list[str]:
    """Generate nbgrader's feedback pages where there is none newer than the grading.

    Args:
        assignment: the assignment's stem.
        course: where the autograded notebooks are.
        students: for whom; for all who are graded by default.
        jobs: how many pages are made at the same time. nbgrader makes one after the other.
        trouble: called with each student whose page could not be made, and why.
        deadline: seconds after which a page is given up.

    Returns:
        The students whose page was made.

    Raises:
        CourseError: if the gradebook cannot be read.
    """
    graded = _graded(assignment, course)
    wanted = [s for s in graded if students is None or s in students]
    waiting = [s for s in wanted if _is_stale(s, assignment, course)]
    course.close_to_others()
    troubles = _make_all(waiting, assignment, course, jobs, deadline)
    for student in waiting:
        if student in troubles or _is_stale(student, assignment, course):
            # What nbgrader copied beside the page must not be taken for it.
            shutil.rmtree(course.directory("feedback", student, assignment), ignore_errors=True)
            trouble(student, troubles.get(student, "nbgrader wrote no page"))
    course.close_to_others()
    return [s for s in waiting if not _is_stale(s, assignment, course)]


def _graded(assignment: str, course: Course) -> list[str]:
    """The students who are in the gradebook and have an autograded notebook."""
    with course.gradebook() as gradebook:
        known = sorted(s.student_id for s in gradebook.assignment_submissions(assignment))
    return [s for s in known if _notebook(s, assignment, course).is_file()]


def _notebook(student: str, assignment: str, course: Course) -> Path:
    return course.directory("autograded", student, assignment) / f"{assignment}.ipynb"


def _is_stale(student: str, assignment: str, course: Course) -> bool:
    notebook = _notebook(student, assignment, course)
    page = course.directory("feedback", student, assignment) / f"{assignment}.html"
    return not page.is_file() or page.stat().st_mtime < notebook.stat().st_mtime


# ----------------------------------------------------------------------- processes


@dataclass(frozen=True)
class _Running:
    """A process that makes a page, what it may say about trouble, and when it is ended."""

    student: str
    process: BaseProcess
    says: Connection
    end: float


def _make_all(
    students: Sequence[str], assignment: str, course: Course, jobs: int, deadline: float
) -> dict[str, str]:
    """Make pages, ``jobs`` at a time; returns why some could not be made."""
    _warm(assignment, course)
    waiting, running, troubles = list(reversed(students)), list[_Running](), {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                running.append(_start(waiting.pop(), assignment, course.root, deadline))
            soonest = min(page.end for page in running) - time.monotonic()
            wait([page.process.sentinel for page in running], max(soonest, 0))
            for page in [page for page in running if _is_over(page)]:
                running.remove(page)
                if why := _end(page, deadline):
                    troubles[page.student] = why
    finally:
        for page in running:
            _end(page, deadline)
    return troubles


def _warm(assignment: str, course: Course) -> None:
    """Load all that makes pages, once for the processes that are forked from this one.

    A page of the released notebook is made for that; no student's text is read here.
    """
    import nbformat
    from nbconvert.exporters import HTMLExporter

    converter = GenerateFeedback(coursedir=course.api.coursedir, parent=course.api)
    known = {"score": 0, "max_score": 0, "late_penalty": 0}
    with contextlib.suppress(Exception):  # what does not work will be told of each page
        notebook = nbformat.read(released_path(assignment, course), as_version=4)
        for cell in notebook.cells:
            cell.metadata.setdefault("nbgrader", {}).update(score=0, comment=None)
        HTMLExporter(config=converter.config).from_notebook_node(notebook, {"nbgrader": known})
    gc.freeze()


def _start(student: str, assignment: str, root: Path, deadline: float) -> _Running:
    context = multiprocessing.get_context(START)
    mine, theirs = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_make_page, args=(assignment, root, student, theirs)
    )
    process.start()
    theirs.close()
    return _Running(student, process, mine, time.monotonic() + deadline)


def _is_over(page: _Running) -> bool:
    return not page.process.is_alive() or time.monotonic() >= page.end


def _end(page: _Running, deadline: float) -> str:
    """End a process, if it has not ended; returns why there is no page, or nothing."""
    late = page.process.is_alive()
    page.process.kill()
    page.process.join()
    with page.says, contextlib.suppress(EOFError, OSError):
        if page.says.poll():
            return str(page.says.recv())
    if late:
        return f"the page was not ready after {deadline:g} seconds, and was given up"
    status = page.process.exitcode
    return f"the process that makes the page ended (status {status})" if status else ""


def _make_page(assignment: str, root: Path, student: str, says: Connection) -> None:
    """Have nbgrader's converter make one page; trouble is said through a pipe."""
    begin()
    try:
        result = capture_log(_OnePage(assignment, student, Course(root)))
        if not result["success"]:
            says.send(reason(result))
    except Exception as error:
        says.send(one_line(error))


class _OnePage(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's converter for one notebook, which it is told instead of looking for it.

    It looks for a pattern, in which brackets and stars of an id mean something.
    """

    def __init__(self, assignment: str, student: str, course: Course):
        coursedir = course.api.coursedir
        coursedir.assignment_id, coursedir.student_id = assignment, student
        super().__init__(coursedir=coursedir, parent=course.api)
        self.update_config(Config({"HTMLExporter": {"template_name": "feedback"}}))
        self.force, self._notebook = True, _notebook(student, assignment, course)

    def init_notebooks(self) -> None:
        """Name the notebook."""
        self.assignments = {str(self._notebook.parent): [str(self._notebook)]}
        self.notebooks = []
