"""CSV files of people and programs: read with their line numbers, written back as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.gradebook.course import CourseError
from autograder.gradebook.hostile import FORMULA, printable
from autograder.messages import say

#: Bytes of a table that are read; a class of thousands has a hundredth of it.
MAX_BYTES = 50 * 2**20
DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Row:
    """A record and the line of the file that it begins in."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A CSV file, with all that is needed to write it back as it was.

    Attributes:
        path: where it was read, for messages.
        header: the first row.
        rows: the others.
        delimiter: what separates cells: a comma, a semicolon or a tab.
        mark: the byte order mark that it began with, or nothing.
        newline: what ends its lines.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str = ","
    mark: bytes = b""
    newline: str = "\n"

    def find(self, *names: str) -> int | None:
        """The column that has the first of these names that there is, whatever the case."""
        known = {name.strip().casefold(): i for i, name in reversed([*enumerate(self.header)])}
        return next((known[n.casefold()] for n in names if n.casefold() in known), None)

    def column(self, *names: str, otherwise: str) -> int:
        """The same, where it has to be there.

        Args:
            otherwise: the key of what is said if it is not.

        Raises:
            CourseError: naming the columns that there are.
        """
        found = self.find(*names)
        if found is None:
            wanted = say("list.or").join(f"“{name}”" for name in names)
            raise CourseError(otherwise, path=self.path, wanted=wanted, columns=self.columns())
        return found

    def columns(self) -> str:
        """The names of the columns, for messages."""
        told = ", ".join(f"“{printable(name)}”" for name in self.header[:12])
        return told if len(self.header) <= 12 else say("list.more", told=told)

    def filled(self, values: dict[tuple[int, int], str]) -> Sheet:
        """A copy with other cells, given by line and column."""
        rows = []
        for row in self.rows:
            cells = (values.get((row.line, i), cell) for i, cell in enumerate(row.cells))
            rows.append(Row(row.line, tuple(cells)))
        return replace(self, rows=tuple(rows))

    def to_bytes(self) -> bytes:
        """The file: the same mark, separators and ends of lines."""
        lines = [self.header, *(row.cells for row in self.rows)]
        text = written(lines, self.delimiter, self.newline)
        wide = self.mark in (b"\xff\xfe", b"\xfe\xff")
        return text.encode("utf-16") if wide else self.mark + text.encode("utf-8")


def written(rows: Iterable[Sequence[object]], delimiter: str = ",", newline: str = "\n") -> str:
    """Rows as the text of a CSV file (RFC 4180)."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue()


def read(path: Path, typed: bool = False) -> Sheet:
    """Read a CSV file, whatever program wrote it.

    Args:
        path: the file.
        typed: whether people write it by hand. Then it may be empty, and a row may leave out its
            last cells; a file of a program that does so was cut off on its way.

    Raises:
        CourseError: if it is not a whole CSV file of text, naming the line.
    """
    data = _bytes(path)
    text = _text(path, data)
    mark = next((m for m in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff") if data.startswith(m)), b"")
    delimiter = _delimiter(text)
    rows = _rows(path, text, delimiter)
    if not rows and not typed:
        raise CourseError("csv.empty", path=path)
    newline = "\r\n" if "\r\n" in text else "\n"
    header, *others = rows or [Row(1, ())]
    width = len(header.cells)
    if typed:
        others = [Row(r.line, (*r.cells, *[""] * (width - len(r.cells)))) for r in others]
    for row in others:
        if (cells := len(row.cells)) != width:
            key = "csv.cells_one" if cells == 1 else "csv.cells_many"
            raise CourseError(key, path=path, line=row.line, cells=cells, width=width)
    return Sheet(path, header.cells, tuple(others), delimiter, mark, newline)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CourseError("csv.unreadable", path=path, reason=error.strerror) from None
    if len(data) > MAX_BYTES:
        raise CourseError("csv.too_large", path=path, most=MAX_BYTES >> 20)
    if data.startswith(b"PK\x03\x04"):
        raise CourseError("csv.excel", path=path)
    return data


def _text(path: Path, data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError("csv.encoding", path=path, line=line) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CourseError("csv.no_text", path=path, line=line)
    return text


def _delimiter(text: str) -> str:
    """The separator by which the first lines have equally many cells, and most of them.

    Where no separator gives equally many, the first line decides.
    """
    lines = [line for line in text.splitlines()[:20] if line.strip()][:3]

    def fields(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)] or [0]
        return counts[0] if len({*counts}) == 1 and counts[0] > 1 else 0, counts[0]

    return max(DELIMITERS, key=fields)


def _rows(path: Path, text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = list[Row](), 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CourseError("csv.quote", path=path, line=line, error=error) from None
    return rows


def number(text: str) -> float | None:
    """A number in a cell, with a point or a comma before its decimals; ``None`` if it is none."""
    plain = text.strip().replace("\xa0", "").replace(" ", "")
    if plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def points(value: float) -> str:
    """A score as importers read it: at most four decimals, a point before them, no zeros after."""
    return f"{round(value, 4) + 0.0:.12g}"


def armored(text: str) -> str:
    """Text of ours in a cell, so that no spreadsheet takes it for a formula; see :func:`bare`."""
    return "'" + text if text.startswith((*FORMULA, "'")) else text


def bare(text: str) -> str:
    """The text that :func:`armored` was given."""
    return text.removeprefix("'")
