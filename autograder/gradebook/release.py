"""Turn ``solutions/<stem>.py`` into the notebook that students get.

The solution is a percent notebook. Its cells are staged, with nbgrader's metadata and one locked
cell for each question of the rubric, as a source notebook under ``build/``;
``nbgrader generate_assignment`` makes the release from that. The bytes depend on the solution
and the rubric alone: cell ids come from grade ids and positions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.catalog import Assignment
from autograder.gradebook import changes
from autograder.gradebook.course import Course, succeed
from autograder.judging.rubric import Group, Question, Rubric
from autograder.messages import of_assignment, say
from autograder.submission.source import definitions

#: A graded cell says what it is, and does nothing in a student's own notebook or when nbgrader
#: validates it. Where nbgrader grades without our steps it fails, and so earns nothing.
#: :data:`autograder.submission.intake.GRADED_CELL` knows it by its first and its last line.
GRADED_CELL = """\
# {id}: {points}
import os as _os

if _os.environ.get("NBGRADER_EXECUTION") == "autograde":
    raise RuntimeError("{alone}")
print("{id} is graded after you hand in; {harmless}")"""


def source_notebook(rubric: Rubric, percent: str) -> NotebookNode:
    """The nbgrader source notebook of an assignment.

    Args:
        rubric: gives the graded cells.
        percent: the text of ``solutions/<stem>.py``.
    """
    import jupytext  # only a release needs it, and it takes a while to import

    notebook = jupytext.reads(percent, fmt="py:percent")
    cells = [_staged(cell, i) for i, cell in enumerate(notebook.cells)]
    cells.insert(1, new_markdown_cell(say("release.how", stem=rubric.stem).strip(), id="how"))
    cells.append(new_markdown_cell(_what_is_graded(rubric), id="graded"))
    cells += [_graded(question) for question in rubric.questions]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def _staged(cell: NotebookNode, position: int) -> NotebookNode:
    """A cell of the solution with the metadata that nbgrader wants."""
    if cell.cell_type == "markdown":
        return new_markdown_cell(cell.source, id=f"text-{position}")
    if "### BEGIN SOLUTION" not in cell.source:
        name = f"given-{position}"
        return new_code_cell(cell.source, id=name, metadata=_nbgrader(name, locked=True))
    name = _first_defined(cell.source)
    return new_code_cell(cell.source, id=name, metadata=_nbgrader(name, solution=True))


def _first_defined(source: str) -> str:
    names = definitions(source)
    if not names:
        raise ValueError(f"a solution cell defines no class or function:\n{source}")
    return min(names, key=lambda name: source.index(f" {name}"))


def _what_is_graded(rubric: Rubric) -> str:
    """The table of questions: what each is worth, and what its points are for."""
    apart = say("list.semicolon")
    rows = "\n".join(
        f"| `{q.id}` | {q.points:g} | {apart.join(map(_share, q.groups)) if q.groups[1:] else ''} |"
        for q in rubric.questions
    )
    total = sum(q.points for q in rubric.questions)
    return say("release.graded", rows=rows, total=total).strip()


def _share(group: Group) -> str:
    return say("release.share", group=of_assignment(group.name, group.name), points=group.points)


def _graded(question: Question) -> NotebookNode:
    source = GRADED_CELL.format(
        id=question.id,
        points=_counted(question.points),
        alone=say("release.alone"),
        harmless=say("release.harmless"),
    )
    metadata = _nbgrader(question.grade_id, grade=True, locked=True)
    metadata["nbgrader"]["points"] = question.points
    return new_code_cell(source, id=question.grade_id, metadata=metadata)


def _counted(points: float) -> str:
    return f"{points:g} point" + ("s" if points != 1 else "")


def _nbgrader(
    grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False
) -> dict[str, Any]:
    """Complete metadata; nbgrader 0.9.6 refuses anything less."""
    return {
        "nbgrader": {
            "schema_version": 3,
            "grade_id": grade_id,
            "grade": grade,
            "solution": solution,
            "locked": locked,
            "task": False,
        }
    }


def staged(assignment: Assignment) -> str:
    """The text of an assignment's source notebook."""
    return str(nbformat.writes(source_notebook(assignment.rubric, assignment.solution))) + "\n"


def stage(assignment: Assignment, course: Course) -> bool:
    """Write the source notebook of an assignment; false if it was there already, byte for byte."""
    path = course.directory("source", assignment=assignment.stem) / f"{assignment.stem}.ipynb"
    return _write(path, staged(assignment))


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def release(assignment: Assignment, course: Course, accept_changes: bool = False) -> bool:
    """Generate the notebook for students and tell the gradebook about its cells.

    The gradebook of a graded class is not told of other points before they are accepted.

    Returns:
        Whether anything had to be done.

    Raises:
        CourseError: if nbgrader refuses, or if cells came or went since work was graded.
    """
    stem, path = assignment.stem, released_path(assignment.stem, course)
    known = changes.recorded(stem, course)
    source = staged(assignment)
    changes.refuse_other_cells(stem, nbformat.reads(source, as_version=4), known)
    new_points = changes.changed_points(assignment, known)
    if new_points and not accept_changes:
        text = changes.generated(stem, source, course)
        return stage(assignment, course) | _write(path, text)
    if not stage(assignment, course) and path.exists() and known and not new_points:
        return False
    with course.told():
        succeed(course.api.generate_assignment(stem, force=True, create=True))
    return True


def released_path(stem: str, course: Course) -> Path:
    """Where the released notebook of an assignment is."""
    return course.directory("release", assignment=stem) / f"{stem}.ipynb"
