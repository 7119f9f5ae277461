"""Turn ``solutions/<stem>.py`` into the notebook that students get.

The solution is a percent notebook. Its cells are staged, with nbgrader's metadata and one locked
cell for each question of the rubric, as a source notebook under ``build/``;
``nbgrader generate_assignment`` makes the release from that. The bytes depend on the solution
and the rubric alone: cell ids come from grade ids and positions.

``solutions/<language>/<stem>.py`` says the same in another language. The notebook of the course's
own language is the one that nbgrader knows; those of others, its *editions*, stand in a folder of
their language beside it. Whichever of them a student works in, the work is judged alike.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from autograder.catalog import BEGIN, Assignment
from autograder.gradebook import changes
from autograder.gradebook.course import Course, CourseError, succeed
from autograder.gradebook.translated import Cell, in_language
from autograder.judging.rubric import Group, Question, Rubric
from autograder.messages import DEFAULT, languages, of_assignment, refuse_unknown, say, speaking
from autograder.submission.source import definitions

#: A graded cell says what it is, and does nothing in a student's own notebook or when nbgrader
#: validates it. Where nbgrader grades without our steps it fails, and so earns nothing.
#: :data:`autograder.submission.intake.GRADED_CELL` knows it by its first and its last line.
GRADED_CELL = """\
# {id}: {points}
import os as _os

if _os.environ.get("NBGRADER_EXECUTION") == "autograde":
    raise RuntimeError({alone})
print({later})"""


def source_notebook(rubric: Rubric, percent: Sequence[Cell]) -> NotebookNode:
    """The nbgrader source notebook of an assignment, in the language of the context.

    Args:
        rubric: gives the graded cells.
        percent: the cells of ``solutions/<stem>.py``.
    """
    cells = [_staged(cell, i) for i, cell in enumerate(percent)]
    cells.insert(1, new_markdown_cell(say("release.how", stem=rubric.stem).strip(), id="how"))
    cells.append(new_markdown_cell(_what_is_graded(rubric), id="graded"))
    cells += [_graded(question) for question in rubric.questions]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def _staged(cell: Cell, position: int) -> NotebookNode:
    """A cell of the solution with the metadata that nbgrader wants."""
    if cell.kind == "markdown":
        return new_markdown_cell(cell.source, id=f"text-{position}")
    if BEGIN not in cell.source:
        name = f"given-{position}"
        return new_code_cell(cell.source, id=name, metadata=_nbgrader(name, locked=True))
    name = _first_defined(cell.source)
    return new_code_cell(cell.source, id=name, metadata=_nbgrader(name, solution=True))


def _first_defined(source: str) -> str:
    names = definitions(source)
    if not names:
        raise CourseError("release.no_definition", line=source.strip().partition("\n")[0])
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
        alone=_quoted(say("release.alone")),
        later=_quoted(say("release.later", id=question.id)),
    )
    metadata = _nbgrader(question.grade_id, grade=True, locked=True)
    metadata["nbgrader"]["points"] = question.points
    return new_code_cell(source, id=question.grade_id, metadata=metadata)


def _counted(points: float) -> str:
    return say("release.point" if points == 1 else "release.points", points=points)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


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


def staged(assignment: Assignment, language: str = DEFAULT) -> str:
    """The text of an assignment's source notebook in a language.

    Raises:
        SpokenError: if nothing can be said in that language.
    """
    refuse_unknown(language, assignment.hints)
    percent = in_language(assignment.solution, assignment.translations.get(language))
    with speaking(language, assignment.hints):
        notebook = source_notebook(assignment.rubric, percent)
    if language != DEFAULT:
        notebook.metadata["autograder"] = {"language": language}
    return str(nbformat.writes(notebook)) + "\n"


def language_of(stem: str, course: Course) -> str:
    """The language that an assignment is released in: what students have got stays as it is."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        notebook = json.loads(released_path(stem, course).read_text(encoding="utf-8"))
        return str(notebook["metadata"].get("autograder", {}).get("language", DEFAULT))
    return course.language


def stage(assignment: Assignment, course: Course, source: str) -> bool:
    """Write the source notebook of an assignment; false if it was there already, byte for byte."""
    path = course.directory("source", assignment=assignment.stem) / f"{assignment.stem}.ipynb"
    return _write(path, source)


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def release(
    assignment: Assignment,
    course: Course,
    accept_changes: bool = False,
    language: str | None = None,
) -> bool:
    """Generate the notebook for students and tell the gradebook about its cells.

    The gradebook of a graded class is not told of other points before they are accepted.

    Args:
        language: by default, that in which the assignment is released already, else the course's.

    Returns:
        Whether anything had to be done.

    Raises:
        CourseError: if nbgrader refuses, or if cells came or went since work was graded.
    """
    stem, path = assignment.stem, released_path(assignment.stem, course)
    known = changes.recorded(stem, course)
    source = staged(assignment, language or language_of(stem, course))
    changes.refuse_other_cells(stem, nbformat.reads(source, as_version=4), known)
    new_points = changes.changed_points(assignment, known)
    if new_points and not accept_changes:
        text = changes.generated(stem, source, course)
        return stage(assignment, course, source) | _write(path, text)
    if not stage(assignment, course, source) and path.exists() and known and not new_points:
        return False
    with course.told(), changes.stubs(course.api, source):
        succeed(course.api.generate_assignment(stem, force=True, create=True))
    return True


def released_path(stem: str, course: Course) -> Path:
    """Where the released notebook of an assignment is."""
    return course.directory("release", assignment=stem) / f"{stem}.ipynb"


def edition(assignment: Assignment, course: Course, language: str) -> bool:
    """Write the notebook in another language than the course's; false if it was there already."""
    text = changes.generated(assignment.stem, staged(assignment, language), course)
    return _write(edition_path(assignment.stem, course, language), text)


def edition_path(stem: str, course: Course, language: str) -> Path:
    """Where the notebook of an assignment in another language than the course's is."""
    return course.directory("release", assignment=language) / stem / f"{stem}.ipynb"


def editions(course: Course) -> list[str]:
    """The other languages that this course has notebooks in."""
    others = {*languages(), *course.catalog.languages()} - {course.language}
    return sorted(o for o in others if course.directory("release", assignment=o).is_dir())
