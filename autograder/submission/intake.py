"""Step one, *intake*: find a student's definitions in whatever was handed in.

The notebook is rebuilt from the released one. Only the text of code cells crosses over; the
student's metadata, points, outputs and attachments do not. Cells that were stripped of their
metadata, deleted, edited, duplicated or reordered are matched by grade id, then by the names
that they define. An answer whose cell was switched to Markdown or raw is taken as code.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
import re
import stat
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from nbformat import NotebookNode, from_dict

from autograder.messages import SpokenError, say
from autograder.submission import script
from autograder.submission.source import alike, bindings, definitions, reworded, tree

MAX_BYTES = 20 * 2**20
#: Code that is more than this is not looked at: the syntax tree takes five hundred times the room.
MAX_CODE, MAX_CELLS = 250_000, 1_000
#: The text of a graded cell, of this release or of an earlier one with other points, in any
#: language.
GRADED_CELL = re.compile(
    r"\A\s*# (\w+\.\w+): [\d.]+[^\n]*\n"
    r'(?:import os as _os\n\nif _os\.environ\.get\("NBGRADER_EXECUTION"\)'
    r'|.*"\1 is graded after you hand in)',
    re.DOTALL,
)
#: A pipe must not make the reader wait, and a link must not be followed.
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
ELSEWHERE = "# This is defined in another cell of the notebook."
ABSENT = "# Nothing that was handed in defines this."
#: Code as it is quoted in Markdown.
FENCED = re.compile(r"\A\s*```\w*\n(.*?)\n```\s*\Z", re.DOTALL)
#: Encodings that a Python file may name in its first lines, as PEP 263 has it.
ENCODINGS = re.compile(r"ascii|iso8859|cp\d+$|koi8|mac|gb|big5|shift_jis|euc")


class IntakeError(SpokenError):
    """A submission that cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class StudentCell:
    """The text of one cell of code.

    Attributes:
        grade_id: the grade id that it carries, if it still does.
        kind: ``"code"``, or ``"markdown"`` or ``"raw"`` if code stood in such a cell.
        line: the line of the file, from 1, at which it begins; 0 in a notebook.
    """

    source: str
    grade_id: str | None = None
    kind: str = "code"
    line: int = 0


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
        raise IntakeError("intake.large", path=path, size=size / 2**20, most=MAX_BYTES >> 20)
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
            raise IntakeError("intake.link", path=link) from None
        raise IntakeError("intake.unreadable", path=path, reason=error.strerror) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise IntakeError("intake.no_file", path=path)
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
    if suffix == ".py":
        text = _universal(_decoded(submission, filename))
        pieces = script.pieces(text) if len(text) <= MAX_CODE else [(text, 1)]
        return _bearable([StudentCell(source, line=line) for source, line in pieces])
    if suffix != ".ipynb":
        raise IntakeError("intake.ending", name=filename)
    try:
        return _notebook_cells(submission.decode("utf-8-sig"), filename)
    except UnicodeDecodeError:
        raise IntakeError("intake.notebook_text", name=filename) from None


def _decoded(submission: bytes, filename: str) -> str:
    """The text of a Python file, in the encoding that it names, which is UTF-8 by default."""
    try:
        return submission.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(submission).readline)
        if ENCODINGS.match(codecs.lookup(encoding).name):
            return submission.decode(encoding)
    except (SyntaxError, LookupError, UnicodeDecodeError):
        pass
    raise IntakeError("intake.script_text", name=filename)


