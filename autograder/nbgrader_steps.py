"""Our two steps in ``nbgrader autograde``, named in ``nbgrader_config.py``.

Both use nbgrader's documented extension points, the configurable lists
``Autograde.sanitize_preprocessors`` and ``Autograde.autograde_preprocessors``.
An assignment that no course of ours has passes through as nbgrader would treat it.
"""

from __future__ import annotations

import atexit
import functools
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool

from autograder.catalog import Assignment
from autograder.gradebook import notebook as notebooks
from autograder.gradebook.course import Course
from autograder.messages import speaking
from autograder.pipeline import judge_notebook
from autograder.running.doctor import prove
from autograder.running.isolation import CORE, Sandbox
from autograder.submission import intake
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
        cells = intake.student_cells(nb.cells)
        rebuilt = intake.rebuild(released(assignment), cells)
        rebuilt.metadata["autograder"] = {"submission": intake.digest(cells)}
        return rebuilt, resources


class Judge(Execute):
    """Judge a rebuilt submission and write the verdicts as outputs of its graded cells."""

    allow_weak_isolation = Bool(
        False,
        help="Whether to grade although a layer of the sandbox's core is missing here.",
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Fill the outputs of ``nb``; a notebook that is not ours is executed by nbgrader."""
        assignment = assignment_of(resources["nbgrader"]["notebook"])
        if assignment is None:
            return super().preprocess(nb, resources)
        course = here()
        digest = nb.metadata.get("autograder", {}).get("submission", "")
        sandbox = proved_sandbox(self.allow_weak_isolation)
        with speaking(course.language, assignment.hints):
            judgement = judge_notebook(nb, assignment, sandbox, course.seed(assignment.stem))
            notebooks.fill(nb, judgement, digest)
        return nb, resources


@functools.cache
def here() -> Course:
    """The course that nbgrader works in: it has changed into its directory."""
    return Course(Path.cwd())


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
