"""The vocabulary in which a rubric is written: cases, questions, misconceptions.

A rubric file names its questions and their points, builds cases from a random generator, and
lists the misconceptions that the cases must tell apart. It says nothing about how they are run.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.protocol import Build, Call, Input, Step

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
    """Cases that earn their points together; ``name`` is a phrase for the student."""

    name: str
    points: float
    cases: CaseMaker


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


@dataclass(frozen=True, eq=False)
class Rubric:
    """Everything that decides the grade of one assignment.

    A misconception is a class with a docstring (the hint that the student reads) and an
    attribute ``breaks``, the ids of the questions it loses points on. To model a mistake in a
    loss class it subclasses the reference class and gets one thing wrong; to model a mistake in
    a function it has an attribute ``target``, the function's name, and a ``__call__``.
    A mistake with a free constant (the ``1e-8`` in a logarithm) lists in ``variants`` the
    attribute settings under which it is recognized.
    """

    stem: str
    reference: ModuleType
    questions: tuple[Question, ...]
    misconceptions: tuple[type, ...]

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

    def mistaken(self, misconception: type) -> list[dict[str, Any]]:
        """The reference's namespace with one name got wrong, once for each variant."""
        variants = getattr(misconception, "variants", ({},))
        return [
            self.namespace() | {target_of(misconception, self.reference): wrong}
            for wrong in (_with(misconception, settings) for settings in variants)
        ]

    def draw(self, question: Question, seed: int) -> list[list[Case]]:
        """The cases of a question, group by group, for one run."""
        source = np.random.default_rng([seed, *question.id.encode()])
        return [list(group.cases(source)) for group in question.groups]


def _with(misconception: type, settings: Mapping[str, Any]) -> Any:
    chosen = (
        type(misconception.__name__, (misconception,), dict(settings))
        if settings
        else misconception
    )
    return chosen() if hasattr(misconception, "target") else chosen


def target_of(misconception: type, reference: ModuleType) -> str:
    """The name that a misconception stands in for."""
    if hasattr(misconception, "target"):
        return misconception.target
    for base in misconception.__mro__[1:]:
        if getattr(reference, base.__name__, None) is base:
            return base.__name__
    raise TypeError(f"{misconception.__name__} neither subclasses the reference nor has a target")


def misconceptions_in(namespace: Mapping[str, Any]) -> tuple[type, ...]:
    """All misconceptions defined in a rubric module, in order of definition."""
    return tuple(
        value
        for value in namespace.values()
        if isinstance(value, type)
        and "breaks" in vars(value)
        and value.__module__ == namespace["__name__"]
    )


def load(stem: str) -> Rubric:
    """The rubric of an assignment.

    Raises:
        LookupError: if there is none, naming those that there are.
    """
    if stem not in stems():
        raise LookupError(f"There is no assignment “{stem}”. There are: {', '.join(stems())}.")
    with contextlib.redirect_stdout(None):  # a solution is a notebook, whose checks print
        return importlib.import_module(f"autograder.rubrics.{stem}").RUBRIC


def stems() -> list[str]:
    """The assignments that have a rubric, in alphabetical order."""
    folder = Path(__file__).parent / "rubrics"
    return sorted(p.stem for p in folder.glob("*.py") if not p.stem.startswith("_"))


# -------------------------------------------------------------- ways to write cases


def forward(label: str, name: str, A: Any, Y: Any, *, public: bool = False, **options: Any) -> Case:
    """``name(**options).forward(A, Y)`` must return the right loss."""
    steps = (Build("loss", name, (), options), Call("loss", "forward", (A, Y)))
    return Case(label, steps, public)


def backward(
    label: str, name: str, A: Any, Y: Any, *, public: bool = False, **options: Any
) -> Case:
    """``backward()`` after ``forward(A, Y)`` must return the right gradient.

    What ``forward`` returned is not looked at: a wrong loss does not cost the gradient's points.
    """
    steps = (
        Build("loss", name, (), options),
        Call("loss", "forward", (A, Y), observed=False),
        Call("loss", "backward"),
    )
    return Case(label, steps, public)


def both(label: str, name: str, A: Any, Y: Any, *, public: bool = False, **options: Any) -> Case:
    """``forward`` and then ``backward`` must both be right."""
    steps = (
        Build("loss", name, (), options),
        Call("loss", "forward", (A, Y)),
        Call("loss", "backward"),
    )
    return Case(label, steps, public)


def call(label: str, name: str, *args: Any, public: bool = False, **kwargs: Any) -> Case:
    """``name(*args, **kwargs)`` must return the right value."""
    return Case(label, (Call(None, name, args, kwargs),), public)


def unchanged(label: str, name: str, *args: Any, **kwargs: Any) -> Case:
    """``name(*args, **kwargs)`` must leave its array arguments as they were."""
    arrays = [a for a in args if isinstance(a, np.ndarray)]
    looks = tuple(Input(i) for i in range(len(arrays)))
    return Case(label, (Call(None, name, args, kwargs, observed=False), *looks))


def reuse(name: str, batches: Sequence[tuple[Any, Any]], **options: Any) -> list[Case]:
    """The four protocol cases of a loss class.

    An object must behave as a fresh one would: see ``baseline`` in :class:`Case`. Their
    points are earned only where ``forward`` or ``backward`` earns some.

    Args:
        name: the class.
        batches: two batches ``(A, Y)`` of different shapes.
        options: constructor arguments.
    """
    (A, Y), (B, Z) = batches
    build = Build("loss", name, (), options)
    backward = Call("loss", "backward")

    def loss(A: Any, Y: Any) -> tuple[Step, ...]:
        return build, Call("loss", "forward", (A, Y))

    def gradient(A: Any, Y: Any) -> tuple[Step, ...]:
        return build, Call("loss", "forward", (A, Y), observed=False), backward

    return [
        Case(
            "two batches of different size through one object",
            (*loss(A, Y), backward, Call("loss", "forward", (B, Z)), backward),
            baseline=((*loss(A, Y), backward), (*loss(B, Z), backward)),
        ),
        Case(
            "backward called twice",
            (*gradient(A, Y), backward),
            baseline=(gradient(A, Y), gradient(A, Y)),
        ),
        Case(
            "two objects used in turn",
            (
                Build("first", name, (), options),
                Build("second", name, (), options),
                Call("first", "forward", (A, Y)),
                Call("second", "forward", (B, Z)),
                Call("first", "backward"),
                Call("second", "backward"),
            ),
            baseline=(loss(A, Y), loss(B, Z), gradient(A, Y), gradient(B, Z)),
        ),
        Case(
            "the caller's arrays stay as they were",
            (
                build,
                Call("loss", "forward", (A, Y), observed=False),
                Call("loss", "backward", observed=False),
                Input(0),
                Input(1),
            ),
        ),
    ]
