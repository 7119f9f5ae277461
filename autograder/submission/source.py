"""What the text of a cell defines, uses and imports, read without running it."""

from __future__ import annotations

import ast
import functools
import itertools
import re
import symtable
import sys
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: What student code may import beside modules of its own that a cell writes: NumPy, what shows
#: figures, and Python's own. It is what the sandbox lets be read.
AVAILABLE = frozenset(sys.stdlib_module_names) | {
    "numpy", "matplotlib", "mpl_toolkits", "matplotlib_inline", "IPython", "PIL",
}  # fmt: skip
#: Cell magics whose cell is run as it would be without them.
TRANSPARENT = re.compile(r"%%(?:time|capture|prun)\b")
ASSIGNED = re.compile(r"[\w, \t]+")
FAILURES = (SyntaxError, ValueError, RecursionError, MemoryError)
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Statement:
    """A statement at the top level of a cell.

    Attributes:
        line: where it begins, from 1; a decorator belongs to what it decorates.
        end: its last line.
        binds: the names that it gives a value to.
        uses: the global names that it or anything in it looks up.
    """

    node: ast.stmt
    line: int
    end: int
    binds: frozenset[str]
    uses: frozenset[str]


@dataclass(frozen=True)
class Import:
    """An import at the top level of a cell that cannot succeed.

    Attributes:
        module: the top-level module that is not there.
        names: what it would have bound.
        line: the line of the cell, from 1.
    """

    module: str
    names: frozenset[str]
    line: int


def as_python(source: str) -> str:
    """A cell without its magics, line for line; unchanged where it is plain Python."""
    if parse(source) is not None:
        return source
    lines = textwrap.dedent(source).split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if not TRANSPARENT.match(lines[first]):
            return ""
        lines[first] = ""
    return "\n".join(_without_magic(line) for line in lines)


def _without_magic(line: str) -> str:
    """A line with `pass` for a magic or a question, and `None` for a magic whose value is named."""
    body = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    if body.startswith(("%", "!", "?")) or (body.endswith("?") and not set(body) & set("#'\"")):
        return f"{indent}pass"
    names, _, value = line.partition("=")
    magic = value.lstrip().startswith(("%", "!"))
    return f"{names}= None" if magic and ASSIGNED.fullmatch(names) else line


@functools.lru_cache(maxsize=256)
def tree(source: str) -> ast.Module | None:
    """The syntax tree of a cell; ``None`` if it is not Python, its magics aside."""
    return parse(as_python(source))


def parse(text: str) -> ast.Module | None:
    """The syntax tree of plain Python; ``None`` if it is not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python remarks on is the student's business
            return ast.parse(text)
    except FAILURES:
        return None


def syntax_error(source: str, above: int = 0) -> SyntaxError | None:
    """What Python says of a cell that is not Python, as if so many lines stood above it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse("\n" * above + as_python(source))
    except SyntaxError as error:
        return error
    except ValueError as error:  # a null byte, before Python 3.11.4
        return SyntaxError(str(error))
    except FAILURES:
        pass
    return None


@functools.lru_cache(maxsize=256)
def definitions(source: str) -> frozenset[str]:
    """The classes and functions that a cell defines at its top level, by `class` or `def`.

    Falls back to a pattern where the cell is not Python.
    """
    parsed = tree(source)
    if parsed is None:
        return mentioned(source)
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in _at_top(parsed.body) if isinstance(node, kinds))


def mentioned(source: str) -> frozenset[str]:
    """What looks like the definition of a class or function, whatever the text is."""
    pattern = r"^(?:class|def|async def)\s+(\w+)"
    return frozenset(re.findall(pattern, textwrap.dedent(source), flags=re.MULTILINE))


def _at_top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run at the top level, also those within `if`, `try` and `with`."""
    for node in body:
        yield node
        for name in ("body", "orelse", "finalbody"):
            if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                yield from _at_top(getattr(node, name, []))
        for handler in getattr(node, "handlers", []):
            yield from _at_top(handler.body)


@functools.lru_cache(maxsize=256)
def bindings(source: str) -> frozenset[str]:
    """All names that a cell gives a value to at its top level: also by `=`, `import … as`, `for`.

    Falls back to a pattern where the cell is not Python.
    """
    if tree(source) is None:
        assigned = re.findall(r"^(\w+)[^\S\n]*=(?!=)", textwrap.dedent(source), flags=re.M)
        return definitions(source) | frozenset(assigned)
    return _scopes(as_python(source))[0]


@functools.lru_cache(maxsize=256)
def statements(source: str) -> tuple[Statement, ...]:
    """The statements at the top level of a cell; none where it is not Python."""
    found = []
    for node in parsed.body if (parsed := tree(source)) else ():
        binds, uses = _scopes(ast.unparse(node))
        line = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        found.append(Statement(node, line, node.end_lineno or line, binds, uses))
    return tuple(found)


def _scopes(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that Python text binds at its top level, and the global ones that it looks up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = symtable.symtable(text, "cell", "exec")
    except FAILURES:
        return frozenset(), frozenset()
    symbols = table.get_symbols()
    binds = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    uses = {s.get_name() for s in symbols if s.is_referenced()}
    waiting = list(table.get_children())
    while waiting:
        inner = waiting.pop()
        waiting += inner.get_children()
        uses |= {s.get_name() for s in inner.get_symbols() if s.is_global() and s.is_referenced()}
    return frozenset(binds), frozenset(uses)


# ----------------------------------------------------------------------- imports


def imported(node: ast.AST) -> list[str]:
    """The top-level modules that an import statement names; none of any other node."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0] if not node.level else "." * node.level]
    return []


