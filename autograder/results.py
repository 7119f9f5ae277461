"""What is in the gradebook: grade tables, feedback pages, exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.course import Course, check
from autograder.rubric import Rubric


def feedback(assignment: str, course: Course, students: Sequence[str] | None = None) -> list[str]:
    """Generate nbgrader's feedback pages where there is none newer than the grading.

    Returns:
        The students whose page was made.
    """
    made = []
    for student in students or sorted(course.api.get_autograded_students(assignment)):
        notebook = course.directory("autograded", student, assignment) / f"{assignment}.ipynb"
        page = course.directory("feedback", student, assignment) / f"{assignment}.html"
        if page.exists() and page.stat().st_mtime >= notebook.stat().st_mtime:
            continue
        check(course.api.generate_feedback(assignment, student, force=True))
        made.append(student)
    return made


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
