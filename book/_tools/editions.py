"""How far the book's other editions are in step: ``python -m book._tools.editions [LANGUAGE]``.

A page of another language, ``book/<language>/<stem>.md``, has the sections of the English page in
the same order, each with the fingerprint of the English that it was written for in a comment below
its heading, ``% en: 1a2b3c4d``. For each page the sections are counted that are

- *aligned*: written for the English as it is now, and holding what it holds;
- *stale*: their English has changed since, or nobody said for which English they were written;
- *missing* or *orphaned*: in one of the languages only;
- *drifted*: code, formulas, numbers, labels, references or structure are others than in English, or
  it denies more or less often than when it was stamped.

``--stamp STEM …`` notes that the sections of these pages fit the English as it is now, and how
often each says “not”: ``% en: 1a2b3c4d 7``. A section that has no stamp gets one without being
named. Where English denies something and a paragraph does not, a *doubt* is told; doubts do not
fail, since only a reader can decide them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path

import yaml

from autograder.judging import translation
from book._tools.facts import PARSER, Facts, denials, doubts, drift
from book._tools.same_code import Pages

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
sys.path.append(str(BOOK / "_ext"))

from edition import about, languages  # noqa: E402

STAMP = re.compile(r"^% en: ([0-9a-f]{8})(?: (\d+))?\n", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} ")


def page_names(root: Path = ROOT) -> list[str]:
    """The pages of the book in their order, as Sphinx calls them."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
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

    @property
    def denied(self) -> int | None:
        """How often it denied something when it was stamped."""
        return int(match[2]) if (match := STAMP.search(self.text)) and match[2] else None

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what it says; where lines break does not matter."""
        words = " ".join(STAMP.sub("", self.text).split())
        return translation.fingerprint(words)

    @property
    def prose(self) -> str:
        """All its sentences."""
        return "\n".join(self.facts.prose)

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
    def outdated(self) -> list[str]:
        """The sections whose English is another than the one that they were written for."""
        return [b.key for a, b in self.pairs if b.of not in (None, a.fingerprint)]

    @property
    def unstamped(self) -> list[str]:
        """The sections of which nobody said for which English they were written."""
        return [other.key for _, other in self.pairs if other.of is None]

    @property
    def stale(self) -> list[str]:
        """Both of these."""
        return [*self.outdated, *(f"{key} (no stamp)" for key in self.unstamped)]

    @cached_property
    def code(self) -> Pages:
        """The code of the page in both languages."""
        english, other = (
            [cell for section in sections for cell in section.facts.cells]
            for sections in zip(*self.pairs, strict=True)
        )
        return Pages.read(english, other, about(self.language)["script"])

    @cached_property
    def drifted(self) -> list[str]:
        """What sections that are not stale hold otherwise than their English."""
        return [
            f"{other.key}: {told}"
            for english, other in self.pairs
            if other.of in (None, english.fingerprint)
            for told in self.drift(english, other)
        ]

    def drift(self, english: Section, other: Section) -> Iterator[str]:
        """What a section holds otherwise than its English, or than when it was stamped."""
        yield from drift(english.facts, other.facts, self.language, self.code)
        now = denials(other.prose, self.language)
        if other.denied not in (None, now):
            yield f"{now} denials, and {other.denied} when it was stamped"

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
        wrong = {told.split(":")[0] for told in self.drifted}
        wrong |= {*self.outdated, *self.unstamped}
        return sum(other.key not in wrong for _, other in self.pairs)

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
        stamped(other, english[other.key].fingerprint, status.language)
        if other.key in english and (again or other.denied is None)
        else other.text
        for other in status.other
    ]
    translated_file(status.language, status.page).write_text("".join(texts), "utf-8")


def stamped(section: Section, fingerprint: str, language: str) -> str:
    """The text of a section with its stamp below the heading."""
    lines = STAMP.sub("", section.text).splitlines(keepends=True)
    at = next((at for at, line in enumerate(lines) if HEADING.match(line)), -1) + 1
    stamp = f"% en: {fingerprint} {denials(section.prose, language)}\n"
    return "".join([*lines[:at], stamp, *lines[at:]])


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
