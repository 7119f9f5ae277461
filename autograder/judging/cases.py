"""Ways to write cases: short dialogues with a loss class or a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.judging.rubric import Case, CaseMaker
from autograder.sandbox.protocol import Build, Call, Input, Step

#: Draws a batch ``(A, Y)`` of n rows and c columns: ``draw(rng, n=5, c=3)``.
Draw = Callable[..., tuple[Any, Any]]


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
        batches: two batches ``(A, Y)`` of different shapes; the second is also used upside down,
            as a third of a shape that was there before.
        options: constructor arguments.
    """
    (A, Y), (B, Z) = batches
    last = B[::-1].copy(), Z[::-1].copy()
    build = Build("loss", name, (), options)
    backward = Call("loss", "backward")

    def loss(A: Any, Y: Any) -> tuple[Step, ...]:
        return build, Call("loss", "forward", (A, Y))

    def gradient(A: Any, Y: Any) -> tuple[Step, ...]:
        return build, Call("loss", "forward", (A, Y), observed=False), backward

    return [
        Case(
            "two batches of different size through one object",
            (
                *(*loss(A, Y), backward),
                *(Call("loss", "forward", (B, Z)), backward),
                *(Call("loss", "forward", last), backward),
            ),
            baseline=tuple((*loss(*batch), backward) for batch in ((A, Y), (B, Z), last)),
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


def by_position(label: str, name: str, A: Any, Y: Any, **options: Any) -> Case:
    """Options given without their names, in this order, mean what they mean by name.

    What they do is asked elsewhere, and costs nothing here.
    """
    backward, given = Call("loss", "backward"), Call("loss", "forward", (A, Y))
    by_place = (Build("loss", name, (*options.values(),)), given, backward)
    by_name = (Build("loss", name, (), options), given, backward)
    return Case(label, by_place, baseline=(by_name,))


def beside(name: str, given: tuple[Any, Any], one: Any, other: Any) -> Case:
    """An object with the options ``one`` keeps them when another with ``other`` is built."""
    answers = Call("loss", "forward", given), Call("loss", "backward")
    first, second = Build("loss", name, (), one), Build("second", name, (), other)
    return Case(
        "a second object with other options is built",
        (first, second, *answers),
        baseline=((first, *answers),),
    )


# ------------------------------------------ case makers that losses with (N, C) targets share


def reductions(make: Callable[..., Case], name: str, draw: Draw, *values: str) -> CaseMaker:
    """One random batch for each of these values of ``reduction``."""

    def cases(rng: np.random.Generator) -> Iterator[Case]:
        for value in values:
            yield make(f'reduction="{value}"', name, *draw(rng), reduction=value)

    return cases


def shapes(name: str, draw: Draw) -> CaseMaker:
    """A column against a row must raise rather than broadcast."""

    def cases(rng: np.random.Generator) -> Iterator[Case]:
        A, Y = draw(rng, n=4, c=1)
        yield forward("shapes (N, 1) and (N,)", name, A, Y[:, 0])
        A, Y = draw(rng)
        yield forward("shapes (N, C) and (1, C)", name, A, Y[:1])

    return cases


def protocol(name: str, draw: Draw) -> CaseMaker:
    """The four cases of :func:`reuse`, with random batches."""

    def cases(rng: np.random.Generator) -> Iterator[Case]:
        yield from reuse(name, [draw(rng), draw(rng, n=2, c=4)])

    return cases
