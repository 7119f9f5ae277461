"""The vocabulary in which a rubric is written: cases, questions, misconceptions.

A rubric file names its questions and their points, builds cases from a random generator, and
lists the misconceptions that the cases must tell apart. It says nothing about how they are run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

import numpy as np

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
    """Everything that decides the grade of one assignment; see :class:`Misconception`."""

    stem: str
    reference: ModuleType
    questions: tuple[Question, ...]
    misconceptions: tuple[Misconception, ...]

    def __post_init__(self) -> None:
        ids = [q.id for q in self.questions]
        names = [m.__name__ for m in self.misconceptions]
        for kind, values in (("question", ids), ("misconception", names)):
            if twice := {v for v in values if values.count(v) > 1}:
                raise ValueError(f"{self.stem}: {kind} defined twice: {sorted(twice)}")
        for q in self.questions:
            if q.id.partition(".")[2] not in PARTS:
                raise ValueError(f"{self.stem}: {q.id} does not end in one of {PARTS}")
        for m in self.misconceptions:
            if not m.__doc__:
                raise ValueError(f"{self.stem}: {m.__name__} has no docstring, so no hint")
            if unknown := set(m.breaks) - set(ids):
                raise ValueError(f"{self.stem}: {m.__name__} breaks unknown {sorted(unknown)}")

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
        return [list(group.cases(source)) for group in question.groups]


def _with(misconception: Any, settings: Mapping[str, Any]) -> Any:
    chosen = misconception
    if settings:
        chosen = type(misconception.__name__, (misconception,), dict(settings))
    return chosen() if hasattr(misconception, "target") else chosen


def target_of(misconception: Any, reference: ModuleType) -> str:
    """The name that a misconception stands in for."""
    if hasattr(misconception, "target"):
        return str(misconception.target)
    bases: Sequence[type] = misconception.__mro__[1:]
    for base in bases:
        if getattr(reference, base.__name__, None) is base:
            return str(base.__name__)
    raise TypeError(f"{misconception.__name__} neither subclasses the reference nor has a target")


def misconceptions_in(namespace: Mapping[str, Any]) -> tuple[Any, ...]:
    """All misconceptions defined in a rubric module, in order of definition."""
    return tuple(
        value
        for value in namespace.values()
        if isinstance(value, type)
        and "breaks" in vars(value)
        and value.__module__ == namespace["__name__"]
    )