def _universal(text: str) -> str:
    """Text whose lines end with a line feed, wherever it was written."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _notebook_cells(text: str, filename: str) -> list[StudentCell]:
    if not text.strip():
        raise IntakeError("intake.empty", name=filename)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise IntakeError("intake.no_json", name=filename, line=line) from None
    cells = _cells(data)
    if cells is None:
        raise IntakeError("intake.no_cells", name=filename)
    return student_cells(cells)


def student_cells(cells: Sequence[Any]) -> list[StudentCell]:
    """The code cells among a notebook's cells, which need not be well formed.

    Raises:
        IntakeError: if there is more code than anybody writes.
    """
    return _bearable([c for c in _student_cells(cells) if c is not None])


def _student_cells(cells: Sequence[Any]) -> Iterator[StudentCell | None]:
    """The cells that may hold code; prose is searched for it as long as there is no more of it
    than of code, since whoever looks has to parse it.
    """
    prose = 0
    for cell in cells:
        found = _student_cell(cell)
        if found is not None and found.kind != "code":
            prose += len(found.source)
            found = _quoted(found) if prose <= MAX_CODE else None
        yield found


def _bearable(cells: list[StudentCell]) -> list[StudentCell]:
    size = sum(len(cell.source) for cell in cells)
    if size > MAX_CODE or len(cells) > MAX_CELLS:
        counted = {"cells": len(cells), "size": size, "most": MAX_CELLS, "most_size": MAX_CODE}
        raise IntakeError("intake.too_much", **counted)
    return cells


def _cells(data: Any) -> list[Any] | None:
    """The cells of nbformat 4, or of the worksheets of nbformat 3."""
    if not isinstance(data, dict):
        return None
    cells = data.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = data.get("worksheets")
    if isinstance(sheets, list):
        return [c for s in sheets if isinstance(s, dict) for c in s.get("cells") or []]
    return None


def _student_cell(cell: Any) -> StudentCell | None:
    if not isinstance(cell, dict):
        return None
    kind = cell.get("cell_type")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(s for s in source if isinstance(s, str))
    if kind not in ("code", "markdown", "raw") or not isinstance(source, str):
        return None
    # Lone surrogates cannot be written.
    source = _universal(source).encode("utf-8", "replace").decode()
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    grade_id = grade_id if isinstance(grade_id, str) else None
    return StudentCell(source, grade_id, kind) if source.strip() else None


def _quoted(cell: StudentCell) -> StudentCell | None:
    """A cell of prose as one of code, if an answer stands in it."""
    source = FENCED.sub(r"\1", cell.source)
    if not definitions(source) or (cell.grade_id is None and tree(source) is None):
        return None
    return replace(cell, source=source)


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
    where they stood among the others: below the given cells that stood above them, whose names
    they may use.
    """
    slots = _assign(released, student_cells)
    replaced = _absent(released, student_cells, set(slots.values()))
    cells: list[NotebookNode] = []

    def emit_released(start: int, end: int) -> None:
        for i in range(start, end):
            if i not in slots.values():
                cells.append(_copy(released.cells[i], replaced.get(i)))

    cursor = extras = 0
    ignored = _ignored(released, student_cells, slots)
    for index, student in enumerate(student_cells):
        if index in ignored:
            above = _given_at(student, released, cursor)
            emit_released(cursor, above)
            cursor = max(cursor, above)
            continue
        position = slots.get(index)
        if position is None:
            extras += 1
            cells.append(_marked(_extra(student.source, extras), student))
            continue
        emit_released(cursor, position)
        cursor = max(cursor, position + 1)
        own = _own_words(student.source, released.cells[position])
        cells.append(_marked(_copy(released.cells[position], own), student))
    emit_released(cursor, len(released.cells))
    return from_dict({**released, "cells": cells})


def _marked(cell: NotebookNode, student: StudentCell) -> NotebookNode:
    """A cell that keeps where its text stood, if that is not what anybody would expect."""
    if student.line or student.kind != "code":
        cell.metadata["autograder"] = {"line": student.line, "kind": student.kind}
    return cell


def remarks(cells: Sequence[NotebookNode]) -> list[str]:
    """What is to be said of where the code of a rebuilt notebook was found."""
    kinds = ((cell, cell.metadata.get("autograder", {}).get("kind", "code")) for cell in cells)
    return [
        say("intake.switched", names=", ".join(sorted(definitions(cell.source))), kind=kind)
        for cell, kind in kinds
        if kind in ("markdown", "raw")
    ]


