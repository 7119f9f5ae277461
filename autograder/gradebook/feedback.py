"""nbgrader's feedback pages: in parallel, only where out of date, in processes that may be killed.

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
    students: Sequence[str], assignment: str, course: Course, jobs: int, deadline: float
) -> dict[str, str]:
    """Make pages, in ``jobs`` processes at a time; returns why some could not be made."""
    _warm(assignment, course)
    troubles: dict[str, str] = {}
    waiting = [list(students[i::jobs]) for i in range(min(jobs, len(students)))]
    running: list[_Share] = []
    try:
        while waiting or running:
            while waiting:
                running.append(_start(waiting.pop(0), assignment, course.root, deadline))
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
        why = f"the page was not ready after {deadline:g} seconds, and was given up"
        troubles.setdefault(student, why)
    elif status or others:
        troubles.setdefault(student, f"the process that makes the page ended (status {status})")
    return others


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


def _start(students: list[str], assignment: str, root: Path, deadline: float) -> _Share:
    context = multiprocessing.get_context(START)
    mine, theirs = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_make_pages, args=(assignment, root, students, theirs)
    )
    process.start()
    theirs.close()
    return _Share(students, process, mine, time.monotonic() + deadline)


def _make_pages(assignment: str, root: Path, students: list[str], says: Connection) -> None:
    """Have nbgrader's converter make pages; what it begins and trouble are said through a pipe."""
    begin()
    try:
        result = capture_log(_Pages(assignment, students, Course(root), says))
        if not result["success"]:  # before the first page: trouble with one is caught there
            says.send((students[0], reason(result)))
    except Exception as error:
        says.send((students[0], one_line(error)))


class _Pages(GenerateFeedback):
    """One run of nbgrader's converter, which is told the notebooks instead of looking for them.

    It looks for a pattern, in which brackets and stars of an id mean something.
    """

    def __init__(self, assignment: str, students: list[str], course: Course, says: Connection):
        coursedir = course.api.coursedir
        coursedir.assignment_id = assignment
        super().__init__(coursedir=coursedir, parent=course.api)
        self.update_config(Config({"HTMLExporter": {"template_name": "feedback"}}))
        self.force, self._course, self._says = True, course, says
        self._students = students

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
