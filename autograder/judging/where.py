"""Where does it go wrong? For what nobody has a name for: the facts that tell it from the rest.

A mistake that was not recognized is still somewhere: in all cases with class weights and in no
other, in the entries of the right class, in batches of one row. What is said here is read off the
cases that were tried, so it is true whatever the code does.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.judging import relations
from autograder.judging.compare import RTOL, alike
from autograder.judging.report import Phrase
from autograder.judging.traits import Asked, Parameters, entries, traits
from autograder.sandbox.protocol import Call, Raised, Returned

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
#: Traits of an option that say little more than that it is used.
DETAILS = {"trait.per_column", "trait.per_row", "trait.per_entry"}
#: How many traits are told at most, if several say the same.
FEW = 3
#: How many cases must be right before their being right says something.
SOME = 2


@dataclass(frozen=True, eq=False)
class Place:
    """One answer of a method: what it was about, what it was, and what is right."""

    asked: Asked
    mine: object
    right: object
    ok: bool

    def numbers(self) -> tuple[Array, Array] | None:
        """Two arrays of one shape and of finite numbers, mine and the right one."""
        if not (isinstance(self.mine, Returned) and isinstance(self.right, Returned)):
            return None
        if len(self.mine.parts) != 1 or len(self.right.parts) != 1:
            return None
        mine, right = self.mine.parts[0].astype(float), self.right.parts[0].astype(float)
        return (mine, right) if mine.shape == right.shape else None


def told(
    answer: Answer, answers: Iterable[Answer], first: Trial, parameters: Parameters
) -> Iterator[Phrase]:
    """What tells the cases that go wrong in a question from those that are right.

    Args:
        answer: the question.
        answers: all answers about the same class or function.
        first: the trial that is told about: it is about the method that went wrong there, and
            about all that went wrong in the same manner.
        parameters: those of the reference.
    """
    assert first.difference is not None
    step = first.case.steps[first.difference.step]
    if not isinstance(step, Call):
        return
    name = step.method
    manner = _manner(first.bare[first.difference.step : first.difference.step + 1])
    failing = (p for p in _places([answer], name, parameters) if not p.ok)
    wrong = [p for p in failing if _manner([p.mine]) == manner]
    fine = [p for p in _places(answers, name, parameters) if p.ok]
    if not wrong:
        return
    if phrase := _by_entry(wrong, name) or _kept(wrong, name):
        yield phrase
    if phrase := _by_case(wrong, fine, name):
        yield phrase


def _manner(seen: Sequence[object]) -> tuple[str, ...]:
    """How an answer is wrong: numbers, others, or the exception."""
    return tuple(str(getattr(s, "kind", type(s).__name__)) for s in seen)


def _places(answers: Iterable[Answer], name: str, parameters: Parameters) -> Iterator[Place]:
    """All answers of a method; where it is compared with itself only, nothing is told."""
    for answer in answers:
        for trial in itertools.chain(*answer.groups):
            if answer.question.id.endswith(".reuse"):
                continue
            triples = zip(trial.case.steps, trial.bare, trial.right, strict=False)
            for i, (step, mine, right) in enumerate(triples):
                if isinstance(step, Call) and step.method == name and step.observed:
                    asked = Asked.of(trial.case, i, parameters)
                    yield Place(asked, mine, right, alike(mine, right))


# ------------------------------------------------------------------------- case by case


def _by_case(wrong: Sequence[Place], fine: Sequence[Place], name: str) -> Phrase | None:
    """The simplest trait that separates what is wrong from what is right."""
    if not fine:
        return None
    bad, good = [list(_marks(p)) for p in wrong], [list(_marks(p)) for p in fine]
    order = list(dict.fromkeys(mark for marks in (*bad, *good) for mark in marks))
    found = Separation(order, list(map(set, bad)), list(map(set, good)))
    return found.phrase(name)


@dataclass(frozen=True)
class Separation:
    """Traits that tell what is wrong from what is right.

    Attributes:
        order: all traits, what says most first.
        bad, good: the traits of each answer that is wrong, or right.
    """

    order: Sequence[Mark]
    bad: Sequence[set[Mark]]
    good: Sequence[set[Mark]]

    def phrase(self, name: str) -> Phrase | None:
        """The surest and simplest thing that can be said of a method."""
        strong = [mark for mark in self.order if mark[0] not in WEAK]
        return (
            self._exactly(strong, name)
            or self._together(strong, name)
            or self._exactly(self.order, name)
            or self._only(strong, name)
            or self._never(strong, name)
        )

    def _shared(self, marks: Sequence[Mark]) -> list[Mark]:
        """The traits that all wrong answers have."""
        return [m for m in marks if all(m in traits for traits in self.bad)]

    def _free(self, marks: Sequence[Mark]) -> list[Mark]:
        """The traits that no wrong answer has."""
        return [m for m in marks if not any(m in traits for traits in self.bad)]

    def _exactly(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """All wrong answers have a trait and no right one, or the other way round."""
        telling = [m for m in self._shared(marks) if not any(m in traits for traits in self.good)]
        if telling:
            return _said("fact.where", name, telling)
        free = self._free(marks) if len(self.good) >= SOME else ()
        needed = [m for m in free if all(m in traits for traits in self.good)]
        return _said("fact.except_where", name, needed[:1]) if needed else None

    def _together(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """All wrong answers have some traits, and no right one has the first with another."""
        shared = self._shared(marks)
        for mark in shared:
            beside = [set(traits) for traits in self.good if mark in traits]
            others = [m for m in shared if not any(m in traits for traits in beside)]
            if others:
                return _said("fact.where_both", name, [mark], others)
        return None

    def _only(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """All wrong answers have a trait, and much of what is right has not."""
        without = {m: sum(m not in traits for traits in self.good) for m in self._shared(marks)}
        most = max(without.values(), default=0)
        if most < max(SOME, len(self.good) / 3):
            return None
        return _said("fact.only_where", name, [next(m for m in without if without[m] == most)])

    def _never(self, marks: Sequence[Mark], name: str) -> Phrase | None:
        """No wrong answer has a trait, and some right ones have."""
        right = {m: sum(m in traits for traits in self.good) for m in self._free(marks)}
        most = max(right.values(), default=0)
        if most < SOME:
            return None
        return _said("fact.right_where", name, [next(m for m in right if right[m] == most)])


def _marks(place: Place) -> Iterator[Mark]:
    for phrase in traits(place.asked):
        yield phrase.key, tuple(phrase.arguments.items())
    if isinstance(place.right, Raised):
        yield "trait.error", ()


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


def _by_entry(wrong: Sequence[Place], name: str) -> Phrase | None:
    """Which entries of the answers are wrong, if a trait says it."""
    pairs = [p.numbers() for p in wrong]
    if not all(pairs) or not any(pair[0].size > 1 for pair in pairs if pair):
        return None
    masks: list[Array] = [~_near(*pair) for pair in pairs if pair]
    if all(mask.all() for mask in masks):
        return None
    known = [dict(entries(p.asked, mask)) for p, mask in zip(wrong, masks, strict=True)]
    shared = [key for key in known[0] if all(key in holds for holds in known)]
    for key in shared:
        if all(np.array_equal(k[key], mask) for k, mask in zip(known, masks, strict=True)):
            return _entry("fact.entries", name, key, wrong[0])
    for key in shared:
        if all((k[key] | ~mask).all() for k, mask in zip(known, masks, strict=True)):
            return _entry("fact.entries_only", name, key, wrong[0])
    return None


def _entry(key: str, name: str, entry: str, place: Place) -> Phrase:
    return Phrase(key, {"name": name, "entry": Phrase(f"entry.{entry}", place.asked.names)})


def _near(mine: Array, right: Array) -> Array:
    """Which entries agree to nine digits of the largest."""
    finite = np.abs(right[np.isfinite(right)]).max(initial=0.0)
    with np.errstate(all="ignore"):
        near = np.isclose(mine, right, rtol=RTOL, atol=RTOL * finite, equal_nan=True)
    return np.asarray(near)


# ---------------------------------------------------------------------- what is still right


def _kept(wrong: Sequence[Place], name: str) -> Phrase | None:
    """What of the right answers is kept in wrong ones, in all that have several entries."""
    pairs = [pair for p in wrong if (pair := p.numbers())]
    if len(pairs) < len(wrong) or not all(np.isfinite(a).all() for pair in pairs for a in pair):
        return None
    large = [(mine, right) for mine, right in pairs if mine.size > 1]
    if not any(mine.size > SOME for mine, _ in large):
        return None
    kept = (key for key in KEPT if key != "same_signs" or len(large) == len(pairs))
    held = (key for key in kept if all(itertools.starmap(KEPT[key], large)))
    return next((Phrase(f"fact.{key}", {"name": name}) for key in held), None)


def _shifted(mine: Array, right: Array, axis: int | None) -> bool:
    """Whether all entries along an axis differ from the right ones by one number."""
    if axis is not None and mine.ndim < 2:
        return False
    spread = np.ptp(mine - right, axis=axis)
    return bool((spread <= RTOL * np.abs(right).max()).all())


def _scaled(mine: Array, right: Array, axis: int | None) -> bool:
    """Whether all entries along an axis are the right ones times one number."""
    if not mine.any() or (axis is not None and mine.ndim < 2):
        return False
    both = (mine == 0) & (right == 0)
    with np.errstate(all="ignore"):
        ratio = mine / right
    low = np.where(both, np.inf, ratio).min(axis=axis)
    high = np.where(both, -np.inf, ratio).max(axis=axis)
    with np.errstate(all="ignore"):
        equal = np.isfinite(high) & np.isclose(low, high, rtol=RTOL, atol=0)
    return bool((equal | (high < low)).all())


def _reordered(mine: Array, right: Array) -> bool:
    return relations.close(np.sort(mine, axis=None), np.sort(right, axis=None))


def _total(mine: Array, right: Array) -> bool:
    total = right.sum()
    return abs(total) > relations.SMALL and relations.close(mine.sum(), total)


def _signs(mine: Array, right: Array) -> bool:
    return np.array_equal(np.sign(mine), np.sign(right))


#: Each is told as ``fact.<key>``, what says most first.
KEPT: dict[str, Callable[[Array, Array], bool]] = {
    "shifted": functools.partial(_shifted, axis=None),
    "scaled_batch": functools.partial(_scaled, axis=None),
    "shifted_rows": functools.partial(_shifted, axis=-1),
    "scaled_rows": functools.partial(_scaled, axis=-1),
    "scaled_columns": functools.partial(_scaled, axis=0),
    "reordered": _reordered,
    "same_total": _total,
    "same_signs": _signs,
}
