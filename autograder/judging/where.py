"""Where does it go wrong? For what nobody has a name for: the facts that tell it from the rest.

A mistake that was not recognized is still somewhere: in all cases with class weights and in no
other, in the entries of the right class, in batches of one row. What is said here is read off the
cases that were tried, so it is true whatever the code does.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from autograder.judging.compare import RTOL
from autograder.judging.exam import Exam
from autograder.judging.instead import instead
from autograder.judging.patterns import SOME, pattern
from autograder.judging.places import Place, places
from autograder.judging.report import Phrase
from autograder.judging.traits import entries, traits
from autograder.sandbox.protocol import Raised

if TYPE_CHECKING:
    from autograder.judging.recognize import Answer, Trial

Array = np.ndarray
#: A trait as something that can be counted: a key, then its arguments.
Mark = tuple[str, tuple[tuple[str, str], ...]]
#: Traits that are told only if no other one says as much.
WEAK = {
    f"trait.{key}"
    for key in (
        *("positional", "square", "tall", "wide", "two_columns", "one_entry", "by_columns"),
        *("negative_first", "positive_first", "negative_second", "all_negative", "table"),
    )
}
#: Traits of what inputs happen to hold. Few cases have one in common by chance.
BY_CHANCE = WEAK | {
    f"trait.{key}"
    for key in (
        *("uneven", "between", "not_one_hot", "certain", "zero_first", "zero_second", "tiny"),
        *("positive_first", "equal", "tied", "absent_class", "one_row", "one_column"),
    )
}
#: In how many ways the wrong cases might be drawn from all, that a trait of them is no chance.
ENOUGH = 30
POSITIONAL: Mark = ("trait.positional", ())
#: That of a case whose right answer is an exception, which says nothing of what is computed.
ERROR: Mark = ("trait.error", ())
#: Traits of an option that say little more than that it is used.
DETAILS = {"trait.per_column", "trait.per_row", "trait.per_entry"}
#: Traits that say what was chosen, and not what the inputs happen to be.
CHOSEN = DETAILS | {
    f"trait.{key}" for key in ("set", "option", "not_mean", "other_axis", "other_base")
}
#: How many traits are told at most, if several say the same.
FEW = 3


def told(
    answer: Answer,
    answers: Iterable[Answer],
    first: Trial,
    exam: Exam,
    known: Callable[[Answer, int], bool] = lambda answer, group: False,
) -> Iterator[Phrase]:
    """What tells the cases that go wrong in a question from those that are right.

    Args:
        answer: the question.
        answers: all answers about the same class or function.
        first: the trial that is told about: it is about the method that went wrong there, and
            about all that went wrong in the same manner.
        exam: whose questions these are.
        known: whether it is known why a group of an answer failed. What is unknown elsewhere may
            be the same mistake, so what is said here must hold there.
    """
    assert first.difference is not None
    step = first.case.steps[first.difference.step]
    name = getattr(step, "method", "") or getattr(step, "name", "")
    looked_at = places(itertools.chain(*answer.groups), name, exam)
    failing = [place for place in looked_at if not place.ok]
    here = [p for p in failing if p.case is first.case and p.step == first.difference.step]
    wrong = [p for p in failing if here and p.manner == here[0].manner]
    if not wrong:
        return
    fine: list[Place] = []
    failed: list[Place] = []
    elsewhere: list[Place] = []
    for other in (a for a in answers if not a.question.id.endswith(".reuse")):
        for number, group in enumerate(other.groups):
            for place in places(group, name, exam):
                (fine if place.ok else failed).append(place)
                if not place.ok and other is not answer and not known(other, number):
                    elsewhere.append(place)
    alike = [p for p in elsewhere if p.manner == wrong[0].manner]
    if taken := instead([*wrong, *alike], name, exam):
        yield from taken
        return
    yield from _by_entry(wrong, name) or _one(pattern(wrong, name, fine))
    yield from _by_case(wrong, alike, fine, failed, name)


def _one(phrase: Phrase | None) -> list[Phrase]:
    return [phrase] if phrase else []


# ------------------------------------------------------------------------- case by case


def _by_case(
    wrong: Sequence[Place],
    alike: Sequence[Place],
    fine: Sequence[Place],
    failed: Sequence[Place],
    name: str,
) -> list[Phrase]:
    """The simplest traits that separate what is wrong from what is right.

    They are traits of all that is wrong alike, also in other questions; failing that, of what is
    wrong in one question.
    """
    if not fine:
        return []
    bad, more, good = ([list(_marks(p)) for p in places] for places in (wrong, alike, fine))
    order = list(dict.fromkeys(mark for marks in (*bad, *more, *good) for mark in marks))
    spoiled = {mark for place in failed for mark in _marks(place)}
    here, elsewhere, right = (list(map(set, marks)) for marks in (bad, more, good))
    if phrases := Separation(order, [*here, *elsewhere], right, spoiled).phrases(name):
        return phrases
    return Separation(order, here, right, spoiled).here(name) if elsewhere else []


@dataclass(frozen=True)
class Separation:
    """Traits that tell what is wrong from what is right.

    Attributes:
        order: all traits, what says most first.
        bad, good: the traits of each answer that is wrong, or right.
        spoiled: the traits of anything that is wrong, in whatever manner.
    """

    order: Sequence[Mark]
    bad: Sequence[set[Mark]]
    good: Sequence[set[Mark]]
    spoiled: set[Mark] = field(default_factory=set)

    def phrases(self, name: str) -> list[Phrase]:
        """The surest and simplest thing that can be said of a method.

        That options come by position is said beside what they are: it may be either.
        """
        strong = [mark for mark in self.order if mark[0] not in WEAK]
        if exactly := self._exactly(strong, name):
            return [exactly]
        placed = self._exactly([mark for mark in self.order if mark == POSITIONAL], name)
        if found := [phrase for phrase in (placed, self._together(strong, name)) if phrase]:
            return found
        return _one(
            self._exactly(self.order, name) or self._only(strong, name) or self._never(strong, name)
        )

    def here(self, name: str) -> list[Phrase]:
        """What all wrong answers of one question have, and no right one."""
        strong = [mark for mark in self.order if mark[0] not in WEAK]
        telling = self._telling(strong)
        return [_said("fact.where_here", name, telling)] if telling else []

    def _telling(self, marks: Sequence[Mark]) -> list[Mark]:
        """The traits that all wrong answers have, and no right one."""
        return [
            m
            for m in self._no_chance(self._shared(marks))
            if not any(m in traits for traits in self.good)
        ]

    def _no_chance(self, marks: Sequence[Mark]) -> Sequence[Mark]:
        """Those that these cases hardly have in common by chance."""
        enough = math.comb(len(self.bad) + len(self.good), len(self.bad)) >= ENOUGH
        return marks if enough else [m for m in marks if m[0] not in BY_CHANCE]

    def _shared(self, marks: Sequence[Mark]) -> list[Mark]:
        """The traits that all wrong answers have."""
        return [m for m in marks if all(m in traits for traits in self.bad)]

    def _answered(self) -> list[set[Mark]]:
        """The right answers that are no exceptions."""
        return [traits for traits in self.good if ERROR not in traits]

    def _free(self, marks: Sequence[Mark]) -> list[Mark]:
        """The traits that no wrong answer has, in whatever manner it is wrong."""
        free = [m for m in marks if m not in self.spoiled]
        return [m for m in free if not any(m in traits for traits in self.bad)]

    def _exactly(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """All wrong answers have a trait and no right one, or the other way round."""
        if telling := self._telling(marks):
            return _said("fact.where", name, telling)
        free = self._free(marks) if len(self._answered()) >= SOME else ()
        needed = [m for m in free if all(m in traits for traits in self.good)]
        return _said("fact.except_where", name, needed[:1]) if needed else None

    def _together(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """All wrong answers have some traits, and no right one has the first with another."""
        shared = self._no_chance(self._shared(marks))
        for mark in shared:
            beside = [set(traits) for traits in self.good if mark in traits]
            others = [m for m in shared if not any(m in traits for traits in beside)]
            if others:
                return _said("fact.where_both", name, [mark], others)
        return None

    def _only(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """All wrong answers have a trait, and much of what is right has not.

        What a single case has in common with itself is chance, unless it was asked for.
        """
        marks = marks if len(self.bad) >= SOME else [m for m in marks if m[0] in CHOSEN]
        marks = self._no_chance(marks)
        without = {m: sum(m not in traits for traits in self.good) for m in self._shared(marks)}
        most = max(without.values(), default=0)
        if most < max(SOME, len(self.good) / 3):
            return None
        return _said("fact.only_where", name, [next(m for m in without if without[m] == most)])

    def _never(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """No wrong answer has a trait, and many right ones have."""
        answered = self._answered()
        right = {m: sum(m in traits for traits in answered) for m in self._free(marks)}
        most = max(right.values(), default=0)
        if most < max(SOME, len(self.good) / 3):
            return None
        return _said("fact.right_where", name, [next(m for m in right if right[m] == most)])


def _marks(place: Place) -> Iterator[Mark]:
    for phrase in traits(place.asked):
        yield phrase.key, tuple(phrase.arguments.items())
    if isinstance(place.right, Raised):
        yield ERROR


def _said(key: str, name: str, *several: Sequence[Mark]) -> Phrase:
    """A fact with up to :data:`FEW` traits in each of its gaps."""
    gaps = zip(("trait", "other"), map(_listed, several), strict=False)
    return Phrase(key, {"name": name} | dict(gaps))


def _listed(marks: Sequence[Mark]) -> Phrase:
    options = {arguments for key, arguments in marks if key == "trait.option"}
    told = [m for m in marks if not (m[0] in DETAILS and m[1] in options)][:FEW]
    phrases = [Phrase(key, dict(arguments)) for key, arguments in told]
    return functools.reduce(
        lambda first, second: Phrase("trait.also", {"first": first, "second": second}), phrases
    )


# ------------------------------------------------------------------------ entry by entry


def _by_entry(wrong: Sequence[Place], name: str) -> list[Phrase]:
    """Which entries of the answers are wrong, if a trait says it, and in what way."""
    pairs = [p.numbers() for p in wrong]
    if not all(pairs) or not any(pair[0].size > 1 for pair in pairs if pair):
        return []
    known = [pair for pair in pairs if pair]
    masks = [~_near(*pair) for pair in known]
    if all(mask.all() for mask in masks):
        return []
    holds = [dict(entries(p.asked, mask)) for p, mask in zip(wrong, masks, strict=True)]
    shared = [key for key in holds[0] if all(key in others for others in holds)]
    found = _exact(shared, holds, masks) or _covering(shared, holds, masks)
    told = (
        {"name": name, "entry": Phrase(f"entry.{found[1]}", wrong[0].asked.names)} if found else {}
    )
    said = [Phrase(f"fact.{found[0]}", told)] if found else []
    return said + _there(known, masks, name)


def _exact(
    keys: Sequence[str], holds: Sequence[dict[str, Array]], masks: Sequence[Array]
) -> tuple[str, str] | None:
    """A trait that just the wrong entries have."""
    for key in keys:
        if all(np.array_equal(h[key], mask) for h, mask in zip(holds, masks, strict=True)):
            return "entries", key
    return None


def _covering(
    keys: Sequence[str], holds: Sequence[dict[str, Array]], masks: Sequence[Array]
) -> tuple[str, str] | None:
    """The narrowest trait that all wrong entries have, and most right ones have not."""
    right = sum(int((~mask).sum()) for mask in masks)
    size = {
        key: sum(int((h[key] & ~mask).sum()) for h, mask in zip(holds, masks, strict=True))
        for key in keys
        if all((h[key] | ~mask).all() for h, mask in zip(holds, masks, strict=True))
    }
    if not size or 2 * min(size.values()) > right:
        return None
    return "entries_only", min(size, key=lambda key: size[key])


def _there(pairs: Sequence[tuple[Array, Array]], masks: Sequence[Array], name: str) -> list[Phrase]:
    """How the wrong entries are wrong, if all are in the same way."""
    mine = np.concatenate([m[mask] for (m, _), mask in zip(pairs, masks, strict=True)])
    right = np.concatenate([r[mask] for (_, r), mask in zip(pairs, masks, strict=True)])
    for key, function in THERE.items():
        with np.errstate(all="ignore"):
            if np.allclose(mine, function(right), rtol=RTOL, atol=0, equal_nan=True):
                return [Phrase(f"fact.{key}", {"name": name})]
    return []


#: What wrong entries may be instead of right ones; each is told as ``fact.<key>``.
THERE: dict[str, Callable[[Array], Array]] = {
    "there_nan": lambda right: np.full(right.shape, np.nan),
    "there_zero": np.zeros_like,
    "there_minus": np.negative,
    "there_double": lambda right: 2 * right,
    "there_half": lambda right: right / 2,
}


def _near(mine: Array, right: Array) -> Array:
    """Which entries agree to nine digits of the largest."""
    finite = np.abs(right[np.isfinite(right)]).max(initial=0.0)
    with np.errstate(all="ignore"):
        near = np.isclose(mine, right, rtol=RTOL, atol=RTOL * finite, equal_nan=True)
    return np.asarray(near)
