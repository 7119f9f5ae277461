"""What a new rubric would change about an assignment that has been graded.

With the points of a question the scores of everybody change their meaning, whether or not the
numbers do. So nothing is written, the gradebook's points included, until the instructor accepts.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from autograder.catalog import Assignment
from autograder.gradebook.course import Course, CourseError, succeed
from autograder.messages import DEFAULT, say, speaking

if TYPE_CHECKING:
    from nbgrader.apps import NbGraderAPI


@dataclass(frozen=True)
class Recorded:
    """What the gradebook knows of an assignment's notebook.

    Attributes:
        points: of its graded cells, by grade id.
        cells: the grade ids of all its cells.
        in_use: whether there are submissions, so that no cell may come or go.
    """

    points: dict[str, float]
    cells: frozenset[str]
    in_use: bool


def recorded(stem: str, course: Course) -> Recorded | None:
    """An assignment as the gradebook has it; ``None`` if it does not know its notebook yet."""
    from nbgrader.api import MissingEntry

    with course.gradebook() as gradebook:
        try:
            notebook = gradebook.find_notebook(stem, stem)
        except MissingEntry:
            return None
        return Recorded(
            points={cell.name: cell.max_score for cell in notebook.grade_cells},
            cells=frozenset(cell.name for cell in notebook.source_cells),
            in_use=bool(notebook.submissions),
        )


def changed_points(assignment: Assignment, known: Recorded | None) -> str:
    """How the points of questions differ from those by which work was graded; else empty."""
    if known is None or not known.in_use:
        return ""
    return "; ".join(
        f"{question.id} {known.points[question.grade_id]:g} → {question.points:g} points"
        for question in assignment.rubric.questions
        if known.points.get(question.grade_id, question.points) != question.points
    )


def refuse_other_cells(stem: str, source: NotebookNode, known: Recorded | None) -> None:
    """Refuse to add or remove cells of an assignment that has submissions.

    nbgrader would refuse as well, after it has removed the released notebook.

    Raises:
        CourseError: naming the cells.
    """
    metadata = (cell.metadata.get("nbgrader") for cell in source.cells)
    names = frozenset(known["grade_id"] for known in metadata if known)
    if known and known.in_use and known.cells != names:
        told = ", ".join(sorted(known.cells ^ names))
        raise CourseError("course.other_cells", stem=stem, told=told)


def generated(stem: str, source: str, course: Course) -> str:
    """The released notebook that nbgrader makes of a source notebook; the course stays as it is."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.utils import capture_log

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "source", stem, f"{stem}.ipynb")
        path.parent.mkdir(parents=True)
        path.write_text(source, encoding="utf-8")
        api = Course(course.root).api  # one of its own, since its directories are changed
        api.coursedir.assignment_id = stem
        api.coursedir.source_directory = str(Path(folder, "source"))
        api.coursedir.release_directory = str(Path(folder, "release"))
        with stubs(api, source):
            converter = GenerateAssignment(coursedir=api.coursedir, parent=api, no_database=True)
            steps = converter.preprocessors
            converter.preprocessors = [p for p in steps if _name(p) != "SaveCells"]
            succeed(capture_log(converter))
        return Path(folder, "release", stem, f"{stem}.ipynb").read_text(encoding="utf-8")


@contextlib.contextmanager
def stubs(api: NbGraderAPI, source: str) -> Iterator[None]:
    """Within this block nbgrader puts stubs in the language of a source notebook into its release.

    What the course's own settings say of stubs comes first.
    """
    spoken = json.loads(source)["metadata"].get("autograder", {}).get("language", DEFAULT)
    settings = api.config.ClearSolutions
    if spoken == DEFAULT or "code_stub" in settings:
        yield
        return
    with speaking(spoken):
        text = say("release.stub")
    settings.code_stub = {"python": f"# {text}\nraise NotImplementedError()"}
    try:
        yield
    finally:
        del settings.code_stub


def _name(preprocessor: type | str) -> str:
    """The name of a class that may be given by where it is."""
    name = preprocessor if isinstance(preprocessor, str) else preprocessor.__name__
    return name.rpartition(".")[2]
