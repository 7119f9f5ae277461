"""A Python file as cells: by its markers, else by its statements, so that one that fails takes
nothing with it that comes after it.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator

from autograder.submission.source import as_python, parse, tree

#: `# %%` of Jupytext, VS Code and Spyder; `# In[3]:` of nbconvert; Databricks' own.
MARKER = re.compile(r"^# ?(?:%%.*|In ?\[[\d *]*\]:?\s*|COMMAND -+\s*)$", re.MULTILINE)
#: A line at which a statement may begin: not indented, no comment, not the rest of another.
BEGINS = re.compile(r"^(?!else\b|elif\b|except\b|finally\b)[^\s#)\]}]")
DEFINES = re.compile(r"(?:class|def|async|import|from)\b|@")
#: A cell for each statement, as long as there are no more; then only for each definition.
MAX_PIECES = 300
#: Characters that are parsed at most to find the statements of a file that is not Python.
MAX_PARSED = 3_000_000

#: The text of a cell and the line of the file, from 1, at which it begins.
Piece = tuple[str, int]


def pieces(text: str) -> list[Piece]:
    """The cells of a Python file, in order."""
    marked = [piece for piece in _marked(text) if piece[0].strip()]
    if len(marked) > 1:
        return marked
    if "marimo.App(" in text and (parsed := tree(text)) is not None:
        return [_trimmed(*piece) for piece in _marimo(text, parsed)]
    return [_trimmed(piece, line) for piece, line in _statements(text)]


def _trimmed(text: str, line: int) -> Piece:
    """A cell without empty lines around it."""
    body = text.lstrip("\n")
    return body.rstrip("\n"), line + len(text) - len(body)


def _marked(text: str) -> Iterator[Piece]:
    """What stands between the markers of cells, but for Markdown cells."""
    starts = [match.start() for match in MARKER.finditer(text)]
    first, *ends = [*starts, len(text)]
    yield _trimmed(text[:first], 1)
    line = text.count("\n", 0, first) + 1
    for start, end in zip(starts, ends, strict=True):
        marker, _, body = text[start:end].partition("\n")
        if not re.search(r"\[(?:markdown|md|raw)\]", marker):
            yield _trimmed(body, line + 1)
        line += text.count("\n", start, end)


def _marimo(text: str, parsed: ast.Module) -> Iterator[Piece]:
    """The cells of a marimo notebook: the bodies of its functions, without their `return`."""
    lines = text.split("\n")
    for node in parsed.body:
        decorators = [ast.unparse(d) for d in getattr(node, "decorator_list", ())]
        if isinstance(node, ast.With):  # `with app.setup:`
            body = node.body
        elif isinstance(node, ast.ClassDef) or "app.function" in decorators:
            yield "\n".join(lines[node.lineno - 1 : node.end_lineno]), node.lineno
            continue
        elif isinstance(node, ast.FunctionDef):
            body = [inner for inner in node.body if not isinstance(inner, ast.Return)]
        else:  # `import marimo`, `app = marimo.App()`, `app.run()`
            continue
        if body:
            first = min([body[0].lineno, *(d.lineno for d in _decorators(body[0]))])
            taken = lines[first - 1 : body[-1].end_lineno]
            yield textwrap.dedent("\n".join(taken)), first


def _decorators(node: ast.stmt) -> list[ast.expr]:
    return getattr(node, "decorator_list", [])


# ----------------------------------------------------------------- statements


def _statements(text: str) -> Iterator[Piece]:
    """A cell for each statement; imports that follow each other share one."""
    parsed = tree(text)
    spans = _spans(parsed) if parsed is not None else _blocks(as_python(text) or text)
    lines = text.split("\n")
    together = ("import",) if len(spans) <= MAX_PIECES else ("import", "other")
    begin = 0
    for i, (kind, end) in enumerate(spans):
        following = spans[i + 1][0] if i + 1 < len(spans) else ""
        if kind == following and kind in together:
            continue
        last = end if following else len(lines)
        yield "\n".join(lines[begin:last]), begin + 1
        begin = last
    if begin < len(lines) and not spans:
        yield text, 1


def _spans(parsed: ast.Module) -> list[tuple[str, int]]:
    """The kind and the last line of each statement; those that share a line are one."""
    spans: list[tuple[str, int]] = []
    for node in parsed.body:
        end = node.end_lineno or node.lineno
        if spans and node.lineno <= spans[-1][1]:
            spans[-1] = ("other", end)
        else:
            spans.append((_kind(node), end))
    return spans


def _kind(node: ast.stmt) -> str:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return "definition"
    return "import" if isinstance(node, (ast.Import, ast.ImportFrom)) else "other"


def _blocks(text: str) -> list[tuple[str, int]]:
    """As :func:`_spans`, for a file that is not Python: cut where pieces of it are.

    From each line at which a statement may begin, the shortest piece that is Python is taken;
    if there is none, the lines up to the next such line stand alone.
    """
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if BEGINS.match(line)] + [len(lines)]
    spans: list[tuple[str, int]] = []
    i = parsed_characters = 0
    while i < len(starts) - 1:
        for j in range(i + 1, len(starts)):
            piece = "\n".join(lines[starts[i] : starts[j]])
            parsed_characters += len(piece)
            if parsed_characters > MAX_PARSED:
                return [*spans, ("other", len(lines))]
            if (parsed := parse(piece)) is not None:
                kinds = [_kind(node) for node in parsed.body]
                spans.append((kinds[0] if len(kinds) == 1 else "other", starts[j]))
                i = j
                break
        else:
            headless = lines[starts[i + 1] - 1].rstrip().endswith(":")
            i += 1
            # A body that is not indented belongs to the line that should have one.
            while headless and i < len(starts) - 1 and not DEFINES.match(lines[starts[i]]):
                i += 1
            spans.append(("other", starts[i]))
    return spans
