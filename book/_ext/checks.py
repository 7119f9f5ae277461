"""Code cells as a reader wants them: the computation in sight, its checks and formatting folded.

The cells of a chapter compute, print what the text quotes, and assert that the text is right.
All of it runs. On the page only the computation stands open; these go into a fold below it, called
"Checks":

- assertions, and what serves nothing but them;
- prints that set columns, and loops that do only that;
- settings of how numbers are printed.

Printed columns become a table. A cell that teaches how to check has the tag ``show-checks`` and
stays whole. The downloaded notebook has every cell as it is written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docutils import nodes
from sphinx.transforms import SphinxTransform

DEFAULT_LABELS = {"check": "1 check", "checks": "{} checks", "code": "Code of this output"}
WHOLE = {"show-checks", "hide-input", "hide-cell", "remove-input", "remove-cell"}
SETTINGS = {"set_printoptions", "filterwarnings", "simplefilter"}
#: A format with a width, as in ``{p:11.4f}`` or ``{name:<8}``.
WIDTH = re.compile(r"^(?:.?[<>^=])?[-+ ]?#?0?[1-9]\d*")
COLUMNS = re.compile(r"\S {2,}\S|^ {2,}\S")
NUMBER = r"[-+]?(?:\d[\d.,]*(?:e[-+]?\d+)?%?|inf|nan)(?!\S)"
ROW = re.compile(rf"(\s*\S+(?: \S+)*?)(?: {{2,}}{NUMBER})(?:\s+{NUMBER})*\s*$")
FUNCTIONS = (ast.FunctionDef, ast.ClassDef)


def loaded(node: ast.AST) -> set[str]:
    """The names that a piece of code reads from outside of it."""
    if isinstance(node, (ast.FunctionDef, ast.Lambda)):
        inner = node.body if isinstance(node.body, list) else [node.body]
        own = {one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)}
        own = own.union(*(bound(one) for one in inner if isinstance(one, ast.stmt)))
        outside = [*node.args.defaults, *getattr(node, "decorator_list", [])]
        return set().union(*map(loaded, outside)) | (set().union(*map(loaded, inner)) - own)
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Load) else set()
    return set().union(*map(loaded, ast.iter_child_nodes(node)))


def bound(node: ast.stmt) -> set[str]:
    """The names that a statement gives a value."""
    if isinstance(node, FUNCTIONS):
        return {node.name}
    names = (one for one in ast.walk(node) if isinstance(one, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def called(node: ast.stmt) -> str:
    """The name of the function that the statement calls, if it does nothing else."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return ""
    function = node.value.func
    return getattr(function, "id", "") or getattr(function, "attr", "")


def sets_columns(call: ast.stmt) -> bool:
    """Does this print give a format with a width, or words parted by several spaces?"""
    for node in ast.walk(call):
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            parts = node.format_spec.values
            found = WIDTH.match("".join(getattr(part, "value", "0") for part in parts))
        else:
            text = node.value if isinstance(node, ast.Constant) else ""
            found = isinstance(text, str) and COLUMNS.search(text.strip("\n"))
        if found:
            return True
    return False


def is_scaffold(node: ast.stmt) -> bool:
    """Is this statement there for the author or for the looks of a printed table?"""
    if isinstance(node, ast.Assert):
        return True
    return called(node) in SETTINGS or (called(node) == "print" and sets_columns(node))


def find_scaffold(node: ast.stmt) -> Iterator[ast.stmt]:
    """The statements of this kind in a statement; what a function prints is its own affair."""
    if isinstance(node, FUNCTIONS):
        yield from (child for child in ast.walk(node) if isinstance(child, ast.Assert))
    elif is_scaffold(node):
        yield node
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.stmt, ast.ExceptHandler)):
                yield from find_scaffold(child)


def bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """The blocks of a compound statement, its own first."""
    for name in ("body", "orelse", "finalbody"):
        if block := getattr(node, name, None):
            yield block


def remaining(node: ast.stmt) -> list[ast.stmt]:
    """The simple statements of a compound one that are left when its scaffold is taken away."""
    if is_scaffold(node):
        return []
    if isinstance(node, FUNCTIONS) or not any(bodies(node)):
        return [node]
    return [left for block in bodies(node) for one in block for left in remaining(one)]


def kept_parts(node: ast.stmt) -> list[ast.AST]:
    """What is left of a statement without its scaffold: simple statements, and heads of blocks."""
    heads = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
    left = remaining(node)
    return left if left == [node] else [*left, *heads]


def gives_names_only(node: ast.stmt) -> bool:
    """Is it an assignment to plain names, or the definition of a function?"""
    if isinstance(node, ast.FunctionDef):
        return True
    targets = getattr(node, "targets", [])
    plain = all(isinstance(n, (ast.Name, ast.Tuple)) for n in targets)
    return isinstance(node, ast.Assign) and plain


