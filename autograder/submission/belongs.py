"""Is it this assignment's work at all?

A notebook of another assignment has none of the names that are asked for, and would get 0 points
for everything. It was handed in at the wrong place, and so it is not judged.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from autograder.catalog import Assignment, Catalog
from autograder.submission.intake import GRADED_CELL, IntakeError, StudentCell
from autograder.submission.source import bindings, definitions


def refuse_other(cells: Sequence[StudentCell], assignment: Assignment, catalog: Catalog) -> None:
    """Refuse the work of another assignment.

    That is what has the graded cells of another one, or defines what another one asks for, and
    defines nothing that this one asks for. Who defines one name of this assignment is judged,
    whatever else is there; so is who defines nothing at all.

    Raises:
        IntakeError: naming the assignment that it looks like, where that is known.
    """
    defined = frozenset[str]().union(*(bindings(cell.source) for cell in cells))
    graded = {met[1] for cell in cells if (met := GRADED_CELL.match(cell.source))}
    if defined & _asked(assignment) or graded & {q.id for q in assignment.rubric.questions}:
        return
    named = (definitions(cell.source) for cell in cells)
    names = frozenset(id.partition(".")[0] for id in graded).union(*named)
    likely = {stem: len(names & _asked_in(catalog, stem)) for stem in catalog.stems()}
    likely[assignment.stem] = 0
    best = max(likely, key=lambda stem: likely[stem])
    if likely[best]:
        raise IntakeError("intake.other", stem=assignment.stem, other=best)
    if graded:
        raise IntakeError("intake.another", stem=assignment.stem, id=min(graded))


def _asked(assignment: Assignment) -> frozenset[str]:
    """The classes and functions that an assignment asks for."""
    return frozenset(question.target for question in assignment.rubric.questions)


def _asked_in(catalog: Catalog, stem: str) -> frozenset[str]:
    with contextlib.suppress(Exception):  # another assignment that is being written is no reason
        return _asked(catalog[stem])
    return frozenset()
