"""Practice packs: what a page needs to judge an assignment, without a line that answers it.

A pack holds the cases of one public seed, what the reference shows for them, what each known
mistake shows, and the hints. The seed is one that no course can grade with, so whoever takes a
pack apart finds the answers to its own cases and to no others.
"""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode

from autograder.catalog import Assignment, Reading, Section
from autograder.judging.exam import draw
from autograder.judging.recorded import record
from autograder.lab.judge import SCHEMA
from autograder.sandbox.protocol import encode_scripts
from autograder.submission.released import released

#: The seed of all practice. Those of gradings have seven bytes
#: (:meth:`autograder.gradebook.course.Course.seed`), and a fresh one of ``check`` has eight.
PRACTICE = 2**64 + 2026


def pack(assignment: Assignment, reading: Reading | None = None) -> str:
    """The practice pack of an assignment, as JSON text.

    Raises:
        CatalogError: if it is not released, or its release is out of date.
    """
    notebook = released(assignment)
    exam = draw(assignment.rubric, PRACTICE)
    data = {
        "schema": SCHEMA,
        "exam": json.loads(record(exam)),
        "released": {**notebook, "cells": [_code(c) for c in notebook.cells if _is_code(c)]},
        "reading": _reading(reading),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def texts(assignment: Assignment, language: str) -> str:
    """What an assignment says in another language, as JSON text for
    :class:`autograder.lab.judge.Judge`. The pack itself speaks the language of the rubric."""
    return json.dumps(assignment.hints.get(language, {}), ensure_ascii=False)


def worked(assignment: Assignment) -> bytes:
    """The worked examples of the released notebook as encoded scripts: inputs, and no answers."""
    exam = draw(assignment.rubric, PRACTICE)
    cases = (case for question in exam.questions for case in exam.prepared(question).cases)
    return encode_scripts([case.steps for case in cases if case.public])


def _is_code(cell: NotebookNode) -> bool:
    return str(cell.cell_type) == "code"


def _code(cell: NotebookNode) -> dict[str, Any]:
    """A cell as far as rebuilding looks at it."""
    return {**cell, "outputs": [], "execution_count": None}


def _reading(reading: Reading | None) -> dict[str, Any]:
    """What to read again, by misconception, question or name; the chapter under no name.

    Each section is there once, and keys name it by its place.
    """
    if reading is None:
        return {}
    sections = {"": reading.chapter, **reading.sections}
    places = list(dict.fromkeys(sections.values()))
    of = {key: places.index(section) for key, section in sections.items()}
    return {"places": [_section(section) for section in places], "of": of}


def _section(section: Section) -> dict[str, str]:
    return {
        "chapter": section.chapter,
        "title": section.title,
        "page": section.page,
        "anchor": section.anchor,
    }
