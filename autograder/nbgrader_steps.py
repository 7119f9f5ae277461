"""Our two steps in ``nbgrader autograde``, named in ``nbgrader_config.py``.

Both use nbgrader's documented extension points, the configurable lists
``Autograde.sanitize_preprocessors`` and ``Autograde.autograde_preprocessors``.
An assignment without a rubric of ours passes through as nbgrader would treat it.
"""

from __future__ import annotations

import atexit
import functools
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool

from autograder import intake, record, release
from autograder.course import course_seed
from autograder.doctor import prove
from autograder.isolation import CORE, Sandbox
from autograder.pipeline import judge_notebook
from autograder.rubric import load, stems


class Rebuild(NbGraderPreprocessor):
    """Rebuild a submission from the released notebook; only the text of code cells crosses over."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Replace ``nb`` by the released notebook with the student's code in it."""
        stem = resources["nbgrader"]["notebook"]
        if stem not in stems():
            return nb, resources
        cells = intake.student_cells(nb.cells)
        return intake.rebuild(release.released(stem), cells), resources


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
        stem = resources["nbgrader"]["notebook"]
        if stem not in stems():
            return super().preprocess(nb, resources)
        sandbox = proved_sandbox(self.allow_weak_isolation)
        seed = course_seed(stem, Path.cwd())  # nbgrader works in the course directory
        record.fill(nb, judge_notebook(nb, load(stem), sandbox, seed))
        return nb, resources


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
