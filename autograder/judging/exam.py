"""An assignment's questions put with one seed, and what the reference and each mistake show.

:class:`LiveExam` draws the cases and asks the code of a rubric. A recorded exam
(:mod:`autograder.judging.recorded`) reads the same from a file and needs no code at all.
Whatever judges sees an :class:`Exam` only.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any, Protocol

import numpy as np

from autograder.judging import compare, faults
from autograder.judging.imagined import Imagined, imagined
from autograder.judging.rubric import Case, Misconception, Question, Rubric, target_of
from autograder.judging.trusted import Trusted
from autograder.sandbox.protocol import Observation, Returned, Script, encode_scripts

#: Raised by hand when the engine judges the same answers otherwise than before.
ENGINE = 9


@dataclass(frozen=True)
class Part:
    """Some cases of a question, and how they are played: their steps, then all baselines."""

    cases: tuple[Case, ...]
    scripts: tuple[Script, ...]
    encoded: bytes


@dataclass(frozen=True)
class Prepared:
    """The cases of a question for one seed, encoded once, with the reference's answers.

    Attributes:
        groups: the cases, group by group.
        scripts: what is played: the steps of every case, then all baselines.
        encoded: ``scripts`` as the body of a frame.
        right: what the reference shows for the steps of every case.
    """

    groups: tuple[tuple[Case, ...], ...]
    scripts: tuple[Script, ...]
    encoded: bytes
    right: tuple[list[Observation], ...]

    @property
    def cases(self) -> list[Case]:
        """All cases, in the order of ``right``."""
        return [case for group in self.groups for case in group]

    @functools.cached_property
    def public(self) -> Part:
        """The cases that are printed in the notebook."""
        return _part([case for case in self.cases if case.public])

    @functools.cached_property
    def hidden(self) -> Part:
        """The other cases."""
        return _part([case for case in self.cases if not case.public])


def _part(cases: Sequence[Case]) -> Part:
    scripts = (*(c.steps for c in cases), *(b for c in cases for b in c.baseline))
    return Part(tuple(cases), scripts, encode_scripts(scripts))


@dataclass(frozen=True)
class Mistake:
    """A misconception as judging sees it.

    Attributes:
        id: its name.
        target: the class or function that it gets wrong.
        breaks: the questions that it loses points on.
        hint: what the student reads, in English, as flowing paragraphs.
    """

    id: str
    target: str
    breaks: tuple[str, ...]
    hint: str


class Exam(Protocol):
    """What judging needs to know of an assignment for one seed."""

    stem: str
    questions: tuple[Question, ...]
    mistakes: tuple[Mistake, ...]
    #: For a class or function asked for, the others that the reference calls in it.
    depends: Mapping[str, tuple[str, ...]]
    #: The parameters of the reference's functions, classes and methods; see :func:`parameters`.
    parameters: Mapping[str, tuple[str, ...]]

    def prepared(self, question: Question) -> Prepared:
        """The cases of a question and the right answers."""
        ...

    def shows(self, mistake: Mistake, case: Case) -> tuple[list[Observation], ...]:
        """What a mistake shows for a case, once for each of its variants."""
        ...

    def imagines(self, case: Case) -> Iterator[tuple[Imagined, list[Observation]]]:
        """Other ways to take a case, and what the reference shows for each."""
        ...


class LiveExam:
    """An :class:`Exam` over the code of a rubric.

    Raises:
        RubricError: here or when cases are drawn, if the rubric cannot grade.
    """

    def __init__(self, rubric: Rubric, seed: int):
        faults.refuse_misfits(rubric)
        self.rubric, self.seed = rubric, seed
        self.stem, self.questions = rubric.stem, rubric.questions
        self._kinds = {kind.__name__: kind for kind in rubric.misconceptions}
        self.mistakes = tuple(_mistake(kind, rubric) for kind in rubric.misconceptions)
        self.depends: Mapping[str, tuple[str, ...]] = dependencies(rubric)
        self.parameters: Mapping[str, tuple[str, ...]] = parameters(rubric)
        self._prepared: dict[str, Prepared] = {}
        self._namespaces: dict[str, list[dict[str, Any]]] = {}
        self._shown: dict[tuple[str, Case], tuple[list[Observation], ...]] = {}
        self._imagined: dict[Case, list[tuple[Imagined, list[Observation]]]] = {}

    def prepared(self, question: Question) -> Prepared:
        """Draw the cases of a question and ask the reference; done once."""
        if question.id not in self._prepared:
            self._prepared[question.id] = self._prepare(question)
        return self._prepared[question.id]

    def _prepare(self, question: Question) -> Prepared:
        groups = tuple(map(tuple, self.rubric.draw(question, self.seed)))
        cases = [case for group in groups for case in group]
        makers = [g.cases for g, drawn in zip(question.groups, groups, strict=True) for _ in drawn]
        for case, maker in zip(cases, makers, strict=True):
            faults.refuse_unwritable(self.rubric, question, maker, case)
        scripts = (*(c.steps for c in cases), *(b for c in cases for b in c.baseline))
        encoded = encode_scripts(scripts)
        right = Trusted(self.rubric.namespace()).play(scripts, encoded)[: len(cases)]
        for case, maker, seen in zip(cases, makers, right, strict=True):
            faults.refuse_unanswered(self.rubric, question, maker, case, seen)
        return Prepared(groups, scripts, encoded, tuple(right))

    def shows(self, mistake: Mistake, case: Case) -> tuple[list[Observation], ...]:
        """Ask the code of a misconception; done once for each case.

        The reference's other functions call the mistaken one, so that what follows from a
        mistake is known, too.
        """
        key = (mistake.id, case)
        if key not in self._shown:
            if mistake.id not in self._namespaces:
                mistaken = self.rubric.mistaken(self._kinds[mistake.id])
                self._namespaces[mistake.id] = [
                    rebound(namespace, self.rubric.reference) for namespace in mistaken
                ]
            encoded = encode_scripts([case.steps])
            self._shown[key] = tuple(
                Trusted(namespace).play([case.steps], encoded)[0]
                for namespace in self._namespaces[mistake.id]
            )
        return self._shown[key]

    def imagines(self, case: Case) -> Iterator[tuple[Imagined, list[Observation]]]:
        """Ask the reference about a case that was taken otherwise; done once for each."""
        if case not in self._imagined:
            reference = Trusted(self.rubric.namespace())
            ways = list(imagined(case, self.parameters))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                shown = [reference.play([way.steps])[0] for way in ways]
            self._imagined[case] = list(zip(ways, shown, strict=True))
        return iter(self._imagined[case])

    @functools.cached_property
    def fingerprint(self) -> str:
        """A fingerprint of all that decides points.

        It covers the encoded cases, the reference's answers, the groups and their points, the
        known mistakes, the tolerances and the versions of engine and NumPy; not the words.
        """
        digest = hashlib.sha256()
        tolerances = [compare.RTOL, compare.ATOL, compare.RTOL_SINGLE, compare.ATOL_SINGLE]
        facts: list[Any] = [self.stem, ENGINE, np.__version__, tolerances]
        facts += [[m.id, m.target, m.breaks] for m in self.mistakes]
        facts.append(sorted(self.depends.items()))
        for question in self.questions:
            prepared = self.prepared(question)
            facts.append([question.id, [group.points for group in question.groups]])
            facts.append([[c.public, len(c.baseline)] for c in prepared.cases])
            facts.append([len(group) for group in prepared.groups])
            facts.append([[_coarse(seen) for seen in shown] for shown in prepared.right])
            digest.update(prepared.encoded)
        digest.update(json.dumps(facts).encode())
        return digest.hexdigest()[:16]


def rebound(namespace: dict[str, Any], reference: ModuleType) -> dict[str, Any]:
    """A namespace whose functions of the reference find each other's names in it."""
    own = dict(namespace)
    for name, value in namespace.items():
        if isinstance(value, FunctionType) and value.__module__ == reference.__name__:
            own[name] = FunctionType(
                value.__code__, own, value.__name__, value.__defaults__, value.__closure__
            )
            own[name].__kwdefaults__ = value.__kwdefaults__
    return own


