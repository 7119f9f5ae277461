"""Is the code of a translated page the code of the English one, apart from what a reader sees?

Cells are compared by their syntax trees without strings; comments and docstrings are none of it.
Strings that are printed, drawn or raised are translated, and columns may be wider. A key may be
translated, if all its places on the page are alike. What is handed to a library stays.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Calls whose strings are shown, and calls that hand their arguments on.
SHOWING = {
    *("print", "title", "suptitle", "set_title", "xlabel", "ylabel", "set_xlabel", "set_ylabel"),
    *("text", "annotate", "legend", "set_label", "bar_label", "format", "join", "figtext"),
    *("xticks", "yticks", "set_xticks", "set_yticks", "set_xticklabels", "set_yticklabels"),
}
HANDING = {"zip", "enumerate", "reversed", "tuple", "list", "dict", "sorted", "ljust", "rjust"}
SHOWN_KEYWORDS = {"label", "title", "xlabel", "ylabel", "labels", "text", "s", "end", "sep"}
#: Where a formatted value was, in the text of a string.
GAP = "\ufffc"
#: How wide a column is: letters of one language are wider than those of another.
WIDTH = re.compile(r"(?<![.\d])[1-9]\d*")
#: What a string is for.
DATA, KEY, FIXED = "data", "key", "fixed"


class Strings(ast.NodeTransformer):
    """Takes the strings out of code, and keeps them apart with what they are for."""

    def __init__(self, own: set[str]):
        self.own = own
        self.found: list[tuple[str, str]] = []
        self.use = DATA
        self.table = ""

    def within(self, use: str, *children: ast.AST | None) -> None:
        """Go on below, where strings are for this."""
        before, self.use = self.use, use
        for child in filter(None, children):
            self.visit(child)
        self.use = before

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.found.append((node.value, self.use))
            node.value = ""
        return node

    def visit_JoinedStr(self, node):
        gaps = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        words = [part.value for part in node.values if isinstance(part, ast.Constant)]
        self.found.append((GAP.join(words), self.use))
        gaps.sort(key=ast.dump)  # another language has another order of words
        self.within(KEY, *(gap.value for gap in gaps))
        for text in (one for gap in gaps for one in getattr(gap.format_spec, "values", [])):
            if isinstance(text, ast.Constant):
                text.value = WIDTH.sub("", text.value)
        node.values = gaps
        return node

    def visit_Assign(self, node):
        self.table = getattr(node.targets[0], "id", "")
        self.generic_visit(node)
        self.table = ""
        return node

    def visit_Dict(self, node):
        self.within(f"{KEY} of {self.table}", *node.keys)
        self.within(self.use, *node.values)
        return node

    def visit_Subscript(self, node):
        self.within(self.use, node.value)
        self.within(f"{KEY} of {getattr(node.value, 'id', '')}", node.slice)
        return node

    def visit_Compare(self, node):
        self.within(KEY, node.left, *node.comparators)
        return node

    def visit_Call(self, node):
        called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        shown = called in SHOWING | self.own or called.endswith(("Error", "Warning"))
        use = self.use if called in HANDING else DATA if shown else FIXED
        self.within(self.use, node.func)
        self.within(use, *node.args)
        for keyword in node.keywords:
            self.within(DATA if keyword.arg in SHOWN_KEYWORDS else use, keyword.value)
        return node


@dataclass
class Cell:
    """A cell: its code without strings, and the strings with what each is for."""

    code: str
    strings: list[tuple[str, str]]

    @classmethod
    def read(cls, source: str, own: set[str]) -> Cell:
        """A cell by its source; of what is no Python, the lines without comments."""
        try:
            tree = ast.parse(source)
        except SyntaxError:
            lines = (re.sub(r"#.*", "", line).strip() for line in source.splitlines())
            return cls("\n".join(filter(None, lines)), [])
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(
                node
            ):
                node.body[0].value.value = ""
        strings = Strings(own)
        strings.visit(tree)
        return cls(ast.unparse(tree), strings.found)


@dataclass
class Pages:
    """The code of a page in two languages.

    Attributes:
        own: the functions that the page defines; what their strings are for is unknown.
        script: a pattern for what only the other language is written in.
        names: for each key and its table, what it is called in the other language.
    """

    own: set[str]
    script: str
    names: dict[tuple[str, str], set[str]]

    @classmethod
    def read(cls, english: list[str], other: list[str], script: str) -> Pages:
        """Both pages by their cells."""
        found = re.findall(r"\bdef (\w+)|\b(\w+) = lambda", "\n".join(english))
        pages = cls({name for names in found for name in names if name}, script, defaultdict(set))
        for a, b in zip(english, other, strict=False):
            for said, use, told in pages.strings(a, b):
                if use.startswith(KEY):
                    pages.names[said, use].add(told)
        return pages

    def strings(self, english: str, other: str) -> Iterator[tuple[str, str, str]]:
        """Each string of a cell, what it is for, and the string in its place."""
        a, b = Cell.read(english, self.own), Cell.read(other, self.own)
        if len(a.strings) == len(b.strings):
            yield from (
                (said, use, told)
                for (said, use), (told, _) in zip(a.strings, b.strings, strict=True)
            )

    def differences(self, english: str, other: str) -> Iterator[str]:
        """How two cells differ in more than what a reader sees."""
        a, b = Cell.read(english, self.own), Cell.read(other, self.own)
        if a.code != b.code:
            if not re.search(self.script, b.code):  # a transcript, of which lines are prose
                yield first_difference(a.code, b.code)
            return
        for said, use, told in self.strings(english, other):
            if said != told and (why := self.fault(said, use, told)):
                yield f"{said!r} became {told!r}: {why}"

    def fault(self, said: str, use: str, told: str) -> str:
        """Why a string may not have changed so."""
        if use == FIXED:
            return "a library gets it"
        if use.startswith(KEY) and len(self.names[said, use]) > 1:
            return "it is a key, and called otherwise elsewhere"
        if said.strip() and not re.search(self.script, told):
            return "it is another, and no translation"
        if sorted(re.findall(r"\d+", said)) != sorted(re.findall(r"\d+", told)):
            return "other numbers"
        return ""


def first_difference(english: str, other: str) -> str:
    """The first lines that differ."""
    pairs = zip([*english.splitlines(), "nothing"], [*other.splitlines(), "nothing"], strict=False)
    a, b = next(((a, b) for a, b in pairs if a != b), ("one", "another"))
    return f"{a.strip()!r} became {b.strip()!r}"


def compare(english: Iterable[str], other: Iterable[str], pages: Pages) -> Iterator[str]:
    """How the cells of two sections differ."""
    english, other = list(english), list(other)
    if len(english) != len(other):
        yield f"{len(other)} blocks instead of {len(english)}"
        return
    for a, b in zip(english, other, strict=True):
        yield from pages.differences(a, b)
