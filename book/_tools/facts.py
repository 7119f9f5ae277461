"""What a section of a page holds that is the same in every language, and how two sections differ.

Code is compared by its syntax tree: strings that a reader sees may differ, keys may not. Formulas
are compared without their words, and prose by its numbers, signs, links and references.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "_ext"))

from edition import about
from reading import DIRECTIVE, PARSER, inner, options_of

#: Directives whose argument is a title; that of others is a name, and stays.
TITLED = re.compile(r"prf:|exercise|solution|admonition|dropdown|grid-item|tab-|note|tip|warning")
#: Options that hold text for the reader; those of ``loss`` are formulas with some words.
TEXTS = {"caption", "alt", "where", "mean", "stable", "pytorch", "mistake", "value", "gradient"}
#: The words of a formula, which are translated.
WORDS_IN_TEX = re.compile(r"(\\(?:text|textit|textbf|mbox)\*?)\{[^{}]*\}")
TARGET = re.compile(r"<([^<>]+)>\s*$")
HREF = re.compile(r"""(?:href|src)="([^"]*)\"""")
NUMBER = re.compile(r"(?<![A-Za-z_\d.])\d[\d,]*(?:\.\d+)?(?:e[-−]?\d+)?|[½⅓⅔¼¾⅛⅜⅝⅞]")
CHOICE = re.compile(r"^- (\[.\])", re.MULTILINE)
SIGN = re.compile(r"[=·×÷−+≤≥≠≈<>∞√∑Σ∂∝→⊙]|[²³⁴ᵀ⁻¹₀₁₂₃ᵢⱼₖₙ]+")
COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
NUMERALS = {word: number for number, word in enumerate(COUNTED.split())}
NUMERALS |= {"once": 1, "twice": 2, "half": 2, "first": 1, "second": 2, "third": 3, "dozen": 12}
NUMERALS |= {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000}
NUMERALS |= {"million": 10**6}
UNITS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
#: What denies in English; a language says its own in ``edition.toml``.
DENIAL = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|without|none|nothing|nobody|nowhere)\b|n['’]t\b", re.I
)
#: Calls whose strings are shown, and calls that hand their arguments on.
SHOWING = {
    *("print", "title", "suptitle", "set_title", "xlabel", "ylabel", "set_xlabel", "set_ylabel"),
    *("text", "annotate", "legend", "set_label", "bar_label", "format", "join", "figtext"),
    *("xticks", "yticks", "set_xticks", "set_yticks", "set_xticklabels", "set_yticklabels"),
}
HANDING = {"zip", "enumerate", "reversed", "tuple", "list", "dict", "sorted", "ljust", "rjust"}
SHOWN_KEYWORDS = {"label", "title", "xlabel", "ylabel", "labels", "text", "s", "end", "sep"}
#: What is compared in its order; of the rest, how often it occurs.
ORDERED = ("headings", "directives", "labels", "displays", "quizzes", "tables")


@dataclass
class Facts:
    """What a section holds that is the same in every language.

    Attributes:
        kinds: for each kind of thing what there is of it, in order.
        cells: the code.
        prose: the text of each paragraph, heading and item without code and formulas.
    """

    kinds: dict[str, list[str]] = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, source: str) -> Facts:
        """The facts of a source."""
        found = cls()
        found.read(source)
        return found

    def note(self, kind: str, *what: str) -> None:
        """Add to a kind."""
        self.kinds.setdefault(kind, []).extend(what)

    def read(self, source: str) -> None:
        """Add what this Markdown holds."""
        tokens = PARSER.parse(source)
        self.note("tables", *tables(tokens))
        for token in tokens:
            self.block(token)

    def block(self, token) -> None:
        """Add a block, whose directives are read in turn."""
        kind = token.type
        if kind in ("fence", "colon_fence"):
            self.fence(token)
        elif kind == "inline":
            self.paragraph(token)
        elif kind == "heading_open":
            self.note("headings", token.tag)
        elif kind == "list_item_open":
            self.note("items", "•")
        elif kind == "myst_target":
            self.note("labels", token.content)
        elif kind in ("math_block", "math_block_label", "amsmath"):
            self.note("displays", bare_tex(token.content))
            self.note("labels", *([token.info] if token.info else []))
        elif kind == "front_matter":
            self.note("front matter", token.content)
        elif kind == "html_block":
            self.note("links", *HREF.findall(token.content))

    def fence(self, token) -> None:
        """Add a directive or a block of code."""
        match = DIRECTIVE.match(token.info)
        directive = match[1] if match else ""
        options, body = options_of(token.content) if match else ({}, token.content)
        if not match:
            self.note("directives", f"code {token.info.strip()}")
            self.cells.append(body)
            return
        argument = token.info.strip()[len(directive) + 2 :].strip()
        self.note(
            "directives", f"{directive} {'' if TITLED.match(directive) else argument}".strip()
        )
        self.options(options)
        if directive == "code-cell":
            self.cells.append(body)
        elif directive == "math":
            self.note("displays", bare_tex(body))
        else:
            if directive == "quiz":
                self.note("quizzes", " ".join([argument, *CHOICE.findall(body)]))
            if argument and TITLED.match(directive):
                self.read(argument)
            self.read(body)

    def options(self, options: dict[str, str]) -> None:
        """Add the options of a directive: those with text by what the text holds."""
        for key, value in options.items():
            if key in TEXTS:
                self.note("options", key)
                self.read(value.strip("\"'"))
            elif key in ("label", "name"):
                self.note("labels", value)
            else:
                self.note("options", f"{key} {value}")

    def paragraph(self, token) -> None:
        """Add a run of text."""
        words = []
        for part in inner(token):
            words.append(self.inline(part))
        text = "".join(words)
        self.prose.append(text)
        self.note("signs", *SIGN.findall(text))

    def inline(self, token) -> str:
        """Add a piece of a line, and give what of it is prose."""
        if token.type == "text":
            return token.content
        if token.type in ("softbreak", "hardbreak"):
            return "\n"
        if token.type == "math_inline":
            self.note("formulas", bare_tex(token.content))
        elif token.type == "code_inline":
            self.note("code", token.content)
        elif token.type == "myst_role":
            target = TARGET.search(token.content)
            kind = "citations" if "cite" in token.meta["name"] else "references"
            self.note(kind, target[1] if target else token.content)
            return token.content[: target.start()] if target else PLACE
        elif token.type == "link_open":
            self.note("links", token.attrs["href"])
        elif token.type == "image":
            self.note("links", token.attrs["src"])
        elif token.type == "html_inline":
            self.note("links", *HREF.findall(token.content))
        return PLACE if token.type in ("math_inline", "code_inline") else ""


#: Stands in prose where a formula, code or a reference was.
PLACE = "\ufffc"


def bare_tex(tex: str) -> str:
    """A formula without its words and blanks."""
    return re.sub(r"\s+", "", WORDS_IN_TEX.sub(r"\1", tex))


def tables(tokens: list) -> Iterator[str]:
    """The size of each table."""
    rows = cells = 0
    for token in tokens:
        rows += token.type == "tr_open"
        cells += token.type in ("td_open", "th_open")
        if token.type == "table_close":
            yield f"{rows} rows, {cells} cells"
            rows = cells = 0


# ------------------------------------------------------------------------ code


class Blanked(ast.NodeTransformer):
    """Takes the strings out of code, and keeps them apart with what they are for."""

    def __init__(self, own: set[str]):
        self.own = own
        self.strings: list[tuple[str, bool]] = []
        self.fixed = False

    def within(self, fixed: bool, *children: ast.AST) -> None:
        """Go on below, where strings are keys or not."""
        before, self.fixed = self.fixed, fixed
        for child in children:
            self.visit(child)
        self.fixed = before

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.strings.append((node.value, self.fixed))
            node.value = ""
        return node

    def visit_JoinedStr(self, node):
        gaps = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        words = [part.value for part in node.values if isinstance(part, ast.Constant)]
        self.strings.append((PLACE.join(words), self.fixed))
        self.within(True, *gaps)
        node.values = sorted(gaps, key=ast.dump)  # another language has another order of words
        return node

    def visit_FormattedValue(self, node):
        self.within(True, node.value)
        return node  # the format stays as it is

    def visit_Subscript(self, node):
        self.within(self.fixed, node.value)
        self.within(True, node.slice)
        return node

    def visit_Compare(self, node):
        self.within(True, node.left, *node.comparators)
        return node

    def visit_Call(self, node):
        called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        shown = called in SHOWING | self.own or called.endswith(("Error", "Warning"))
        fixed = self.fixed if called in HANDING else not shown
        self.within(self.fixed, node.func)
        self.within(fixed, *node.args)
        for keyword in node.keywords:
            self.within(keyword.arg not in SHOWN_KEYWORDS and fixed, keyword.value)
        return node


def strip_docstrings(tree: ast.AST) -> None:
    """Take the docstrings away."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(
            node
        ):
            node.body[0].value.value = ""


