"""What a section of a page holds that is the same in every language, and how two sections differ.

Formulas are compared without their words, and prose by its numbers, signs, variables, links and
references; code is compared by ``same_code``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from book._tools.same_code import Pages, compare

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
VARIABLE = re.compile(r"(?<![*A-Za-z0-9])\*([b-zA-Zα-ω])\*(?!\*)")
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
#: What is compared in its order; of the rest, how often it occurs.
ORDERED = ("headings", "directives", "labels", "displays", "quizzes", "tables")


@dataclass
class Facts:
    """What a section holds that is the same in every language.

    Attributes:
        kinds: for each kind of thing what there is of it, in order.
        cells: the code.
        prose: the text of each paragraph, heading and item without code and formulas.
        goals: what each of them refers to.
    """

    kinds: dict[str, list[str]] = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    goals: list[Counter[str]] = field(default_factory=list)

    @classmethod
    def of(cls, source: str) -> Facts:
        """The facts of a source."""
        found = cls()
        found.read(source)
        return found

    def without(self, added: Iterable[str]) -> Facts:
        """The same without what the language adds to commands."""

        def cut(texts: list[str]) -> list[str]:
            for text in added:
                texts = [one.replace(f" {text}", "") for one in texts if one != text]
            return texts

        kinds = self.kinds | {"code": cut(self.kinds.get("code", []))}
        return Facts(kinds, cut(self.cells), self.prose, self.goals)

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
        options, body = read_options(token.content) if match else ({}, token.content)
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

    def options(self, options: dict) -> None:
        """Add the options of a directive: those with text by what the text holds."""
        for key, value in options.items():
            if isinstance(value, dict):
                self.options(value)
            elif key in TEXTS:
                self.note("options", key)
                self.read(value.strip("\"'"))
            elif key in ("label", "name"):
                self.note("labels", value)
            else:
                self.note("options", f"{key} {value}")

    def paragraph(self, token) -> None:
        """Add a run of text."""
        text = "".join(map(self.inline, inner(token)))
        self.prose.append(text)
        self.goals.append(self.references(token))
        self.note("signs", *SIGN.findall(text))
        self.note("variables", *VARIABLE.findall(token.content))

    @staticmethod
    def references(token) -> Counter[str]:
        """The labels that a run of text refers to."""
        roles = (part.content for part in inner(token) if part.type == "myst_role")
        found = ((TARGET.search(content), content) for content in roles)
        return Counter(target[1] if target else content for target, content in found)

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


def read_options(content: str) -> tuple[dict, str]:
    """The options of a directive, in either of MyST's forms, and its body."""
    options, body = options_of(content)
    if content.startswith("---\n"):
        options = yaml.safe_load(content[4:].partition("\n---")[0])
    return options, body


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


# ------------------------------------------------------------------------ comparison


def numbers(text: str, units: dict[str, int]) -> Counter[str]:
    """The numbers of a text, “2 million” as 2000000."""
    found: Counter[str] = Counter()
    text = re.sub(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))", "", text)
    for match in NUMBER.finditer(text):
        digits = match[0].rstrip(",").replace(",", "").replace("−", "-")
        after = text[match.end() :].lstrip(" -")
        longest_first = sorted(units, key=len, reverse=True)
        follows = (unit for unit in longest_first if re.match(rf"{unit}(?!th)", after))
        factor = units.get(next(follows, ""), 1)
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


def drift(english: Facts, other: Facts, language: str, pages: Pages) -> Iterator[str]:
    """What a section holds otherwise than its English; ``pages`` is the code of the whole page."""
    other = other.without(about(language)["added"])
    for kind in dict.fromkeys((*english.kinds, *other.kinds)):
        a, b = english.kinds.get(kind, []), other.kinds.get(kind, [])
        if (
            kind == "variables"
            and set(a) <= set(b)
            and (Counter(a) <= Counter(b) or Counter(b) <= Counter(a))
        ):
            continue  # named again, or called “it”
        told = list(told_difference(kind, Counter(a) - Counter(b), Counter(b) - Counter(a)))
        if not told and kind in ORDERED and a != b:
            told = [f"{kind} in another order"]
        yield from told
    if len(english.prose) != len(other.prose):
        yield f"{len(other.prose)} paragraphs instead of {len(english.prose)}"
    elif english.goals != other.goals:
        at = next(i for i, goals in enumerate(english.goals) if goals != other.goals[i])
        yield f"references are others in: {' '.join(other.prose[at].split())[:40]}"
    yield from number_drift(english, other, about(language)["units"])
    yield from (f"code: {told}" for told in compare(english.cells, other.cells, pages))
    yield from untranslated(english, other)


def untranslated(english: Facts, other: Facts) -> Iterator[str]:
    """Sentences that are English still."""
    said = {text.strip() for text in english.prose if len(re.findall(r"[a-z]{2,}", text)) > 4}
    kept = said & {text.strip() for text in other.prose}
    yield from (f"English still: {' '.join(one.split())[:50]}" for one in sorted(kept))


def denials(text: str, language: str) -> int:
    """How often a text of another language denies something."""
    told_of = about(language)
    return len(re.findall(told_of["denial"], re.sub(told_of["no_denial"], "", text)))


def doubts(english: Facts, other: Facts, language: str) -> Iterator[str]:
    """Paragraphs that deny something in English only, or refer to the same in another order."""
    pairs = zip(english.prose, other.prose, english.goals, other.goals, strict=False)
    for said, told, goals, others in pairs:
        start = " ".join(told.split())[:50]
        if DENIAL.search(said) and not denials(told, language):
            yield f"no denial: {start}"
        if goals == others and list(goals) != list(others):
            yield f"references in another order: {start}"