def _own_words(source: str, released: NotebookNode) -> str | None:
    """What a student wrote into a cell; nothing if it is the released text in another language."""
    texts = reworded(source, released.source) or ()
    foreign = any(a != b for a, b in texts) and alike(source, released.source)
    return None if foreign else source


def _copy(cell: NotebookNode, source: str | None = None) -> NotebookNode:
    changed = {} if source is None else {"source": source}
    return from_dict({**cell, **changed})


def _extra(source: str, number: int) -> NotebookNode:
    """A code cell that the release does not have."""
    content: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    return from_dict({"id": f"extra-{number}", "source": source, **content})


def _nbgrader(cell: NotebookNode) -> dict[str, Any]:
    known: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return known


def _solutions(released: NotebookNode) -> dict[int, NotebookNode]:
    return {i: c for i, c in enumerate(released.cells) if _nbgrader(c).get("solution")}


def _assign(released: NotebookNode, students: Sequence[StudentCell]) -> dict[int, int]:
    """Which student cell goes into which solution cell: by grade id first, then by names."""
    slots: dict[int, int] = {}

    def place(matches: Any) -> None:
        for position, cell in _solutions(released).items():
            if position in slots.values():
                continue
            for index, student in enumerate(students):
                if index not in slots and matches(student, cell):
                    slots[index] = position
                    break

    def written(student: StudentCell, cell: NotebookNode) -> bool:
        return not alike(student.source, str(cell.source))

    def same_id(student: StudentCell, cell: NotebookNode) -> bool:
        return bool(student.grade_id == _nbgrader(cell)["grade_id"])

    def defines(student: StudentCell, cell: NotebookNode) -> bool:
        return bool(definitions(student.source) & definitions(cell.source))

    def binds(student: StudentCell, cell: NotebookNode) -> bool:
        return bool(bindings(student.source) & definitions(cell.source))

    def code(student: StudentCell) -> bool:
        return student.kind == "code"

    # An untouched stub never takes the place of work that stands in another cell, and what stands
    # in no code cell counts only where no code cell answers.
    place(lambda s, c: code(s) and same_id(s, c) and written(s, c))
    place(lambda s, c: code(s) and defines(s, c) and written(s, c))
    place(lambda s, c: code(s) and binds(s, c) and written(s, c))
    place(lambda s, c: not code(s) and (same_id(s, c) or defines(s, c)) and written(s, c))
    place(lambda s, c: code(s) and not written(s, c))
    return slots


def _absent(
    released: NotebookNode, students: Sequence[StudentCell], taken: set[int]
) -> dict[int, str]:
    """What stands instead of each stub that was not handed in.

    The stub itself would overwrite what was defined elsewhere, and raise NotImplementedError in
    the name of code that does not.
    """
    stubs = _solutions(released)
    codes = (
        s.source for s in students if s.kind == "code" and not is_given(s.source, stubs.values())
    )
    names = frozenset[str]().union(*map(bindings, codes))
    return {
        i: ELSEWHERE if definitions(stub.source) <= names else ABSENT
        for i, stub in stubs.items()
        if i not in taken
    }


def _ignored(
    released: NotebookNode, students: Sequence[StudentCell], slots: dict[int, int]
) -> set[int]:
    """Student cells that add nothing: released text, graded cells, and what is not code."""
    return {
        i
        for i, s in enumerate(students)
        if i not in slots
        and (s.kind != "code" or is_given(s.source, released.cells) or GRADED_CELL.match(s.source))
    }


def _given_at(student: StudentCell, released: NotebookNode, start: int) -> int:
    """Where the release goes on after a given cell, if no answer is asked for in between."""
    for position in range(start, len(released.cells)):
        cell = released.cells[position]
        if _nbgrader(cell).get("solution"):
            break
        if is_given(student.source, [cell]):
            return position + 1
    return start


def is_given(source: str, released: Iterable[NotebookNode]) -> bool:
    """Whether code is that of a released cell, in whatever language its texts are."""
    cells = [str(c.source) for c in released if c.cell_type == "code"]
    return source.strip() in {c.strip() for c in cells} or any(alike(source, c) for c in cells)