def plain_lines(code: str) -> str:
    """Code that is no Python, without comments and what follows from the words of a person."""
    return "\n".join(filter(None, (re.sub(r"#.*", "", line).strip() for line in code.splitlines())))


def own_functions(cells: Iterable[str]) -> set[str]:
    """The names of the functions that these cells define: what their strings are for is unknown."""
    found = re.findall(r"\bdef (\w+)|\b(\w+) = lambda", "\n".join(cells))
    return {name for names in found for name in names if name}


def code_drift(
    english: str, other: str, own: set[str], keys: set[str], script: str
) -> Iterator[str]:
    """How two cells differ in more than what a reader sees."""
    try:
        trees = ast.parse(english), ast.parse(other)
    except SyntaxError:
        if plain_lines(english) != plain_lines(other) and not re.search(script, other):
            yield f"code: {first_difference(plain_lines(english), plain_lines(other))}"
        return
    sides = [Blanked(own), Blanked(own)]
    for tree, side in zip(trees, sides, strict=True):
        strip_docstrings(tree)
        side.visit(tree)
    a, b = map(ast.unparse, trees)
    if ast.dump(trees[0]) != ast.dump(trees[1]):
        yield f"code: {first_difference(a, b)}"
        return
    strings = ((*a, b[0]) for a, b in zip(*(side.strings for side in sides), strict=True))
    for said, fixed, told in strings:
        if said != told and (why := string_fault(said, told, fixed or said in keys, script)):
            yield f"code: {said!r} became {told!r}: {why}"


