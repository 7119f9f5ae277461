"""Do hints read well at school level?"""

import re

import pytest

from autograder.judging.exam import hint
from autograder.messages import _catalog
from tests.catalog import load, stems

#: The grade of Flesch and Kincaid counts words and syllables; formulas make it jump, so that the
#: bound is one that only long sentences of long words reach.
GRADE, SHORTEST, LONGEST = 12.0, 40, 160
#: Facts that are put together from a name and a value need no story.
PLAIN = re.compile(r"`[^`]*`|[^\w\s.?!’']|\d+")


def grade(text):
    """The Flesch–Kincaid grade of the prose of a text, code and formulas left out."""
    prose = PLAIN.sub(" ", text)
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", prose)))
    words = re.findall(r"[A-Za-z’']+", prose)
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", w.lower().removesuffix("e")))) for w in words
    )
    count = max(1, len(words))
    return 0.39 * count / sentences + 11.8 * syllables / count - 15.59


def hints():
    for stem in stems():
        for misconception in load(stem).misconceptions:
            yield pytest.param(hint(misconception), id=f"{stem}-{misconception.__name__}")


@pytest.mark.parametrize("text", list(hints()))
def test_a_hint_reads_well(text):
    """Is a hint neither a word nor a lecture, in sentences that a pupil can read?"""
    assert SHORTEST <= len(text.split()) <= LONGEST
    assert grade(text) <= GRADE


def hints_of_losses():
    """The hints about one method of a class whose other method nobody has looked at."""
    for stem in stems():
        for misconception in load(stem).misconceptions:
            broken = {q.rpartition(".")[2] for q in misconception.breaks}
            if len(broken & {"forward", "backward"}) == 1:
                yield pytest.param(hint(misconception), id=f"{stem}-{misconception.__name__}")


@pytest.mark.parametrize("text", list(hints_of_losses()))
def test_a_hint_claims_nothing_of_the_other_method(text):
    """Is nobody told that a loss or a gradient is right, which may be wrong by itself?"""
    assert not re.search(r"[Yy]our (loss|gradient) (itself )?is right", text)


@pytest.mark.parametrize("key", sorted(_catalog("en")["fact"]))
def test_a_fact_reads_well(key):
    """Does what is said of a difference read as well as a hint?"""
    text = _catalog("en")["fact"][key]
    assert len(text.split()) <= LONGEST
    assert grade(text) <= GRADE or len(text.split()) < 15
