"""The house style of another language: its terms and its typography, read from ``book/<language>``.

``terms.csv`` names for each English term the one that is used, and the variants that are not.
``typography.toml`` has regular expressions for what may not stand in prose, each with examples.
Nothing here knows a language.
"""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BOOK = Path(__file__).resolve().parents[1]
#: What is no prose: code, formulas, gaps that are filled, and HTML.
NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$|\{\w[^{}\n]*\}|<[^>\n]*>", re.S)
#: Stands in prose where something else stood.
PLACE = "\ufffc"


@dataclass(frozen=True)
class Term:
    """A term: the English, what is written for it, what is not, how it is introduced, and why."""

    english: str
    term: str
    forbidden: tuple[str, ...]
    first_use: str
    why: str


@dataclass(frozen=True)
class Rule:
    """Something that prose may not hold."""

    says: str
    pattern: re.Pattern[str]
    wrong: tuple[str, ...]
    right: tuple[str, ...]


def languages() -> list[str]:
    """The languages that have a house style."""
    return sorted(file.parent.name for file in BOOK.glob("*/terms.csv"))


@functools.cache
def terms(language: str) -> tuple[Term, ...]:
    """The table of terms."""
    with (BOOK / language / "terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Term(**row | {"forbidden": tuple(filter(None, row["forbidden"].split(";")))})
        for row in rows
    )


@functools.cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of typography."""
    told = tomllib.loads((BOOK / language / "typography.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(r["says"], re.compile(r["pattern"]), tuple(r["wrong"]), tuple(r["right"]))
        for r in told["rule"]
    )


def prose(text: str) -> str:
    """A text without its code, formulas and gaps."""
    return NO_PROSE.sub(PLACE, text)


def faults(language: str, text: str) -> Iterator[str]:
    """What is wrong with a text, by the table of terms and the rules of typography."""
    plain = prose(text)
    for term in terms(language):
        for variant in term.forbidden:
            if variant in plain:
                yield f"“{variant}”: {term.english} is “{term.term}”"
    spaced = text if "`" not in text else NO_PROSE.sub("`", text)
    for rule in rules(language):
        for found in rule.pattern.finditer(spaced):
            start, end = max(0, found.start() - 8), found.end() + 8
            yield f"{rule.says}: …{spaced[start:end]}…"
