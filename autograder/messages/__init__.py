"""All words that a person reads, by key: one catalog ``<language>.toml`` a language.

A key is ``section.name``; its text may hold ``{placeholders}``. A language that lacks a key says
it in English. The language is that of the context (:func:`speaking`), English by default. What
belongs to one assignment (its hints, the names of its groups and cases) comes with the
assignment: see :class:`autograder.catalog.Assignment`. An error that a person reads carries its
key and arguments, and becomes words only where it is shown: :class:`SpokenError`.
"""

from __future__ import annotations

import contextlib
import functools
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

DEFAULT = "en"
FOLDER = Path(__file__).parent
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)
_texts: ContextVar[Mapping[str, Mapping[str, str]] | None] = ContextVar("texts", default=None)
#: What says which language a terminal speaks, as gettext reads it, the strongest first.
TERMINAL = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class SpokenError(Exception):
    """An error for a person: a key with its arguments, said in the language of who shows it.

    One that leaves a block of :func:`speaking` keeps the language of the block.

    Attributes:
        key: of its words.
        arguments: what stands in their gaps.
        language: in which it is said; by default that of the context it is shown in.
    """

    def __init__(self, key: str, /, **arguments: Any):
        super().__init__(key)
        self.key, self.arguments = key, arguments
        self.language: str | None = None

    def __str__(self) -> str:
        with speaking(self.language or language(), _texts.get()):
            return say(self.key, **self.arguments)


@contextlib.contextmanager
def speaking(
    language: str = DEFAULT, texts: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[None]:
    """Say everything within this block in a language.

    Args:
        language: a language of :func:`languages`, or one that only ``texts`` knows.
        texts: the texts of an assignment by language, then by misconception id or English text.
    """
    tokens = _language.set(language), _texts.set(texts)
    try:
        yield
    except SpokenError as error:
        error.language = error.language or language
        raise
    finally:
        _language.reset(tokens[0])
        _texts.reset(tokens[1])


def language() -> str:
    """The language of the context."""
    return _language.get()


def languages() -> list[str]:
    """The languages that there is a catalog for."""
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def tag() -> str:
    """The language of the context as HTML names it."""
    return say("language.tag") if language() in languages() else language()


def refuse_unknown(language: str, others: Iterable[str]) -> None:
    """Refuse a language in which nothing can be said.

    Args:
        language: what somebody asked for.
        others: languages that only an assignment knows.

    Raises:
        SpokenError: naming those that there are.
    """
    known = sorted({*languages(), *others})
    if language not in known:
        raise SpokenError("course.language", language=language, there=", ".join(known))


def of_terminal() -> str:
    """The language of who sits at the terminal, if there is a catalog for it; else English."""
    told = next(filter(None, map(os.environ.get, TERMINAL)), "")
    for code in told.split(":"):
        place = code.partition(".")[0]
        for name in (place, place.partition("_")[0]):
            if name in languages():
                return name
    return DEFAULT


def say(key: str, /, **arguments: Any) -> str:
    """The text of a key in the language of the context.

    Raises:
        KeyError: if English has no such key, or an argument is missing.
    """
    section, _, name = key.partition(".")
    words = _catalog(language()).get(section, {})
    text = words[name] if name in words else _catalog(DEFAULT)[section][name]
    return text.format(**arguments)


def counted(key: str, count: int, /, **arguments: Any) -> str:
    """So many of a thing: the text of ``<key>_one`` for one, else that of ``<key>_many``."""
    return by_number(key, count, count=count, **arguments)


def by_number(key: str, number: float, /, **arguments: Any) -> str:
    """The text of ``<key>_one`` for one, else that of ``<key>_many``; it need not say the number.

    In "0 of 1 point" it is the points to be had.
    """
    return say(f"{key}_{'one' if number == 1 else 'many'}", **arguments)


def word(value: str) -> str:
    """A value of our records, such as ``up to date``, as a person reads it."""
    words = _catalog(language()).get("word", {})
    return words.get(value, value)


def of_assignment(key: str, english: str) -> str:
    """A text of the assignment that is spoken about: a hint by its id, a label by its English."""
    return (_texts.get() or {}).get(language(), {}).get(key, english)


def printable(text: str, limit: int = 300) -> str:
    """Somebody else's text as it may stand in a message: one line, cut, nothing invisible."""
    shown = "".join(c if c.isprintable() else " " for c in text[: 4 * limit])
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else shown[:limit] + "…"


@functools.cache
def _catalog(name: str) -> Mapping[str, Mapping[str, str]]:
    file = FOLDER / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
