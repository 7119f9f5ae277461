"""nbgrader's feedback pages, made in parallel and only where they are out of date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from autograder.gradebook.course import Course, succeed
from autograder.gradebook.executors import processes


def feedback(
    assignment: str, course: Course, students: Sequence[str] | None = None, jobs: int = 1
) -> list[str]:
    """Generate nbgrader's feedback pages where there is none newer than the grading.

    Args:
        assignment: the assignment's stem.
        course: where the autograded notebooks are.
        students: for whom; for all who are graded by default.
        jobs: how many pages are made at the same time. nbgrader makes one after the other.

    Returns:
        The students whose page was made.
    """
    graded = sorted(course.api.get_autograded_students(assignment))
    wanted = [s for s in graded if students is None or s in students]
    waiting = [s for s in wanted if _is_stale(s, assignment, course)]
    shares = [share for share in (waiting[k::jobs] for k in range(jobs)) if share]
    others = [sorted(set(graded) - set(share)) for share in shares]
    make = partial(_make_pages, assignment, course.root)
    if len(shares) < 2:
        list(map(make, others))
        return waiting
    with processes(len(shares)) as pool:
        list(pool.map(make, others))
    return waiting


def _is_stale(student: str, assignment: str, course: Course) -> bool:
    notebook = course.directory("autograded", student, assignment) / f"{assignment}.ipynb"
    page = course.directory("feedback", student, assignment) / f"{assignment}.html"
    return not page.exists() or page.stat().st_mtime < notebook.stat().st_mtime


def _make_pages(assignment: str, root: Path, without: Sequence[str]) -> None:
    """Make the pages of all students but some, in one run of nbgrader's converter.

    A run for each student would set up the converter and its templates each time.
    """
    api = Course(root).api
    api.coursedir.student_id_exclude = ",".join(without)
    succeed(api.generate_feedback(assignment, force=True))
