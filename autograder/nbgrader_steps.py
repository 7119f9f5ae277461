"""Our two steps in ``nbgrader autograde``, named in ``nbgrader_config.py``.

Both use nbgrader's documented extension points, the configurable lists
``Autograde.sanitize_preprocessors`` and ``Autograde.autograde_preprocessors``.
An assignment that no course of ours has passes through as nbgrader would treat it.
"""

from __future__ import annotations

import atexit
import functools
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Int

from autograder.catalog import Assignment
from autograder.gradebook import notebook as notebooks
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.feedback_html import MAX_CHARACTERS, MAX_LINES
from autograder.gradebook.handed_in import refuse_links
from autograder.messages import say, speaking
from autograder.pipeline import judge_notebook
from autograder.running.doctor import prove
from autograder.running.isolation import CORE, Sandbox
from autograder.submission import intake
from autograder.submission.belongs import refuse_other
from autograder.submission.released import released


class Rebuild(NbGraderPreprocessor):
    """Rebuild a submission from the released notebook; only the text of code cells crosses over."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Replace ``nb`` by the released notebook with the student's code in it."""
        assignment = assignment_of(resources["nbgrader"]["notebook"])
        if assignment is None:
            return nb, resources
        names = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        # nbgrader has copied what links point to; since this fails, it removes the copies.
        refuse_links(here().directory("submitted", *names), here().top("submitted"))
        cells = intake.student_cells(nb.cells)
        refuse_other(cells, assignment, here().catalog)
        rebuilt = intake.rebuild(released(assignment), cells)
        rebuilt.metadata["autograder"] = {"submission": intake.digest(cells)}
        return rebuilt, resources


class Judge(Execute):
    """Judge a rebuilt submission and write the verdicts as outputs of its graded cells."""

    allow_weak_isolation = Bool(False, help=say("help.step_weak")).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Fill the outputs of ``nb``; a notebook that is not ours is executed by nbgrader."""
        assignment = assignment_of(resources["nbgrader"]["notebook"])
        if assignment is None:
            executed: tuple[NotebookNode, ResourcesDict] = super().preprocess(nb, resources)
            return executed
        course = here()
        _refuse_other_points(nb, assignment)
        digest = nb.metadata.get("autograder", {}).get("submission", "")
        sandbox = proved_sandbox(self.allow_weak_isolation)
        seed = course.seed_for(assignment.stem, resources["nbgrader"]["student"])
        with speaking(course.language, assignment.hints):
            judgement = judge_notebook(nb, assignment, sandbox, seed)
            notebooks.fill(nb, judgement, digest)
        return nb, resources


class Highlight(Highlight2HTML):
    """nbconvert's filter ``highlight_code`` with a bound.

    Pygments takes time that grows with the square of a run of blank lines, for hours at 60,000,
    and its lexer of IPython four times as long as that of Python. What is longer than anybody
    writes is plain text.
    """

    max_characters = Int(MAX_CHARACTERS, help=say("help.step_characters")).tag(config=True)
    max_lines = Int(MAX_LINES, help=say("help.step_lines")).tag(config=True)

    def __init__(self, pygments_lexer: str = "python3", **options: Any):
        super().__init__(pygments_lexer=pygments_lexer, **options)

    def __call__(
        self, source: str, language: str | None = None, metadata: dict[str, Any] | None = None
    ) -> str:
        """The HTML of a cell's source."""
        lines = len(source.splitlines())
        if len(source) > self.max_characters or lines > self.max_lines:
            language = "text"
        return str(super().__call__(source, language, metadata))


@functools.cache
def here() -> Course:
    """The course that nbgrader works in: it has changed into its directory."""
    return Course(Path.cwd())


def _refuse_other_points(nb: NotebookNode, assignment: Assignment) -> None:
    """Refuse to judge with a rubric whose points the gradebook does not have.

    Raises:
        CourseError: saying how to accept them.
    """
    metadata = [cell.metadata.get("nbgrader", {}) for cell in nb.cells]
    points = {known["grade_id"]: known["points"] for known in metadata if known.get("grade")}
    if points != {q.grade_id: q.points for q in assignment.rubric.questions}:
        raise CourseError("course.points_changed", stem=assignment.stem)


@functools.cache
def assignment_of(stem: str) -> Assignment | None:
    """An assignment as this course released it; ``None`` if no course of ours has it."""
    return here().released_assignment(stem) if stem in here().catalog else None


@functools.cache
def proved_sandbox(allow_weak_isolation: bool) -> Sandbox:
    """One sandbox for all submissions that this process grades, proved before the first.

    Raises:
        SandboxError: if it does not hold; nbgrader then reports the submission as not graded.
    """
    sandbox = Sandbox(required=() if allow_weak_isolation else CORE)
    atexit.register(sandbox.close)
    prove(sandbox)
    return sandbox
