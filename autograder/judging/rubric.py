"""The vocabulary in which a rubric is written: cases, questions, misconceptions.

A rubric file names its questions and their points, builds cases from a random generator, and
lists the misconceptions that the cases must tell apart. It says nothing about how they are run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from autograder.judging import faults
from autograder.judging.faults import RubricError
from autograder.sandbox.protocol import Step

PARTS = ("forward", "backward", "options", "stability", "reuse", "value", "edges")


@dataclass(frozen=True, eq=False)
class Case:
    """A short dialogue with the submission: build, call, look.

    Attributes:
        label: what the case is about, in words a student may read; never its numbers.
        steps: what is done, in order. What a :class:`Call` or :class:`Input` step shows must
            equal what the reference shows.
        public: True for a worked example that is printed in the notebook: only then may
            feedback show the numbers.
        baseline: short dialogues with fresh objects of the submission itself. If given, what
            they show in sequence is what ``steps`` must show, instead of the reference: so that
            a wrong loss is not punished again where only its reuse is asked about.
    """

    label: str
    steps: tuple[Step, ...]
    public: bool = False
    baseline: tuple[tuple[Step, ...], ...] = ()


CaseMaker = Callable[[np.random.Generator], Iterable[Case]]


@dataclass(frozen=True)
class Group:
    """Cases that earn their points together; ``name`` is a phrase for the student.

    Attributes:
        spared: whether it costs nothing where all that is wrong in it is a mistake that has cost
            ``forward`` or ``backward`` already.
    """

    name: str
    points: float
    cases: CaseMaker
    spared: bool = False


@dataclass(frozen=True)
class Question:
    """One gradable question, ``<Name>.<part>``; its groups give partial credit."""

    id: str
    groups: tuple[Group, ...]

    @property
    def points(self) -> float:
        """What the question is worth."""
        return float(sum(group.points for group in self.groups))

    @property
    def grade_id(self) -> str:
        """The id of its cell in nbgrader, which allows no dots."""
        return self.id.replace(".", "-")

    @property
    def target(self) -> str:
        """The class or function asked about."""
        return self.id.partition(".")[0]


def question(id: str, points: float, cases: CaseMaker) -> Question:
    """A question without partial credit."""
    return Question(id, (Group("all cases", points, cases),))


class Misconception(Protocol):
    """A mistake as a class that makes it; its docstring is the hint that the student reads.

    To model a mistake in a loss class it subclasses the reference class and gets one thing
    wrong. To model a mistake in a function it has an attribute ``target``, the function's name,
    and a ``__call__``. A mistake with a free constant (the ``1e-8`` in a logarithm) lists in
    ``variants`` the attribute settings under which it is recognized.

    Attributes:
        breaks: the ids of the questions it loses points on.
    """

    __name__: str
    breaks: Sequence[str]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Build the wrong object, or compute the wrong value."""
        ...


@dataclass(frozen=True, eq=False)
class Rubric:
    """Everything that decides the grade of one assignment; see :class:`Misconception`.

    Raises:
        RubricError: if its parts do not fit together.
    """

    stem: str
    reference: ModuleType
    questions: tuple[Question, ...]
    misconceptions: tuple[Misconception, ...]

    def __post_init__(self) -> None:
        ids = [q.id for q in self.questions]
        names = [m.__name__ for m in self.misconceptions]
        for key, values in (("rubric.twice", ids), ("rubric.mistake_twice", names)):
            for twice in sorted({v for v in values if values.count(v) > 1}):
                raise self._error(key, twice)
        for q in self.questions:
            self._refuse_question(q)
        for m in self.misconceptions:
            self._refuse_misconception(m, ids)

    def _refuse_question(self, q: Question) -> None:
        if q.id.partition(".")[2] not in PARTS:
            raise self._error("rubric.part", q.id, there=", ".join(PARTS))
        if not q.groups:
            raise self._error("rubric.no_groups", q.id)
        for group in q.groups:
            if type(group.points) not in (int, float) or not 0 < group.points < math.inf:
                raise self._error("rubric.points", q.id, points=repr(group.points))

    def _refuse_misconception(self, m: Misconception, ids: Sequence[str]) -> None:
        if not m.__doc__:
            raise self._error("rubric.no_hint", m.__name__)
        if isinstance(m.breaks, str):
            raise self._error("rubric.breaks_text", m.__name__, breaks=m.breaks)
        for unknown in sorted(set(m.breaks) - set(ids)):
            there = ", ".join(ids)
            raise self._error("rubric.breaks", unknown, name=m.__name__, there=there)
        if getattr(m, "target", None) is None and not _bases(m, self.reference):
            raise self._error("rubric.no_base", m.__name__)
        if not hasattr(self.reference, target := target_of(m, self.reference)):
            raise self._error("rubric.target", target, name=m.__name__)

    def _error(self, key: str, named: str, **told: Any) -> RubricError:
        return RubricError(key, **{"place": self.stem, "named": named, "name": named} | told)

    def namespace(self) -> dict[str, Any]:
        """The names that the reference defines."""
        return dict(vars(self.reference))

    def mistaken(self, misconception: Misconception) -> list[dict[str, Any]]:
        """The reference's namespace with one name got wrong, once for each variant."""
        variants: Sequence[Mapping[str, Any]] = getattr(misconception, "variants", ({},))
        return [
            self.namespace() | {target_of(misconception, self.reference): wrong}
            for wrong in (_with(misconception, settings) for settings in variants)
        ]

    def draw(self, question: Question, seed: int) -> list[list[Case]]:
        """The cases of a question, group by group, for one run."""
        source = np.random.default_rng([seed, *question.id.encode()])
        return [faults.made(self, question, group.cases, source) for group in question.groups]


def _with(misconception: Any, settings: Mapping[str, Any]) -> Any:
    chosen = misconception
    if settings:
        chosen = type(misconception.__name__, (misconception,), dict(settings))
    return chosen() if hasattr(misconception, "target") else chosen


def target_of(misconception: Any, reference: ModuleType) -> str:
    """The name that a misconception stands in for."""
    if hasattr(misconception, "target"):
        return str(misconception.target)
    if bases := _bases(misconception, reference):
        return str(bases[0].__name__)
    raise TypeError(f"{misconception.__name__} neither subclasses the reference nor has a target")


def _bases(misconception: Any, reference: ModuleType) -> list[type]:
    """The classes of the reference that a misconception subclasses, the nearest first."""
    bases: Sequence[type] = misconception.__mro__[1:]
    return [base for base in bases if getattr(reference, base.__name__, None) is base]


def misconceptions_in(namespace: Mapping[str, Any]) -> tuple[Any, ...]:
    """All misconceptions defined in a rubric module, in order of definition."""
    return tuple(
        value
        for value in namespace.values()
        if isinstance(value, type)
        and "breaks" in vars(value)
        and value.__module__ == namespace["__name__"]
    )
