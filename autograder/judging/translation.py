"""Hints in another language: what there is to translate, and what a translation makes of it.

A hint is written once for all misconceptions that say the same: those of a family share its
template, whose {words} fit it to each loss, and those with the same English share the words of
any of them. So a translation has a text for each *template*, under the name of the misconception
or of its family, and the {words} and labels by their English.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from autograder.judging.exam import flowing, hint
from autograder.judging.rubric import Misconception, Rubric


@dataclass(frozen=True)
class Source:
    """The hint of a misconception in English, before its words are filled in.

    Attributes:
        id: the misconception.
        family: the family that it got the hint from, or ``None``.
        english: the template of a family's hint; else the hint itself.
        words: what fills the template; ``None`` if it is none, so that braces are braces.
    """

    id: str
    family: str | None
    english: str
    words: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Translation:
    """What a language says of one assignment.

    Attributes:
        hints: by the name of a misconception or of a family.
        labels: the names of groups and cases, and the words of templates, by their English.
        of: for each hint, the :func:`fingerprint` of the English that it was written for.
    """

    hints: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, *tables: Mapping[str, Mapping[str, str]]) -> Translation:
        """Read the tables of files; what a later one says replaces what an earlier one does."""
        merged: dict[str, dict[str, str]] = {"hints": {}, "labels": {}, "of": {}}
        for table in tables:
            for name, entries in merged.items():
                entries.update(table.get(name, {}))
        return cls(**merged)

    def texts(self, rubric: Rubric) -> dict[str, str]:
        """The labels by their English, and the hints by the name of their misconception."""
        found = sources(rubric)
        written = {s.english: self.hints[key] for s in found if (key := self.key(s))}
        return {**self.labels} | {
            s.id: self._filled(written[s.english], s) for s in found if s.english in written
        }

    def key(self, source: Source) -> str | None:
        """Under which name there is a text of its own for a hint."""
        names = (source.id, source.family)
        return next((name for name in names if name in self.hints), None)

    def _filled(self, template: str, source: Source) -> str:
        if source.words is None:
            return template
        words = {name: self.labels.get(word, word) for name, word in source.words.items()}
        return flowing(template.format_map(words))


def sources(rubric: Rubric) -> list[Source]:
    """The hints of a rubric as they are translated, in its order."""
    return [_source(misconception) for misconception in rubric.misconceptions]


def _source(kind: Misconception) -> Source:
    made = vars(getattr(kind, "same_hint_as", kind))
    if "template" not in made:
        return Source(kind.__name__, None, hint(kind))
    words = made["subject"].vocabulary
    return Source(kind.__name__, made["family"], flowing(made["template"]), words)


def labels(rubric: Rubric, seed: int = 0) -> Iterator[str]:
    """The names of groups and cases, each once, in the order of the questions."""
    told: dict[str, None] = {}
    for question in rubric.questions:
        for group, cases in zip(question.groups, rubric.draw(question, seed), strict=True):
            told |= dict.fromkeys([group.name, *(case.label for case in cases)])
    yield from told


def fingerprint(english: str) -> str:
    """What stands beside a translation to show later whether its English has changed."""
    return hashlib.sha256(english.encode()).hexdigest()[:8]
