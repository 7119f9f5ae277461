"""For which other inputs or options would wrong answers be right?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.judging import relations
from autograder.judging.compare import alike, unwrap
from autograder.judging.exam import Exam
from autograder.judging.places import Place, numbers
from autograder.judging.report import Phrase
from autograder.sandbox.protocol import Observation, Returned

#: Multiples of one over this are round numbers.
ROUND = 8
#: So few numbers say little.
FEW = 2
#: A way to take a case: its key, and the option with its value.
Way = tuple[str, str, str]


def instead(wrong: Sequence[Place], name: str, exam: Exam) -> list[Phrase]:
    """What was answered instead of what was asked, if it is the same in all wrong answers."""
    if not any(map(_telling, wrong)) or not any(map(_large, wrong)):
        return []
    shown = [_otherwise(place, exam) for place in wrong]
    everywhere = [way for way in shown[0] if all(way in ways for ways in shown)]
    for way in everywhere:
        if all(alike(p.mine, ways[way]) for p, ways in zip(wrong, shown, strict=True)):
            return [_said(way, name, wrong[0])]
    for way in everywhere if len(wrong) > 1 else ():
        pairs = [_pair(p, name, ways[way]) for p, ways in zip(wrong, shown, strict=True)]
        if all(pair is not None and relations.picked(pair) for pair in pairs):
            continue  # what was chosen is not computed: a factor fits by chance
        besides = relations.scaled(pairs)
        if besides and relations.apart_rightly(besides, [place.right for place in wrong]):
            return [_said(way, name, wrong[0]), besides]
    return []


def _otherwise(place: Place, exam: Exam) -> dict[Way, Observation]:
    """What would be right in one place if the case were another one."""
    ways = exam.imagines(place.case)
    return {
        (way.key, way.option, way.value): _turned(shown[place.step], place, way.key)
        for way, shown in ways
        if place.step < len(shown)
    }


def _turned(other: Observation, place: Place, key: str) -> Observation:
    """An answer in the axes of the one that was given."""
    if key == "transposed" and isinstance(other, Returned) and not alike(place.mine, other):
        other = Returned(tuple(part.T for part in other.parts), other.is_tuple)
    return unwrap([other], [place.mine])[0]


def _pair(place: Place, name: str, other: Observation) -> relations.Pair | None:
    both = numbers(place.mine, other)
    if both is None or not all(np.isfinite(a).all() and a.any() for a in both):
        return None
    return relations.Pair(name, (both[0],), (both[1],), tuple(place.asked.arrays))


def _said(way: Way, name: str, place: Place) -> Phrase:
    key, option, value = way
    arguments = place.asked.names | {"option": option, "value": value}
    return Phrase("fact.imagined", {"name": name, "instead": Phrase(f"imagined.{key}", arguments)})


def _large(place: Place) -> bool:
    """Whether there is more than a number or two to take otherwise: else formulas coincide."""
    return not place.asked.arrays or place.asked.first.size > FEW


def _telling(place: Place) -> bool:
    """Whether a wrong answer is finite and not of round numbers, which many inputs share."""
    both = place.numbers()
    if both is None or not np.isfinite(both[0]).all():
        return False
    return not np.array_equal(ROUND * both[0], np.round(ROUND * both[0]))