def still_needed(tree: ast.Module, later: set[str]) -> set[str]:
    """The names that a cell or the later ones read before they give them a value."""
    names = set(later)
    for node in reversed(tree.body):
        if gives_names_only(node):
            names -= bound(node)
        names |= loaded(node)
    return names


def has_empty_block(node: ast.stmt, gone: set[ast.stmt]) -> bool:
    """Would a block be left without a statement?"""
    for block in bodies(node):
        if all(one in gone for one in block):
            return True
        if any(has_empty_block(one, gone) for one in block if not isinstance(one, FUNCTIONS)):
            return True
    return False


@dataclass
class Split:
    """A cell's code in two parts, and how many assertions the second holds."""

    shown: str
    folded: str = ""
    checks: int = 0
    formats: bool = False


class Cell:
    """A cell's statements: which scaffold each holds, and which are folded whole."""

    def __init__(self, code: str, later: set[str]):
        self.lines = code.splitlines()
        self.later = later
        self.body = ast.parse(code).body
        self.scaffold = {top: set(find_scaffold(top)) for top in self.body}
        self.folded: set[ast.stmt] = set()

    def read_elsewhere(self, top: ast.stmt) -> set[str]:
        """The names that other shown statements of the cell read."""
        others = [one for one in self.body if one is not top and one not in self.folded]
        return set().union(*(loaded(part) for one in others for part in kept_parts(one)))

    def serves_only_scaffold(self, top: ast.stmt) -> bool:
        """Does it do nothing but give values that only scaffold reads?"""
        left = remaining(top)
        if not all(gives_names_only(one) for one in left):
            return False
        names = set().union(*map(bound, left))
        elsewhere = self.read_elsewhere(top)
        if self.scaffold[top] and isinstance(top, ast.For):
            return not names & elsewhere
        read = set().union(*map(loaded, self.folded), *map(loaded, self.scaffold[top]))
        return bool(names & read) and not names & (self.later | elsewhere)

    def fold(self) -> None:
        """Fold what is all scaffold, what serves only that, and imports if nothing else is left."""
        self.folded = {top for top in self.body if self.scaffold[top] and not remaining(top)}
        while found := {
            top for top in self.body if top not in self.folded and self.serves_only_scaffold(top)
        }:
            self.folded |= found
        self.folded |= {top for top in self.body if has_empty_block(top, self.scaffold[top])}
        shown = [top for top in self.body if top not in self.folded]
        if all(isinstance(top, (ast.Import, ast.ImportFrom)) for top in shown):
            self.folded = set(self.body)

    def split(self) -> Split:
        """The text of both parts; a statement with scaffold inside is in the second part whole."""
        hidden: set[int] = set()
        copied: list[str] = []
        start = 0
        for top in self.body:
            decorators = getattr(top, "decorator_list", [])
            first = min([top.lineno, *(one.lineno for one in decorators)])
            span = range(comment_above(self.lines, first, start), top.end_lineno)
            for one in self.scaffold[top]:
                hidden.update(range(comment_above(self.lines, one.lineno, start), one.end_lineno))
            if top in self.folded:
                hidden.update(span)
            if top in self.folded or self.scaffold[top]:
                copied += [self.lines[i] for i in span]
            start = top.end_lineno
        shown = [line for i, line in enumerate(self.lines) if i not in hidden]
        statements = [one for found in self.scaffold.values() for one in found]
        checks = sum(isinstance(one, ast.Assert) for one in statements)
        return Split(tidy(shown), "\n".join(copied), checks, checks < len(statements))


def split_code(code: str, later: set[str] = frozenset()) -> Split:
    """Part a cell's code; ``later`` holds the names that later cells read."""
    try:
        cell = Cell(code, later)
    except SyntaxError:  # a magic command, or code that is wrong on purpose
        return Split(code)
    if not any(cell.scaffold.values()):
        return Split(code)
    cell.fold()
    return cell.split()


def comment_above(lines: list[str], lineno: int, stop: int) -> int:
    """The index of the first line of a statement, or of the comment that stands right above it."""
    at = lineno - 1
    while at > stop and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def tidy(lines: list[str]) -> str:
    """The lines without blank ones at the ends, and with one between statements at most."""
    return re.sub(r"\n{3,}(?!def |class |@)", "\n\n", "\n".join(lines).strip("\n"))


class fold(nodes.General, nodes.Element):
    """Folded code, with what the fold is called."""


@dataclass
class Row:
    """A printed line of numbers: its label, the numbers, and where each of them ends."""

    label: str
    numbers: list[str]
    ends: list[int]


def read_row(line: str) -> Row | None:
    """The label and the numbers of a line, None where it is not of that kind."""
    if not (match := ROW.match(line)):
        return None
    found = list(re.finditer(NUMBER, line[match.end(1) :]))
    ends = [match.end(1) + one.end() for one in found]
    return Row(match[1].strip(), [one[0] for one in found], ends)


