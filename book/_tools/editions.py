"""How far the book's other editions are in step: ``python -m book._tools.editions [LANGUAGE]``.

A page of another language, ``book/<language>/<stem>.md``, has the sections of the English page in
the same order, each with the fingerprint of the English that it was written for in a comment below
its heading, ``% en: 1a2b3c4d``. For each page the sections are counted that are

- *aligned*: written for the English as it is now, and holding what it holds;
- *stale*: their English has changed since, or nobody said for which English they were written;
- *missing* or *orphaned*: in one of the languages only;
- *drifted*: code, formulas, numbers, labels, references or structure are others than in English.

``--stamp STEM …`` notes that the sections of these pages fit the English as it is now; a section
that has no stamp gets one without being named. Where a negation may have been lost, a *doubt* is
told; doubts do not fail, since only a reader can decide them.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise, takewhile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
sys.path.append(str(BOOK / "_ext"))

from reading import DIRECTIVE, PARSER, inner, options_of  # noqa: E402

STAMP = re.compile(r"^% en: ([0-9a-f]{8})\n", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} ")
#: Directives whose argument is a title; that of others is a name, and stays.
TITLED = re.compile(r"prf:|exercise|solution|admonition|dropdown|grid-item|tab-|note|tip|warning")
#: Options that hold text for the reader; those of ``loss`` are formulas with some words.
TEXTS = {"caption", "alt", "where", "mean", "stable", "pytorch", "mistake", "value", "gradient"}
#: The words of a formula, which are translated.
WORDS_IN_TEX = re.compile(r"(\\(?:text|textit|textbf|mbox|operatorname)\*?)\{[^{}]*\}")
TARGET = re.compile(r"<([^<>]+)>\s*$")
HREF = re.compile(r"""(?:href|src)="([^"]*)\"""")
NUMBER = re.compile(r"(?<![A-Za-z_\d.])\d[\d,]*(?:\.\d+)?(?:e[-−]?\d+)?|[½⅓⅔¼¾⅛⅜⅝⅞]")
CHOICE = re.compile(r"^- (\[.\])", re.MULTILINE)
SIGN = re.compile(r"[=·×÷−+≤≥≠≈<>∞√∑Σ∂∝→⊙]|[²³⁴ᵀ⁻¹₀₁₂₃ᵢⱼₖₙ]+")
COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
NUMERALS = {word: number for number, word in enumerate(COUNTED.split())} | {
    **{"once": 1, "twice": 2, "half": 2, "first": 1, "second": 2, "third": 3, "dozen": 12},
    **{"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "thousand": 1000, "million": 10**6},
}
UNITS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
#: What denies in English; a language says its own in ``edition.toml``.
DENIAL = re.compile(
    r"\b(?:not|no|never|neither|nor|cannot|without|none|nothing|nobody|nowhere)\b|n['’]t\b", re.I
)
#: Calls whose strings are shown, and calls that hand their arguments on.
SHOWING = {
    *("print", "title", "suptitle", "set_title", "xlabel", "ylabel", "set_xlabel", "set_ylabel"),
    *(
        "text",
        "annotate",
        "legend",
        "set_label",
        "set_xticklabels",
        "set_yticklabels",
        "set_xticks",
    ),
    *("set_yticks", "xticks", "yticks", "bar_label", "format", "join", "figtext"),
}
HANDING = {"zip", "enumerate", "reversed", "tuple", "list", "dict", "sorted", "ljust", "rjust"}
SHOWN_KEYWORDS = {"label", "title", "xlabel", "ylabel", "labels", "text", "s", "end", "sep"}
#: What is compared in its order; of the rest, how often it occurs.
ORDERED = ("headings", "directives", "labels", "displays", "quizzes", "tables")


# ------------------------------------------------------------------------ languages and pages


def languages() -> list[str]:
    """The languages that the book has besides English: the folders with an ``edition.toml``."""
    return sorted(file.parent.name for file in BOOK.glob("*/edition.toml"))


@cache
def edition(language: str) -> dict:
    """What is said of a language in its ``edition.toml``."""
    return tomllib.loads((BOOK / language / "edition.toml").read_text("utf-8"))


def page_names() -> list[str]:
    """The pages of the book in their order, as Sphinx calls them."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    found = [toc["root"]]
    for part in toc["parts"]:
        for page in part["chapters"]:
            found += [page["file"], *(one["file"] for one in page.get("sections", []))]
    return found


def english_file(name: str) -> Path:
    """The English source of a page."""
    return ROOT / f"{name}.md"


