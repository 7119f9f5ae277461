"""What other languages still lack: ``python -m autograder.translations``.

Each text of the engine and of the installed courses (with ``--course DIR`` of that course alone)
is held against its English: it may be *missing*, *stale* (the English has changed since),
*orphaned* (nothing says it any more) or *unfaithful* (its code, numbers or formulas are others).
``--stamp NAME …`` notes that those texts fit the English as it is now; what was never stamped is
stamped without being named.

The texts of a notebook are its cells, ``regression-0`` the first of them; their fingerprints stand
in the notebook itself: see :mod:`autograder.gradebook.translated`.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tokenize
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.catalog import COMMON, Material, installed
from autograder.gradebook.translated import Cell, cells, pairs, same_code
from autograder.judging.exam import hint
from autograder.judging.translation import fingerprint, labels, sources
from autograder.messages import DEFAULT, FOLDER, SpokenError, languages, say
from autograder.submission.source import is_text, reworded

#: Code, and gaps that are filled later.
CODE = re.compile(r"```.*?```|`[^`]*`", re.S)
GAP = re.compile(r"\{\w[^{}]*\}")
NUMBER = re.compile(r"(?<![A-Za-z_\d.])\d+(?:\.\d+)?")
#: What stands in formulas and nowhere else, and names of quantities, which prose may repeat.
OPERATOR = re.compile(r"[=·×÷−²³⁴⁺½√∑Σ∂‖≤≥<>∞+]")
QUANTITY = re.compile(r"[α-ωΩ∂]|[₀-₉ₙ]")
STAMPS = "\n[of]\n"
#: Of a notebook: code that is quoted, formulas and the words in them, what shapes a text, and
#: where a cell begins.
QUOTED = re.compile(r"^```\w*\n(.*?)^```$", re.S | re.M)
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.S)
SAID = re.compile(r"\\text\{[^{}]*\}")
SHAPE = re.compile(r"^(#+ |[-*] |\d+\. |\|)|(?<!^)\||\]\(([^)]*)\)", re.M)
CELL = re.compile(r"^# %%(?: \[markdown\])?(.*)$", re.M)


@dataclass(frozen=True)
class Text:
    """A text to translate.

    Attributes:
        name: under which it stands in the file.
        english: what it says in English.
        translated: what the language says, or ``None``.
        of: the fingerprint of the English that this was written for; one that stands under its
            English needs none.
        label: whether it stands under its English.
    """

    name: str
    english: str
    translated: str | None
    of: str | None = None
    label: bool = False

    @property
    def stale(self) -> bool:
        """Whether its English is another than the one that it was written for."""
        known = self.of or (fingerprint(self.english) if self.label else None)
        return self.translated is not None and known != fingerprint(self.english)

    def differences(self) -> Iterator[str]:
        """What the translation says otherwise than the English."""
        return differences(self.english, self.translated or "")

    def said(self) -> str:
        """What a person reads of the translation."""
        return self.translated or ""


@dataclass(frozen=True)
class CellText(Text):
    """A cell of a notebook.

    Attributes:
        kind: ``"markdown"`` or ``"code"``.
    """

    kind: str = "markdown"

    def differences(self) -> Iterator[str]:
        """What the cell says otherwise than the English one: its code, formulas and shape too."""
        compare = _in_code if self.kind == "code" else _in_prose
        return compare(self.english, self.translated or "")

    def said(self) -> str:
        """What a person reads of the cell: of code its strings and comments, a paragraph each."""
        if self.kind == "markdown":
            return self.translated or ""
        return "\n\n".join([*_strings(self.translated or ""), *_comments(self.translated or "")])


@dataclass(frozen=True)
class Status:
    """What is to be said of one file of a language."""

    file: Path
    texts: tuple[Text, ...]
    orphaned: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The names of the texts that the language lacks."""
        return [text.name for text in self.texts if text.translated is None]

    @property
    def stale(self) -> list[str]:
        """The names of the texts whose English has changed."""
        return [text.name for text in self.texts if text.stale]

    @property
    def unfaithful(self) -> list[str]:
        """What each text that is not stale says otherwise than its English."""
        return [
            f"{text.name}: {why}"
            for text in self.texts
            if text.translated is not None and not text.stale
            for why in text.differences()
        ]

    def lines(self) -> Iterator[str]:
        """The status in words, the count first."""
        done = len(self.texts) - len(self.missing)
        yield f"{self.file}: {done} of {len(self.texts)}"
        for kind in ("missing", "stale", "orphaned", "unfaithful"):
            yield from (f"  {kind}: {name}" for name in getattr(self, kind))


