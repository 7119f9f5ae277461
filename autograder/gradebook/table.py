"""The gradebook's scores of an assignment as a table of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.gradebook.course import Course
from autograder.gradebook.hostile import printable
from autograder.judging.rubric import Rubric


def table(rubric: Rubric, course: Course, width: int = 100) -> str:
    """The gradebook's scores of an assignment, a row per student and a column per question.

    Classes and functions that do not fit beside each other in ``width`` columns stand below.
    """
    with course.gradebook() as gradebook:
        rows = {
            printable(s.student_id): {g.name: g.score for n in s.notebooks for g in n.grades}
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
