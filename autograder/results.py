"""What is in the gradebook: grade tables, feedback pages, exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from autograder.course import Course, check
from autograder.parallel import workers
from autograder.rubric import Rubric


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
    with workers(len(shares)) as pool:
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
    check(api.generate_feedback(assignment, force=True))


def export(course: Course) -> Path:
    """Write all grades with nbgrader's CSV exporter; returns the file."""
    from nbgrader.plugins import CsvExportPlugin

    path = course.root / "grades" / "grades.csv"
    exporter = CsvExportPlugin()
    exporter.to = str(path)
    with course.api.gradebook as gradebook:
        exporter.export(gradebook)
    return path


def table(rubric: Rubric, course: Course, width: int = 100) -> str:
    """The gradebook's scores of an assignment, a row per student and a column per question.

    Classes and functions that do not fit beside each other in ``width`` columns stand below.
    """
    with course.api.gradebook as gradebook:
        rows = {
            s.student_id: {g.name: g.score for n in s.notebooks for g in n.grades}
            for s in sorted(
                gradebook.assignment_submissions(rubric.stem), key=lambda s: s.student_id
            )
        }
    rows = {"(points)": {q.grade_id: q.points for q in rubric.questions}} | rows
    targets = dict.fromkeys(q.target for q in rubric.questions)
    columns = [_block(rubric, target, rows) for target in targets]
    total = ["", "total", *(f"{sum(scores.values()):g}" for scores in rows.values())]
    columns.append([cell.rjust(6) for cell in total])
    names = ["", "student", *rows]
    names = [name.ljust(max(map(len, names))) for name in names]
    return "\n\n".join("\n".join(lines) for lines in _beside(names, columns, width))


def _block(rubric: Rubric, target: str, rows: dict[str, dict[str, float]]) -> list[str]:
    """The columns of one class or function, as lines of equal length, its name on top."""
    questions = [q for q in rubric.questions if q.target == target]
    parts = [q.id.partition(".")[2] for q in questions]
    lines = ["  ".join(parts)]
    for scores in rows.values():
        cells = (f"{scores[q.grade_id]:g}" for q in questions)
        lines.append("  ".join(c.rjust(len(p)) for c, p in zip(cells, parts, strict=True)))
    width = max(len(target), len(lines[0]))
    return [target.ljust(width, "."), *(line.rjust(width) for line in lines)]


def _beside(names: list[str], columns: list[list[str]], width: int) -> Iterator[Iterator[str]]:
    """Columns side by side, as many as fit, with the names in front of each group."""
    group: list[list[str]] = [names]
    for column in columns:
        if len(group) > 1 and sum(len(c[0]) + 3 for c in [*group, column]) > width:
            yield map("   ".join, zip(*group, strict=True))
            group = [names]
        group.append(column)
    yield map("   ".join, zip(*group, strict=True))
