"""Step one, *intake*: find a student's definitions in whatever was handed in.

The notebook is rebuilt from the released one. Only the text of code cells crosses over; the
student's metadata, points, outputs and attachments do not. Cells that were stripped of their
metadata, deleted, edited, duplicated or reordered are matched by grade id, then by the names
that they define.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import os
import re
import stat
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import nbformat
from nbformat import NotebookNode

MAX_BYTES = 20 * 2**20
#: Code that is more than this is not looked at: the syntax tree takes five hundred times the room.
MAX_CODE, MAX_CELLS = 250_000, 1_000
#: The text of a graded cell, of this release or of an earlier one with other points.
GRADED_CELL = re.compile(
    r'\s*# (\w+\.\w+): [\d.]+ points?\n.*"\1 is graded after you hand in', re.DOTALL
)
#: A pipe must not make the reader wait, and a link must not be followed.
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
ELSEWHERE = "# This is defined in another cell of the notebook."


class IntakeError(Exception):
    """A submission that cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class StudentCell:
    """The text of one code cell, and the grade id that it carries, if it still does."""

    source: str
    grade_id: str | None = None


def read_file(path: Path, below: Path | None = None) -> bytes:
    """The bytes of a submitted file.

    What is looked at is what is read: the file is opened once, and no link is followed.

    Args:
        path: the file.
        below: a folder above it; no name after it may be a link. By default only the last.

    Raises:
        IntakeError: if it is missing, a link, not a regular file, or too large.
    """
    with open_file(path, below) as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    if max(size, len(data)) > MAX_BYTES:
        raise IntakeError(
            f"{path} has {size / 2**20:.0f} MB; at most {MAX_BYTES >> 20} MB are read. "
            "Clear the outputs and save again."
        )
    return data


def open_file(path: Path, below: Path | None = None) -> BinaryIO:
    """Open a regular file as :func:`read_file` does.

    Raises:
        IntakeError: if it is missing, a link or not a regular file.
    """
    try:
        descriptor = _open(path, below)
    except OSError as error:
        if link := _first_link(path, below):
            raise IntakeError(f"{link} is a symbolic link. Hand in the file itself.") from None
        raise IntakeError(
            f"{path}: cannot be read ({error.strerror}). Is the path right?"
        ) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise IntakeError(f"{path} is not a regular file. Hand in a notebook or a .py file.")
    return os.fdopen(descriptor, "rb")


def _open(path: Path, below: Path | None) -> int:
    """A descriptor for reading; where the system can, each name is opened in its own folder."""
    if below is None or os.open not in os.supports_dir_fd:
        if not NO_LINK and _first_link(path, below):  # Windows
            raise OSError
        return os.open(path, NO_LINK)
    *folders, name = path.relative_to(below).parts
    inside = os.open(below, os.O_DIRECTORY)
    try:
        for folder in folders:
            outside, inside = inside, os.open(folder, NO_LINK | os.O_DIRECTORY, dir_fd=inside)
            os.close(outside)
        return os.open(name, NO_LINK, dir_fd=inside)
    finally:
        os.close(inside)


def _first_link(path: Path, below: Path | None) -> Path | None:
    """The first link among the names that must not be one, for a message."""
    places = [path, *path.parents]
    own = places[: places.index(below)] if below in places else places[:1]
    return next((place for place in reversed(own) if place.is_symlink()), None)


def read(submission: bytes, filename: str) -> list[StudentCell]:
    """The code cells of a notebook (``.ipynb``) or a Python file (``.py``).

    Raises:
        IntakeError: if it is neither.
    """
    suffix = Path(filename).suffix.lower()
    if suffix not in (".ipynb", ".py"):
        raise IntakeError(f"{filename}: hand in a notebook (.ipynb) or a Python file (.py).")
    try:
        text = submission.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise IntakeError(f"{filename} is not UTF-8 text. Save it again from Jupyter.") from None
    if suffix == ".py":
        return _bearable([StudentCell(source) for source in _percent_cells(text)])
    return _notebook_cells(text, filename)


def _percent_cells(text: str) -> list[str]:
    """The code cells of a Python file: between ``# %%`` markers, or all of it."""
    pieces = re.split(r"^(# *%%.*)$", "# %%\n" + text, flags=re.M)
    cells = zip(pieces[1::2], pieces[2::2], strict=True)
    return [c.strip("\n") for marker, c in cells if "[markdown]" not in marker and c.strip()]


def _notebook_cells(text: str, filename: str) -> list[StudentCell]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise IntakeError(
            f"{filename} is not a notebook: it is not valid JSON{where}. "
            "Open it in Jupyter, save it as .ipynb and hand it in again."
        ) from None
    cells = _cells(data)
    if cells is None:
        raise IntakeError(
            f"{filename} is not a notebook: it has no list of cells. "
            "Open it in Jupyter, save it as .ipynb and hand it in again."
        )
    return student_cells(cells)


def student_cells(cells: Sequence[Any]) -> list[StudentCell]:
    """The code cells among a notebook's cells, which need not be well formed.

    Raises:
        IntakeError: if there is more code than anybody writes.
    """
    return _bearable([c for c in map(_student_cell, cells) if c is not None])


def _bearable(cells: list[StudentCell]) -> list[StudentCell]:
    size = sum(len(cell.source) for cell in cells)
    if size > MAX_CODE or len(cells) > MAX_CELLS:
        raise IntakeError(
            f"the notebook has {len(cells)} code cells with {size} characters; at most {MAX_CELLS} "
            f"cells with {MAX_CODE} characters are read. Remove what is not your work."
        )
    return cells


