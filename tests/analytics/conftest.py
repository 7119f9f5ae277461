"""Classes made of the rubric's own mistakes: judged in this process, so that they are cheap."""

import datetime
import functools

import numpy as np
import pytest

from autograder.analytics.gather import HandIn, Student, Work
from autograder.judging.questions import judge_trusted
from tests.autograder.conftest import (  # noqa: F401  (fixtures)
    blank_course,
    course,
    hand_in,
)
from tests.catalog import load

START = datetime.datetime(2026, 3, 1, 12)


@functools.cache
def report_of(misconception):
    """The report on the reference with one mistake in it, or with none."""
    rubric = load("regression")
    known = {m.__name__: m for m in rubric.misconceptions}
    namespace = rubric.namespace()
    for name in filter(None, misconception.split("+")):
        namespace |= {
            key: value
            for key, value in rubric.mistaken(known[name])[0].items()
            if value is not rubric.namespace().get(key)
        }
    return judge_trusted(rubric, namespace, seed=5)


def student(id, *mistakes, minutes=60, after=0):
    """A student who handed in once for each of the mistakes."""
    times = (START + datetime.timedelta(minutes=after + minutes * k) for k in range(len(mistakes)))
    return Student(id, tuple(HandIn(t, report_of(m)) for t, m in zip(times, mistakes, strict=True)))


def work(students, **more):
    """A class of these students."""
    rest = {"excused": 0, "ungraded": {}, "absent": ()} | more
    return Work("regression", tuple(students), **rest)


@pytest.fixture(scope="session")
def class_of_sixty():
    """Sixty students, some of whom make two mistakes that come together."""
    source = np.random.default_rng(1)
    kinds = ["", "MSESumForMean", "L1NegativeLoss", "MSEGradientOfSum", "SmoothL1SumForMean",
             "MSESumForMean+L1SumForMean"]  # fmt: skip
    chosen = source.choice(kinds, size=60, p=[0.3, 0.15, 0.1, 0.15, 0.1, 0.2])
    return work(student(f"s{k:02}<b>", str(kind), after=3 * k) for k, kind in enumerate(chosen))