def string_fault(english: str, other: str, fixed: bool, script: str) -> str:
    """Why a string may not have changed so."""
    if fixed:
        return "it is a key"
    if not re.search(script, other) and english.strip():
        return "it is not translated, but another"
    if numbers(english, UNITS) - numbers(other, {}):
        return "other numbers"
    return ""


def fixed_strings(cells: Iterable[str], own: set[str]) -> set[str]:
    """The strings that some cell compares, looks up or hands to a library."""
    found: set[str] = set()
    for code in cells:
        try:
            tree = ast.parse(code)
        except SyntaxError:
            continue
        strip_docstrings(tree)
        side = Blanked(own)
        side.visit(tree)
        found |= {text for text, fixed in side.strings if fixed}
    return found


def first_difference(english: str, other: str) -> str:
    """The first lines that differ."""
    pairs = zip([*english.splitlines(), "nothing"], [*other.splitlines(), "nothing"], strict=False)
    a, b = next(((a, b) for a, b in pairs if a != b), ("one", "another"))
    return f"{a.strip()!r} became {b.strip()!r}"


# ------------------------------------------------------------------------ comparison


def numbers(text: str, units: dict[str, int]) -> Counter[str]:
    """The numbers of a text, “2 million” as 2000000."""
    found: Counter[str] = Counter()
    for match in NUMBER.finditer(text):
        digits = match[0].rstrip(",").replace(",", "").replace("−", "-")
        after = text[match.end() :].lstrip(" -")
        longest_first = sorted(units, key=len, reverse=True)
        factor = next((units[unit] for unit in longest_first if after.startswith(unit)), 1)
        is_plain = re.fullmatch(r"[\d.]+", digits)
        found[plain_number(Decimal(digits) * factor) if is_plain and factor > 1 else digits] += 1
    return found