def differences(english: str, translated: str) -> Iterator[str]:
    """What a translation may not change and yet does: code, gaps, numbers, formulas, paragraphs."""
    pairs = ((english, translated),)
    for what, pattern in (("code", CODE), ("gaps", GAP)):
        yield from _differing(what, *(Counter(pattern.findall(t)) for t in pairs[0]))
    prose = [GAP.sub(" ", CODE.sub(" ", text)) for text in pairs[0]]
    yield from _differing("numbers", *(Counter(NUMBER.findall(t)) for t in prose))
    yield from _differing("operators", *(Counter(OPERATOR.findall(t)) for t in prose))
    yield from _differing("quantities", *(Counter({*QUANTITY.findall(t)}) for t in prose))
    yield from _differing("paragraphs", *(Counter(["¶"] * t.count("\n\n")) for t in pairs[0]))


def _in_prose(english: str, translated: str) -> Iterator[str]:
    both = english, translated
    quoted = [QUOTED.findall(text) for text in both]
    for mine, yours in zip(*quoted, strict=False):
        if mine != yours:
            yield from _in_code(mine, yours)
    if len(quoted[0]) != len(quoted[1]):
        yield f"{len(quoted[1])} pieces of code instead of {len(quoted[0])}"
    plain = [SAID.sub("", QUOTED.sub("", text)) for text in both]
    yield from _differing("formulas", *(Counter(FORMULA.findall(text)) for text in plain))
    shapes = [Counter(m.group(0) for m in SHAPE.finditer(FORMULA.sub("", t))) for t in plain]
    yield from _differing("shape", *shapes)
    yield from differences(*plain)


def _in_code(english: str, translated: str) -> Iterator[str]:
    texts = reworded(english, translated)
    if texts is None or not same_code(english, translated):
        yield "other code"
        return
    for mine, yours in texts:
        yield from differences(mine, yours) if is_text(mine) else ()
    comments = _comments(english), _comments(translated)
    if len(comments[0]) != len(comments[1]):
        yield f"{len(comments[1])} comments instead of {len(comments[0])}"
    yield from differences("\n".join(comments[0]), "\n".join(comments[1]))


def _strings(source: str) -> list[str]:
    """The strings of code that are for a person to read."""
    return [text for text, _ in reworded(source, source) or () if is_text(text)]


