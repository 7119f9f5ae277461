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
POSITIONAL: Mark = ("trait.positional", ())
#: Traits of an option that say little more than that it is used.
DETAILS = {"trait.per_column", "trait.per_row", "trait.per_entry"}
#: How many traits are told at most, if several say the same.
FEW = 3


def told(answer: Answer, answers: Iterable[Answer], first: Trial, exam: Exam) -> Iterator[Phrase]:
    """What tells the cases that go wrong in a question from those that are right.

    Args:
        answer: the question.
        answers: all answers about the same class or function.
        first: the trial that is told about: it is about the method that went wrong there, and
            about all that went wrong in the same manner.
        exam: whose questions these are.
    """
    assert first.difference is not None
    step = first.case.steps[first.difference.step]
    name = getattr(step, "method", "") or getattr(step, "name", "")
    looked_at = places(itertools.chain(*answer.groups), name, exam)
    failing = [place for place in looked_at if not place.ok]
    here = [p for p in failing if p.case is first.case and p.step == first.difference.step]
    wrong = [p for p in failing if here and p.manner == here[0].manner]
    others = (a for a in answers if not a.question.id.endswith(".reuse"))
    trials = itertools.chain(*(group for other in others for group in other.groups))
    fine = [p for p in places(trials, name, exam) if p.ok]
    if not wrong:
        return
    if taken := instead(wrong, name, exam):
        yield from taken
        return
    yield from _by_entry(wrong, name) or _one(pattern(wrong, name))
    yield from _by_case(wrong, fine, name)


def _one(phrase: Phrase | None) -> list[Phrase]:
    return [phrase] if phrase else []


# ------------------------------------------------------------------------- case by case


def _by_case(wrong: Sequence[Place], fine: Sequence[Place], name: str) -> list[Phrase]:
    """The simplest traits that separate what is wrong from what is right."""
    if not fine:
        return []
    bad, good = [list(_marks(p)) for p in wrong], [list(_marks(p)) for p in fine]
    order = list(dict.fromkeys(mark for marks in (*bad, *good) for mark in marks))
    return Separation(order, list(map(set, bad)), list(map(set, good))).phrases(name)


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