def translated_file(language: str, name: str) -> Path:
    """The source of a page in another language."""
    return BOOK / language / f"{Path(name).name}.md"


# ------------------------------------------------------------------------ sections


@dataclass(frozen=True)
class Section:
    """A section without its subsections.

    Attributes:
        key: the label before its heading; where it has none, its place after the last that has.
        text: its source, labels and heading included.
    """

    key: str
    text: str

    @property
    def of(self) -> str | None:
        """The fingerprint of the English that it was written for."""
        return match[1] if (match := STAMP.search(self.text)) else None

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what it says; where lines break does not matter."""
        words = " ".join(STAMP.sub("", self.text).split())
        return hashlib.sha256(words.encode()).hexdigest()[:8]

    @cached_property
    def facts(self) -> Facts:
        """What a translation of it may not change."""
        return Facts.of(STAMP.sub("", self.text))


def split_sections(source: str) -> list[Section]:
    """The sections of a page; what stands before the first heading belongs to the first."""
    lines = source.splitlines(keepends=True)
    tokens = PARSER.parse(source)
    starts, labels = [], []
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            before = list(takewhile(lambda one: one.type == "myst_target", tokens[at - 1 :: -1]))
            starts.append((before[-1] if at and before else token).map[0])
            labels.append([one.content for one in reversed(before)] if at else [])
    starts = [0, *starts[1:], len(lines)] if starts else [0, len(lines)]
    texts = ["".join(lines[a:b]) for a, b in pairwise(starts)]
    return [Section(key, text) for key, text in zip(name(labels or [[]]), texts, strict=True)]


def name(labels: Iterable[list[str]]) -> Iterator[str]:
    """The key of each section."""
    last, place = "", 0
    for own in labels:
        last, place = (own[0], 0) if own else (last, place + 1)
        yield f"{last}+{place}" if place else last


def read_sections(file: Path) -> list[Section]:
    """The sections of a file, none if there is no file."""
    return split_sections(file.read_text("utf-8")) if file.is_file() else []


# ------------------------------------------------------------------------ facts


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
    if Counter(NUMBER.findall(english)) - Counter(NUMBER.findall(other)):
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
    about = edition(language)
    for kind in dict.fromkeys((*english.kinds, *other.kinds)):
        a, b = english.kinds.get(kind, []), other.kinds.get(kind, [])
        told = list(told_difference(kind, Counter(a) - Counter(b), Counter(b) - Counter(a)))
        if not told and kind in ORDERED and a != b:
            told = [f"{kind} in another order"]
        yield from told
    yield from number_drift(english, other, about["units"])
    if len(english.cells) != len(other.cells):
        yield f"code: {len(other.cells)} blocks instead of {len(english.cells)}"
        return
    cells = [*cells, *english.cells]
    own = own_functions(cells)
    keys = fixed_strings(cells, own)
    for a, b in zip(english.cells, other.cells, strict=True):
        yield from code_drift(a, b, own, keys, about["script"])
    yield from untranslated(english, other)


def untranslated(english: Facts, other: Facts) -> Iterator[str]:
    """Sentences that are English still."""
    said = {text.strip() for text in english.prose if len(re.findall(r"[a-z]{2,}", text)) > 4}
    kept = said & {text.strip() for text in other.prose}
    yield from (f"English still: {' '.join(one.split())[:50]}" for one in sorted(kept))


def doubts(english: Facts, other: Facts, language: str) -> Iterator[str]:
    """Paragraphs that deny something in English only."""
    about = edition(language)
    denial, idle = re.compile(about["denial"]), re.compile(about["no_denial"])
    if len(english.prose) != len(other.prose):
        yield f"{len(other.prose)} paragraphs instead of {len(english.prose)}"
        return
    for said, told in zip(english.prose, other.prose, strict=True):
        if DENIAL.search(said) and not denial.search(idle.sub("", told)):
            yield f"no denial: {' '.join(told.split())[:50]}"


# ------------------------------------------------------------------------ status


@dataclass(frozen=True)
class Status:
    """What is to be said of one page in one language."""

    language: str
    page: str
    english: tuple[Section, ...]
    other: tuple[Section, ...]

    @classmethod
    def read(cls, language: str, page: str) -> Status:
        """The status of a page."""
        files = english_file(page), translated_file(language, page)
        return cls(language, page, *(tuple(read_sections(file)) for file in files))

    @cached_property
    def pairs(self) -> list[tuple[Section, Section]]:
        """The sections that both languages have."""
        known = {section.key: section for section in self.other}
        return [(one, known[one.key]) for one in self.english if one.key in known]

    @property
    def missing(self) -> list[str]:
        """The sections that only English has."""
        return only(self.english, self.other)

    @property
    def orphaned(self) -> list[str]:
        """The sections that English has not."""
        return only(self.other, self.english)

    @property
    def stale(self) -> list[str]:
        """The sections whose English is another than the one that they were written for."""
        return [
            other.key if other.of else f"{other.key} (no stamp)"
            for english, other in self.pairs
            if other.of != english.fingerprint
        ]

    @cached_property
    def cells(self) -> list[str]:
        """The English code of the whole page."""
        return [cell for section in self.english for cell in section.facts.cells]

    @cached_property
    def drifted(self) -> list[str]:
        """What sections that are not stale hold otherwise than their English."""
        return [
            f"{other.key}: {told}"
            for english, other in self.pairs
            if other.of in (None, english.fingerprint)
            for told in drift(english.facts, other.facts, self.language, self.cells)
        ]

    @property
    def doubts(self) -> list[str]:
        """Where a denial may be lost."""
        return [
            f"{other.key}: {told}"
            for english, other in self.pairs
            for told in doubts(english.facts, other.facts, self.language)
        ]

    @property
    def aligned(self) -> int:
        """How many sections are in step."""
        wrong = {told.split(":")[0] for told in self.drifted} | set(self.stale)
        return sum(other.key not in wrong and other.of is not None for _, other in self.pairs)

    @property
    def faults(self) -> list[str]:
        """All that is to be done, a line each."""
        kinds = ("missing", "stale", "orphaned", "drifted")
        return [f"{kind}: {one}" for kind in kinds for one in getattr(self, kind)]

    def lines(self) -> Iterator[str]:
        """The status in words, the count first; of a page that is not there only that."""
        yield f"{self.page}: {self.aligned} of {len(self.english)} aligned"
        if not self.other:
            yield "  missing: the page"
            return
        yield from (f"  {fault}" for fault in self.faults)
        yield from (f"  doubt: {doubt}" for doubt in self.doubts)


def only(sections: Iterable[Section], others: Iterable[Section]) -> list[str]:
    """The keys of the sections that the others have not."""
    known = {section.key for section in others}
    return [section.key for section in sections if section.key not in known]


def statuses(language: str) -> list[Status]:
    """Every page in one language."""
    return [Status.read(language, page) for page in page_names()]


def stamp(status: Status, again: bool) -> None:
    """Note below the headings for which English a page was written; ``again`` where it is noted."""
    english = {other.key: one for one, other in status.pairs}
    texts = [
        stamped(other.text, english[other.key].fingerprint)
        if other.key in english and (again or other.of is None)
        else other.text
        for other in status.other
    ]
    translated_file(status.language, status.page).write_text("".join(texts), "utf-8")


def stamped(text: str, fingerprint: str) -> str:
    """A section with this fingerprint below its heading."""
    lines = STAMP.sub("", text).splitlines(keepends=True)
    at = next((at for at, line in enumerate(lines) if HEADING.match(line)), -1) + 1
    return "".join([*lines[:at], f"% en: {fingerprint}\n", *lines[at:]])


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser("python -m book._tools.editions", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("language", nargs="?", help="default: every one")
    parser.add_argument("--page", nargs="*", metavar="STEM", help="only these pages")
    parser.add_argument("--stamp", nargs="*", metavar="STEM", help="note that they fit the English")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Print the status of each page; 1 if anything is to be done."""
    asked = parse_arguments(arguments)
    left = 0
    for language in [asked.language] if asked.language else languages():
        found = [s for s in statuses(language) if not asked.page or Path(s.page).name in asked.page]
        for status in found:
            if asked.stamp is not None and status.other:
                stamp(status, Path(status.page).name in asked.stamp)
            elif asked.stamp is None:
                print(*status.lines(), sep="\n")
                left += len(status.faults)
        if asked.stamp is None:
            print(summary(language, found))
    return 1 if left else 0


def summary(language: str, found: list[Status]) -> str:
    """The counts of one language."""
    kinds = ("missing", "stale", "orphaned", "drifted", "doubts")
    counts = ", ".join(f"{sum(len(getattr(s, kind)) for s in found)} {kind}" for kind in kinds)
    return f"{language}: {sum(s.aligned for s in found)} sections aligned, {counts}"


if __name__ == "__main__":
    sys.exit(main())
