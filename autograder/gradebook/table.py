"""The gradebook's scores of an assignment as a table of plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from autograder.gradebook.course import Course
from autograder.gradebook.hostile import printable
from autograder.judging.rubric import Rubric
from autograder.messages import say

#: Columns of a terminal that a student's id takes at most; longer ones lose their middle.
MAX_NAME = 40


def table(rubric: Rubric, course: Course, width: int = 100) -> str:
    """The gradebook's scores of an assignment, a row per student and a column per question.

    Classes and functions that do not fit beside each other in ``width`` columns stand below.
    """
    with course.gradebook() as gradebook:
        rows = {
            s.student_id: {g.name: g.score for n in s.notebooks for g in n.grades}
            for s in sorted(
                gradebook.assignment_submissions(rubric.stem), key=lambda s: s.student_id
            )
        }
    rows = {say("table.points"): {q.grade_id: q.points for q in rubric.questions}} | rows
    targets = dict.fromkeys(q.target for q in rubric.questions)
    columns = [_block(rubric, target, rows) for target in targets]
    total = ["", say("table.total"), *(f"{sum(scores.values()):g}" for scores in rows.values())]
    columns.append([cell.rjust(6) for cell in total])
    names = ["", say("table.student"), *_shortened([printable(id) for id in rows])]
    names = [padded(name, max(map(breadth, names))) for name in names]
    return "\n\n".join("\n".join(lines) for lines in _beside(names, columns, width))


def _shortened(names: list[str]) -> list[str]:
    """Names cut in their middle, so that the table keeps its columns; whole if two became one."""
    cut = [_cut(name) for name in names]
    return [name if cut.count(short) > 1 else short for name, short in zip(names, cut, strict=True)]


def _cut(name: str) -> str:
    if breadth(name) <= MAX_NAME:
        return name
    begin, end = name[: MAX_NAME // 2], name[-MAX_NAME // 4 :]
    while breadth(begin + end) >= MAX_NAME:
        begin = begin[:-1]
    return f"{begin}…{end}"


def breadth(text: str) -> int:
    """How many columns of a terminal a text takes: two for each wide character, as in Chinese."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def padded(text: str, width: int) -> str:
    """A text with blanks after it, so that the next column begins where it should."""
    return text + " " * (width - breadth(text))


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