def _cells(data: Any) -> list | None:
    """The cells of nbformat 4, or of the worksheets of nbformat 3."""
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("cells"), list):
        return data["cells"]
    sheets = data.get("worksheets")
    if isinstance(sheets, list):
        return [c for s in sheets if isinstance(s, dict) for c in s.get("cells") or []]
    return None


def _student_cell(cell: Any) -> StudentCell | None:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(s for s in source if isinstance(s, str))
    if not isinstance(source, str) or not source.strip():
        return None
    source = source.encode("utf-8", "replace").decode()  # lone surrogates cannot be written
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return StudentCell(source, grade_id if isinstance(grade_id, str) else None)


def digest(cells: Sequence[StudentCell]) -> str:
    """A fingerprint of a student's code: of nothing that a new release changes."""
    sources = [cell.source for cell in cells if not GRADED_CELL.match(cell.source)]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()[:16]


# -------------------------------------------------------------------- rebuilding


def cells_to_run(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells that are the student's to run: all but the graded ones."""
    return [c for c in notebook.cells if c.cell_type == "code" and not _nbgrader(c).get("grade")]


def rebuild(released: NotebookNode, student_cells: Sequence[StudentCell]) -> NotebookNode:
    """The released notebook with a student's code in it.

    Every cell of the release is there, in its order, with its own metadata and locked text.
    A student's cells keep their own order; those that belong to no cell of the release stand
    where they stood among the others.
    """
    slots = _assign(released, student_cells)
    taken = set(slots.values())
    elsewhere = _answered_elsewhere(released, student_cells, taken)
    cells: list[NotebookNode] = []

    def emit_released(start: int, end: int) -> None:
        for i in range(start, end):
            if i not in taken:
                cells.append(_copy(released.cells[i], ELSEWHERE if i in elsewhere else None))

    cursor = extras = 0
    ignored = _ignored(released, student_cells, slots)
    for index, student in enumerate(student_cells):
        if index in ignored:
            continue
        position = slots.get(index)
        if position is None:
            extras += 1
            cells.append(_extra(student.source, extras))
            continue
        emit_released(cursor, position)
        cursor = max(cursor, position + 1)
        cells.append(_copy(released.cells[position], student.source))
    emit_released(cursor, len(released.cells))
    return nbformat.from_dict({**released, "cells": cells})


def _copy(cell: NotebookNode, source: str | None = None) -> NotebookNode:
    changed = {} if source is None else {"source": source}
    return nbformat.from_dict({**cell, **changed})


def _extra(source: str, number: int) -> NotebookNode:
    """A code cell that the release does not have."""
    content = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return nbformat.from_dict({"id": f"extra-{number}", "source": source, **content})


def _nbgrader(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def _assign(released: NotebookNode, students: Sequence[StudentCell]) -> dict[int, int]:
    """Which student cell goes into which solution cell: by grade id first, then by names."""
    solutions = {i: c for i, c in enumerate(released.cells) if _nbgrader(c).get("solution")}
    slots: dict[int, int] = {}

    def place(matches: Any) -> None:
        for position, cell in solutions.items():
            if position in slots.values():
                continue
            for index, student in enumerate(students):
                if index not in slots and matches(student, cell):
                    slots[index] = position
                    break

    def written(student: StudentCell, cell: NotebookNode) -> bool:
        return student.source.strip() != cell.source.strip()

    def same_id(student: StudentCell, cell: NotebookNode) -> bool:
        return student.grade_id == _nbgrader(cell)["grade_id"]

    def same_names(student: StudentCell, cell: NotebookNode) -> bool:
        return bool(defined_names(student.source) & defined_names(cell.source))

    # An untouched stub never takes the place of work that stands in another cell.
    place(lambda s, c: same_id(s, c) and written(s, c))
    place(lambda s, c: same_names(s, c) and written(s, c))
    place(lambda s, c: not written(s, c))
    return slots


def _answered_elsewhere(
    released: NotebookNode, students: Sequence[StudentCell], taken: set[int]
) -> set[int]:
    """Stubs that would overwrite what a student defined in some other cell."""
    stubs = {i: c for i, c in enumerate(released.cells) if _nbgrader(c).get("solution")}
    texts = {c.source.strip() for c in stubs.values()}
    names = frozenset[str]().union(
        *(defined_names(s.source) for s in students if s.source.strip() not in texts)
    )
    return {i for i, c in stubs.items() if i not in taken and defined_names(c.source) <= names}


def _ignored(
    released: NotebookNode, students: Sequence[StudentCell], slots: dict[int, int]
) -> set[int]:
    """Student cells that add nothing: copies of a released cell's text, and graded cells."""
    texts = {c.source.strip() for c in released.cells if c.cell_type == "code"}
    return {
        i
        for i, s in enumerate(students)
        if i not in slots and (s.source.strip() in texts or GRADED_CELL.match(s.source))
    }


@functools.lru_cache(maxsize=256)
def defined_names(source: str) -> frozenset[str]:
    """The classes and functions that a cell defines at its top level.

    Falls back to a pattern where the cell is not plain Python (a magic, a syntax error).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python remarks on is the student's business
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(re.findall(r"^(?:class|def)\s+(\w+)", source, flags=re.M))
    kinds = (ast.ClassDef, ast.FunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))
