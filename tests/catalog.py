"""The course's assignments, read once, by their stems."""

import functools

from autograder.catalog import Assignment, Catalog
from autograder.judging.rubric import Rubric
from autograder.submission import released as _released

CATALOG = Catalog()


def stems() -> list[str]:
    """The names of all assignments."""
    return CATALOG.stems()


@functools.cache
def assignment(stem: str) -> Assignment:
    """An assignment as the catalog has it."""
    return CATALOG[stem]


def load(stem: str) -> Rubric:
    """The rubric of an assignment."""
    return assignment(stem).rubric


def released(stem: str):
    """The notebook that students get."""
    return _released.released(assignment(stem))
