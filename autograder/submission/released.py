"""The notebook that students were given, as a submission is rebuilt from it."""

from __future__ import annotations

import functools

import nbformat
from nbformat import NotebookNode

from autograder.catalog import Assignment, CatalogError


@functools.lru_cache(maxsize=32)
def released(assignment: Assignment) -> NotebookNode:
    """The released notebook of an assignment.

    Raises:
        CatalogError: if it was not generated yet, or for another version of the rubric.
    """
    stem = assignment.stem
    if assignment.release is None:
        raise CatalogError("assignment.not_released", stem=stem)
    notebook = nbformat.reads(assignment.release, as_version=4)
    metadata = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    graded = {m["grade_id"]: float(m["points"]) for m in metadata if m.get("grade")}
    if graded != {q.grade_id: q.points for q in assignment.rubric.questions}:
        raise CatalogError("assignment.other_release", stem=stem)
    return notebook