def _comments(source: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [t.string.lstrip("#: ") for t in tokens if t.type == tokenize.COMMENT]


def _differing(what: str, english: Counter[str], translated: Counter[str]) -> Iterator[str]:
    lost, new = english - translated, translated - english
    told = [
        f"{word} {' '.join(sorted(found.elements()))}"
        for word, found in (("without", lost), ("with", new))
        if found
    ]
    if told:
        yield f"{what} {', '.join(told)}"


def engine(language: str) -> Status:
    """The words of the engine itself."""
    file, english = FOLDER / f"{language}.toml", _table(FOLDER / f"{DEFAULT}.toml")
    table = _table(file)
    found, of = _flat(table), table.get("of", {})
    keys = _flat(english)
    texts = (Text(key, text, found.get(key), of.get(key)) for key, text in keys.items())
    return Status(file, tuple(texts), tuple(sorted(found.keys() - keys.keys())))


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """The texts of a file by table and name; what stands outside of a table by its name."""
    found: dict[str, Any] = {}
    for section, words in table.items():
        if not isinstance(words, Mapping):
            found[section] = words
        elif section != "of":
            found |= {f"{section}.{name}": text for name, text in words.items()}
    return found


def course(material: Material, language: str) -> list[Status]:
    """The hints and labels of a course, a status for each file in which they stand.

    The file ``<language>.toml`` counts before those of the folder ``<language>``, and need not
    have everything if there is the folder, too.
    """
    folder = material.words / language
    if not (file := material.words / f"{language}.toml").is_file():
        return _in_folder(material, folder)
    status = _in_file(material, file)
    if not folder.is_dir():
        return [status]
    there = tuple(text for text in status.texts if text.translated is not None)
    others = [_without(other, {t.english for t in there}) for other in _in_folder(material, folder)]
    return [replace(status, texts=there), *others]


def _without(status: Status, english: set[str]) -> Status:
    """The status of a file that may miss the texts that are said elsewhere."""
    texts = (t for t in status.texts if t.translated is not None or t.english not in english)
    return replace(status, texts=tuple(texts))


def _in_file(material: Material, file: Path) -> Status:
    """What ``<language>.toml`` says; a text is named as ``<assignment>.<key>``."""
    table = _table(file)
    texts: dict[str, Text] = {}
    for stem in material.stems():
        rubric, said = material.assignment(stem).rubric, table.get(stem, {})
        hints = [(m.__name__, hint(m), False) for m in rubric.misconceptions]
        for key, english, label in (*hints, *((each, each, True) for each in labels(rubric))):
            name = f"{stem}.{key}"
            of = table.get("of", {}).get(name)
            texts[name] = Text(name, english, said.get(key), of, label)
    return Status(file, tuple(texts.values()), tuple(sorted(_flat(table).keys() - texts.keys())))


def _in_folder(material: Material, folder: Path) -> list[Status]:
    files = {stem: folder / f"{stem}.toml" for stem in (COMMON, *material.stems())}
    tables = {file: _table(file) for file in files.values()}
    texts: dict[Path, dict[str, Text]] = {file: {} for file in tables}
    for stem in material.stems():
        for english, keys in _hints(material, stem).items():
            _place(texts, tables, "hints", (files[stem], files[COMMON]), keys, english)
        for english in _labels(material, stem):
            _place(texts, tables, "labels", (files[stem], files[COMMON]), (english,), english)
    return [_status(file, tables[file], found) for file, found in texts.items()]


def _hints(material: Material, stem: str) -> dict[str, list[str]]:
    """Each hint of an assignment once, with the names under which it may be translated."""
    found: dict[str, list[str]] = {}
    for source in sources(material.assignment(stem).rubric):
        found.setdefault(source.english, []).extend(filter(None, (source.family, source.id)))
    return found


def _labels(material: Material, stem: str) -> Iterator[str]:
    """The labels of an assignment, and the words that fill its hints."""
    rubric = material.assignment(stem).rubric
    yield from labels(rubric)
    words = (source.words or {} for source in sources(rubric))
    yield from dict.fromkeys(word for each in words for word in each.values() if word)


def _place(
    texts: dict[Path, dict[str, Text]],
    tables: Mapping[Path, Mapping[str, Any]],
    kind: str,
    places: Iterable[Path],
    keys: Iterable[str],
    english: str,
) -> None:
    """Note a text where one of its names is translated, or as missing in the first place."""
    keys, places = list(keys), list(places)
    there = [(file, key) for file in places for key in keys if key in tables[file].get(kind, {})]
    file, key = there[0] if there else (places[0], keys[0])
    table = tables[file]
    of = table.get("of", {}).get(key) if kind == "hints" else None
    texts[file][key] = Text(key, english, table.get(kind, {}).get(key), of, kind == "labels")


def _status(file: Path, table: Mapping[str, Any], found: Mapping[str, Text]) -> Status:
    written = {**table.get("hints", {}), **table.get("labels", {})}
    return Status(file, tuple(found.values()), tuple(sorted(written.keys() - found.keys())))


def _table(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def notebooks(material: Material, language: str) -> list[Status]:
    """The notebooks of a course, a status for each."""
    return [_notebook(material, language, stem) for stem in material.stems()]


def _notebook(material: Material, language: str, stem: str) -> Status:
    file = material.translated(language, stem)
    english = cells((material.solutions / f"{stem}.py").read_text(encoding="utf-8"))
    there = cells(file.read_text(encoding="utf-8")) if file.is_file() else []
    paired = list(pairs(english, there))
    numbers = {id(cell): number for number, cell in enumerate(english)}
    texts = (
        CellText(f"{stem}-{numbers[id(one)]}", one.source, *_translation(other), kind=one.kind)
        for one, other in paired
        if one
    )
    left = (f"{stem}: {other.source[:40]!r}" for one, other in paired if not one and other)
    return Status(file, tuple(texts), tuple(left))


def _translation(cell: Cell | None) -> tuple[str | None, str | None]:
    return (cell.source, cell.of) if cell else (None, None)


def _stamp_cells(status: Status, named: set[str]) -> None:
    """Note fingerprints in the first lines of a notebook's cells."""
    percent = status.file.read_text(encoding="utf-8")
    fresh = iter(cells(percent))
    by_words = {(text.translated, text.of): text for text in status.texts}

    def marked(match: re.Match[str]) -> str:
        cell = next(fresh)
        text = by_words.get((cell.source, cell.of))
        if text is None or (text.of and text.name not in named):
            return match[0]
        head = match[0].removesuffix(match[1])
        return f'{head} of="{fingerprint(text.english)}"'

    status.file.write_text(CELL.sub(marked, percent), encoding="utf-8")


def stamp(status: Status, names: Iterable[str]) -> None:
    """Note in a file that the texts of these names, and those never stamped, fit their English."""
    named = set(names)
    if status.file.suffix == ".py":
        _stamp_cells(status, named)
        return
    of = {
        text.name: fingerprint(text.english) if text.name in named or not text.of else text.of
        for text in status.texts
        if text.translated is not None and not text.label
    }
    words, _, _ = status.file.read_text(encoding="utf-8").partition(STAMPS)
    lines = (f'"{name}" = "{of[name]}"' for name in sorted(of))
    stamped = words.rstrip("\n") + "\n" + STAMPS + "\n".join(lines) + "\n"
    status.file.write_text(stamped, encoding="utf-8")


def statuses(language: str, materials: Iterable[Material] | None = None) -> list[Status]:
    """The engine and all courses in one language."""
    courses = installed() if materials is None else materials
    return [engine(language), *(s for m in courses for s in of_course(m, language))]


def of_course(material: Material, language: str) -> list[Status]:
    """A course in one language: its hints and labels, then its notebooks."""
    return [*course(material, language), *notebooks(material, language)]


def main(arguments: list[str] | None = None) -> int:
    """Print the status of each language; 1 if anything is to be done."""
    told = say("help.translations")
    parser = argparse.ArgumentParser("python -m autograder.translations", description=told)
    parser.add_argument("language", nargs="*", help=say("help.translations_language"))
    told = say("help.translations_course")
    parser.add_argument("--course", type=Path, metavar="DIR", help=told)
    parser.add_argument("--stamp", nargs="*", metavar="NAME", help=say("help.translations_stamp"))
    asked = parser.parse_args(arguments)
    try:
        return _tell(asked)
    except SpokenError as error:
        print(say("cli.error", error=error), file=sys.stderr)
        return 2


def _tell(asked: argparse.Namespace) -> int:
    """Print what is asked for, or stamp it; of a course of one's own, only what is its own."""
    own = Material.in_directory(asked.course) if asked.course else None
    if asked.course and not own:
        raise SpokenError("course.no_material", directory=asked.course)
    courses = (own,) if own else installed()
    known = {*(() if own else languages()), *(name for m in courses for name in m.languages())}
    left = 0
    for language in asked.language or sorted(known - {DEFAULT}):
        for status in of_course(own, language) if own else statuses(language):
            if asked.stamp is not None and status.file.is_file():
                stamp(status, asked.stamp)
                continue
            print(*status.lines(), sep="\n")
            left += sum(1 for _ in status.lines()) - 1
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