def dependencies(rubric: Rubric) -> dict[str, tuple[str, ...]]:
    """For each function asked for, the other ones that the reference calls in it."""
    namespace = rubric.namespace()
    targets = list(dict.fromkeys(q.target for q in rubric.questions))
    found = {}
    for target in targets:
        called = _called(target, namespace, set()) - {target}
        found[target] = tuple(name for name in targets if name in called)
    return {target: names for target, names in found.items() if names}


def parameters(rubric: Rubric) -> dict[str, tuple[str, ...]]:
    """The parameters of what is asked for, by ``name`` or ``name.method``.

    The name of one that has a default ends in ``=``, that of one that takes all the rest begins
    with ``*``.
    """
    found = {}
    for target in dict.fromkeys(q.target for q in rubric.questions):
        value = getattr(rubric.reference, target)
        found[target] = _parameters(value)
        if isinstance(value, type):
            methods = [n for n, m in inspect.getmembers(value, inspect.isfunction) if n[0] != "_"]
            found |= {f"{target}.{n}": _parameters(getattr(value, n))[1:] for n in methods}
    return found


def _parameters(value: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(map(_marked, inspect.signature(value).parameters.values()))


def _marked(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_POSITIONAL:
        return f"*{parameter.name}"
    return parameter.name + ("" if parameter.default is parameter.empty else "=")


def _called(name: str, namespace: Mapping[str, Any], seen: set[str]) -> set[str]:
    """The names of the reference's functions that one of them calls, directly or not."""
    function = namespace.get(name)
    if isinstance(function, FunctionType) and name not in seen:
        seen.add(name)
        for code in _codes(function.__code__):
            for used in code.co_names:
                if isinstance(namespace.get(used), FunctionType):
                    _called(used, namespace, seen)
    return seen


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A piece of code and those inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _coarse(seen: Observation) -> Any:
    """An observation without the last bits of its numbers, in which processors differ."""
    if not isinstance(seen, Returned):
        return repr(seen)
    return [[list(part.shape), [f"{x + 0.0:.6e}" for x in _rounded(part)]] for part in seen.parts]


def _rounded(part: np.ndarray) -> Sequence[float]:
    return np.where(np.abs(part) < 1e-9, 0.0, part).astype(float).ravel().tolist()


def _mistake(kind: Misconception, rubric: Rubric) -> Mistake:
    target = target_of(kind, rubric.reference)
    return Mistake(kind.__name__, target, tuple(kind.breaks), hint(kind))


@functools.lru_cache(maxsize=32)
def draw(rubric: Rubric, seed: int) -> LiveExam:
    """The exam of a rubric for a seed; kept, since drawing and asking take a while."""
    return LiveExam(rubric, seed)


def hint(misconception: Misconception) -> str:
    """The docstring of a misconception as flowing paragraphs."""
    return flowing(misconception.__doc__ or "")


def flowing(docstring: str) -> str:
    """A docstring without its line breaks, its paragraphs kept apart."""
    text = inspect.cleandoc(docstring)
    return "\n\n".join(re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n", text))