def plain_number(value: Decimal) -> str:
    """A number without exponent and without zeros behind the point."""
    return str(int(value)) if value == int(value) else str(value.normalize())


def numerals(text: str) -> set[str]:
    """The numbers that an English text says in words."""
    return {str(NUMERALS[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in NUMERALS}


def number_drift(english: Facts, other: Facts, units: dict[str, int]) -> Iterator[str]:
    """Numbers that are lost, and new ones that English does not say in words."""
    said, told = "\n".join(english.prose), "\n".join(other.prose)
    a, b = numbers(said, UNITS), numbers(told, units)
    allowed = numerals(said)
    extra = Counter({number: n for number, n in (b - a).items() if number not in allowed})
    yield from told_difference("numbers", a - b, extra)


def told_difference(kind: str, lost: Counter[str], extra: Counter[str]) -> Iterator[str]:
    """What is missing and what is new, in one line."""
    parts = [
        f"{word} {', '.join(sorted(found.elements()))}"
        for word, found in (("without", lost), ("with", extra))
        if found
    ]
    if parts:
        yield f"{kind} {' and '.join(parts)}"


def drift(english: Facts, other: Facts, language: str, cells: Iterable[str] = ()) -> Iterator[str]:
    """What a section holds otherwise than its English; ``cells`` is the code of the whole page."""
    told_of = about(language)
    for kind in dict.fromkeys((*english.kinds, *other.kinds)):
        a, b = english.kinds.get(kind, []), other.kinds.get(kind, [])
        told = list(told_difference(kind, Counter(a) - Counter(b), Counter(b) - Counter(a)))
        if not told and kind in ORDERED and a != b:
            told = [f"{kind} in another order"]
        yield from told
    yield from number_drift(english, other, told_of["units"])
    if len(english.cells) != len(other.cells):
        yield f"code: {len(other.cells)} blocks instead of {len(english.cells)}"
        return
    cells = [*cells, *english.cells]
    own = own_functions(cells)
    keys = fixed_strings(cells, own)
    for a, b in zip(english.cells, other.cells, strict=True):
        yield from code_drift(a, b, own, keys, told_of["script"])
    yield from untranslated(english, other)


def untranslated(english: Facts, other: Facts) -> Iterator[str]:
    """Sentences that are English still."""
    said = {text.strip() for text in english.prose if len(re.findall(r"[a-z]{2,}", text)) > 4}
    kept = said & {text.strip() for text in other.prose}
    yield from (f"English still: {' '.join(one.split())[:50]}" for one in sorted(kept))


def doubts(english: Facts, other: Facts, language: str) -> Iterator[str]:
    """Paragraphs that deny something in English only."""
    told_of = about(language)
    denial, idle = re.compile(told_of["denial"]), re.compile(told_of["no_denial"])
    if len(english.prose) != len(other.prose):
        yield f"{len(other.prose)} paragraphs instead of {len(english.prose)}"
        return
    for said, told in zip(english.prose, other.prose, strict=True):
        if DENIAL.search(said) and not denial.search(idle.sub("", told)):
            yield f"no denial: {' '.join(told.split())[:50]}"
