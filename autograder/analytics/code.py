"""The code of a class, read for comparison: each student's functions, and what was given to all."""

from __future__ import annotations

import builtins
import functools
import io
import tokenize
from collections.abc import Iterable

import numpy as np

from autograder.analytics.similarity import Submission, read
from autograder.catalog import Assignment
from autograder.gradebook import extensions, handed_in
from autograder.gradebook.course import Course
from autograder.submission import intake
from autograder.submission.released import released


def functions(assignment: Assignment) -> frozenset[str]:
    """The functions and methods that are asked for, as ``MSELoss.forward``."""
    found = set()
    for question in assignment.rubric.questions:
        asked = getattr(assignment.reference, question.target)
        methods = [name for base in getattr(asked, "__mro__", ()) for name in vars(base)]
        found |= {f"{question.target}.{name}" for name in methods} | {question.target}
    return frozenset(found)


@functools.lru_cache(maxsize=32)
def names(assignment: Assignment) -> frozenset[str]:
    """Names that nobody chose: those of the released notebook, of NumPy and of Python."""
    given = {
        token.string
        for cell in intake.cells_to_run(released(assignment))
        for token in _tokens(cell.source)
        if token.type == tokenize.NAME
    }
    return frozenset(given | set(dir(np)) | set(dir(np.ndarray)) | set(dir(builtins)))


def _tokens(source: str) -> list[tokenize.TokenInfo]:
    try:
        return list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return []


def units(assignment: Assignment, cells: Iterable[str]) -> Submission:
    """The functions in some cells of code, with their fingerprints."""
    return read(cells, functions(assignment), names(assignment))


def given(assignment: Assignment) -> Submission:
    """What everybody was given, read the same way."""
    return units(assignment, (cell.source for cell in intake.cells_to_run(released(assignment))))


def work(course: Course, stem: str) -> tuple[dict[str, Submission], dict[str, str]]:
    """The code that each student handed in, as it would be judged.

    Returns:
        The functions by student, and why a student's could not be read who is not excused.
    """
    assignment = course.released_assignment(stem)
    found: dict[str, Submission] = {}
    unread: dict[str, str] = {}
    excused = extensions.excused(course, stem)
    for student in course.submitted(stem):
        try:
            file = handed_in.find(course, student, stem)
            cells = intake.read(file.data, file.filename)
        except (intake.IntakeError, OSError) as error:
            if student not in excused:
                unread[student] = str(error)
            continue
        notebook = intake.rebuild(released(assignment), cells)
        found[student] = units(assignment, (c.source for c in intake.cells_to_run(notebook)))
    return found, unread
