"""Turn ``solutions/<stem>.py`` into the notebook that students get.

The solution is a percent notebook. Its cells are staged, with nbgrader's metadata and one locked
cell for each question of the rubric, as a source notebook under ``build/``;
``nbgrader generate_assignment`` makes the release from that. The bytes depend on the solution
and the rubric alone: cell ids come from grade ids and positions.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.catalog import Assignment
from autograder.gradebook import changes
from autograder.gradebook.course import Course, succeed
from autograder.judging.rubric import Question, Rubric
from autograder.submission.source import definitions

GRADED_HEADING = """\
## What is graded

The cells below belong to the grader; leave them as they are.
They do nothing in your own notebook: the points appear in your feedback.

| question | points |
|---|---|
{rows}
"""

GRADED_CELL = """\
# {id}: {points}
raise RuntimeError("{id} is graded after you hand in; nothing is wrong here.")"""


def source_notebook(rubric: Rubric, percent: str) -> NotebookNode:
    """The nbgrader source notebook of an assignment.

    Args:
        rubric: gives the graded cells.
        percent: the text of ``solutions/<stem>.py``.
    """
    import jupytext  # only a release needs it, and it takes a while to import

    notebook = jupytext.reads(percent, fmt="py:percent")
    cells = [_staged(cell, i) for i, cell in enumerate(notebook.cells)]
    rows = "\n".join(f"| `{q.id}` | {_points(q)} |" for q in rubric.questions)
    cells.append(new_markdown_cell(GRADED_HEADING.format(rows=rows).strip(), id="graded"))
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


def _graded(question: Question) -> NotebookNode:
    source = GRADED_CELL.format(id=question.id, points=_counted(question.points))
    metadata = _nbgrader(question.grade_id, grade=True, locked=True)
    metadata["nbgrader"]["points"] = question.points
    return new_code_cell(source, id=question.grade_id, metadata=metadata)


def _points(question: Question) -> str:
    return f"{question.points:g}"


def _counted(points: float) -> str:
    return f"{points:g} point" + ("s" if points != 1 else "")


def _nbgrader(grade_id: str, *, grade=False, solution=False, locked=False) -> dict:
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
    return nbformat.writes(source_notebook(assignment.rubric, assignment.solution)) + "\n"


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