def read_head(line: str, row: Row, start: int) -> list[str] | None:
    """The heads above the columns, cut where the numbers end; None where that would cut a word."""
    edges = [start, *row.ends]
    cells = [line[a:b] for a, b in pairwise(edges)]
    whole = all(b >= len(line) or " " in line[b - 1 : b + 1] for b in edges)
    if not whole or len(line) > edges[-1] or not all(cell.strip() for cell in cells):
        return None
    return [cell.strip() for cell in (line[:start], *cells)]


def find_tables(text: str) -> Iterator[str | tuple[list[str], list[Row]]]:
    """The text in its order: tables, each a head and its rows, and what stands between them.

    A table is a head and two rows or more, with numbers below each other at their ends.
    """
    lines = text.strip("\n").splitlines()
    rows = [read_row(line) for line in lines]
    plain: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and rows[end] and rows[end].ends == rows[at + 1].ends:
            end += 1
        body = rows[at + 1 : end]
        head = None
        if len(body) > 1 and rows[at] is None:
            labels = [
                line[: len(line) - len(line.lstrip())] + row.label
                for line, row in zip(lines[at + 1 : end], body, strict=True)
            ]
            head = read_head(lines[at].rstrip(), body[0], max(map(len, labels)))
        if head is None:
            plain.append(lines[at])
            at += 1
            continue
        if "".join(plain).strip():
            yield "\n".join(plain).strip("\n")
        yield head, body
        plain, at = [], end
    if "".join(plain).strip():
        yield "\n".join(plain).strip("\n")


def like(block: nodes.literal_block, text: str) -> nodes.literal_block:
    """A block of the same kind with this text."""
    other = block.copy()
    other.rawsource = text
    other += nodes.Text(text)
    return other


def make_table(head: list[str], body: list[Row]) -> nodes.table:
    """A table whose columns after the first are numbers."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    cells = [[row.label, *row.numbers] for row in body]
    for kind, rows in ((nodes.thead, [head]), (nodes.tbody, cells)):
        part = kind()
        for line in rows:
            row = nodes.row()
            row += [nodes.entry("", nodes.paragraph(text=minus(cell))) for cell in line]
            part += row
        group += part
    return nodes.table("", group, classes=["printed"], align="default")


def minus(text: str) -> str:
    """A number with a true minus sign."""
    return re.sub(r"(?<![\w.])-(?=[\d.i])", "−", text)


class FoldChecks(SphinxTransform):
    """Part the code of every open cell of a page."""

    default_priority = 870

    def apply(self, **_options):
        """Go through the cells from the last to the first, to know what later ones read."""
        cells = [n for n in self.document.findall(nodes.container) if "cell" in n["classes"]]
        later: set[str] = set()
        for cell in reversed(cells):
            source = next((n for n in cell.children if "cell_input" in n["classes"]), None)
            block = source.next_node(nodes.literal_block) if source is not None else None
            code = block.astext() if block is not None else ""
            tags = {name.removeprefix("tag_") for name in cell["classes"]}
            if block is not None and not tags & WHOLE:
                self.part(source, block, split_code(code, later))
            self.show_tables(cell)
            try:
                later = still_needed(ast.parse(code), later)
            except SyntaxError:
                continue

    def part(self, source: nodes.Element, block: nodes.literal_block, split: Split) -> None:
        """Put the parts of the code in their places."""
        if not split.folded:
            return
        inner = block.copy()
        inner.rawsource = split.folded
        inner += nodes.Text(split.folded)
        cell = source.parent
        cell.insert(cell.index(source) + 1, fold("", inner, label=self.label(split)))
        if split.shown:
            block.rawsource = split.shown
            block.children = []
            block += nodes.Text(split.shown)
        else:
            cell.remove(source)

    def label(self, split: Split) -> str:
        """What the fold is called."""
        words = self.config.checks_labels
        labels = [words["code"]] * split.formats
        if split.checks:
            labels.append(words["check" if split.checks == 1 else "checks"].format(split.checks))
        return " · ".join(labels)

    def show_tables(self, cell: nodes.Element) -> None:
        """Turn printed columns into tables."""
        for block in list(cell.findall(nodes.literal_block)):
            if block.get("language") != "myst-ansi":
                continue
            parts = list(find_tables(block.astext()))
            if all(isinstance(part, str) for part in parts):
                continue
            block.replace_self(
                [
                    make_table(*part) if isinstance(part, tuple) else like(block, part)
                    for part in parts
                ]
            )


def visit_fold(self, node):
    self.body.append(f'<details class="checks"><summary>{self.encode(node["label"])}</summary>\n')


def depart_fold(self, node):
    self.body.append("</details>\n")


def skip(self, node):
    """Other builders print the code as it is."""


def setup(app):
    """Register the transform; ``checks_labels`` holds the words that a translation changes."""
    app.add_config_value("checks_labels", DEFAULT_LABELS, "env")
    app.add_node(fold, html=(visit_fold, depart_fold), latex=(skip, skip), text=(skip, skip))
    app.add_transform(FoldChecks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