def without_imports(
    source: str, available: frozenset[str] = AVAILABLE
) -> tuple[str, tuple[Import, ...]]:
    """A cell without the imports at its top level that cannot succeed, line for line.

    So `import torch` above an answer that is right costs nothing; whatever uses `torch` then
    fails by itself.
    """
    parsed = tree(source)
    nodes = [n for n in parsed.body if set(imported(n)) - available] if parsed else []
    if not nodes or textwrap.dedent(source) != source:
        return source, ()
    lines = [line.encode() for line in source.split("\n")]
    removed: list[Import] = []
    for node in reversed(nodes):
        removed += reversed(_missing(node, available))
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
        lines[first : last + 1] = [before + _rest(node, available) + after] + [b""] * (last - first)
    return b"\n".join(lines).decode(), tuple(reversed(removed))


def _missing(node: ast.stmt, available: frozenset[str]) -> list[Import]:
    aliases: list[ast.alias] = getattr(node, "names", [])
    if isinstance(node, ast.ImportFrom):
        names = frozenset(alias.asname or alias.name for alias in aliases)
        return [Import(imported(node)[0], names, node.lineno)]
    return [
        Import(module, frozenset([alias.asname or module]), node.lineno)
        for alias in aliases
        if (module := alias.name.partition(".")[0]) not in available
    ]


def _rest(node: ast.stmt, available: frozenset[str]) -> bytes:
    """What is left of an import statement."""
    if isinstance(node, ast.Import):
        kept = [a for a in node.names if a.name.partition(".")[0] in available]
        if kept:
            return ast.unparse(ast.Import(kept)).encode()
    return b"pass"


def written_modules(source: str) -> frozenset[str]:
    """The modules that a cell writes into files beside it, by `%%writefile` or `%%file`."""
    pattern = r"\A\s*%%(?:writefile|file)\s+(?:-a\s+)?(\w+)\.py\s*$"
    return frozenset(re.findall(pattern, source, flags=re.MULTILINE))


# --------------------------------------------------------- the same code in other words


def alike(one: str, other: str) -> bool:
    """Whether two cells are the same but for comments and for what only a person reads.

    So a cell is known as given in whatever language, and in whatever wording, it was given.
    """
    if one.strip() == other.strip():
        return True
    pairs = reworded(one, other)
    return pairs is not None and all(a == b or is_text(a) or is_text(b) for a, b in pairs)


def is_text(string: str) -> bool:
    """Whether a string is for a person to read: it has two words side by side on one line, or
    letters beyond ASCII.
    """
    if any(c.isalpha() and not c.isascii() for c in string):
        return True
    return any(
        LETTER.search(one) and LETTER.search(other)
        for line in string.splitlines()
        for one, other in itertools.pairwise(line.split())
    )


def reworded(one: str, other: str) -> list[tuple[str, str]] | None:
    """The strings of two cells of the same code, in pairs; ``None`` if the code differs.

    The gaps of a formatted string may come in another order.
    """
    trees = tree(one), tree(other)
    if trees[0] is None or trees[1] is None or not trees[0].body:
        return None
    pairs: list[tuple[str, str]] = []
    waiting: list[tuple[Any, Any]] = [trees]
    while waiting:
        mine, yours = waiting.pop()
        if type(mine) is not type(yours):
            return None
        if isinstance(mine, ast.JoinedStr) and isinstance(yours, ast.JoinedStr):
            gaps = _gaps(mine)
            if gaps is None or gaps != _gaps(yours):
                return None
            pairs.append((_text(mine), _text(yours)))
        elif isinstance(mine, ast.Constant) and isinstance(mine.value, str):
            if not isinstance(yours.value, str):
                return None
            pairs.append((mine.value, yours.value))
        elif isinstance(mine, ast.AST):
            waiting += ((getattr(mine, f, None), getattr(yours, f, None)) for f in mine._fields)
        elif isinstance(mine, list) and isinstance(yours, list):
            if len(mine) != len(yours):
                return None
            waiting += zip(mine, yours, strict=True)
        elif mine != yours:
            return None
    return pairs[::-1]


def _gaps(string: ast.JoinedStr) -> list[str] | None:
    try:
        return sorted(ast.dump(v) for v in string.values if isinstance(v, ast.FormattedValue))
    except RecursionError:
        return None


def _text(string: ast.JoinedStr) -> str:
    """A formatted string as it is written, without its quotes."""
    return "".join(
        f"{{{ast.unparse(v.value)}}}" if isinstance(v, ast.FormattedValue) else str(v.value)
        for v in string.values
        if isinstance(v, (ast.FormattedValue, ast.Constant))
    )
