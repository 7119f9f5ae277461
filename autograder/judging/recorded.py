"""An exam as a file of numbers and texts: judged without the reference, in a page or elsewhere.

What is written are the cases of one seed, what the reference shows for them, what each known
mistake shows, and the hints. Whoever reads the file can judge a submission with it exactly as
:class:`~autograder.judging.exam.LiveExam` would, and finds no line of a solution in it. But it
does hold the right answers to its cases, so the seed of a real grading must never be written.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.judging.exam import Exam, Mistake, Prepared
from autograder.judging.imagined import Imagined
from autograder.judging.rubric import Case, Group, Question
from autograder.sandbox.protocol import (
    Observation,
    Returned,
    decode_observations,
    decode_scripts,
    encode_observations,
)

SCHEMA = "autograder/exam/6"
#: What mistakes show is compared to nine digits (30 bits), so the last 22 of 52 need no room.
SPARE_BITS = 22


def record(exam: Exam) -> str:
    """Write an exam as JSON text.

    Each distinct showing of a case is written once; mistakes refer to it by number, and those
    that show what the reference shows take no room. Each distinct number is written once, too:
    most of what a mistake shows has been seen elsewhere.
    """
    questions, numbers = [], Numbers()
    for question in exam.questions:
        prepared = exam.prepared(question)
        questions.append(
            {
                "id": question.id,
                "groups": [[g.name, g.points, g.spared] for g in question.groups],
                "cases": [
                    [[c.label, c.public, len(c.baseline)] for c in cases]
                    for cases in prepared.groups
                ],
                "scripts": _text(prepared.encoded),
                "shown": [
                    _shown(exam, case, right, numbers)
                    for case, right in zip(prepared.cases, prepared.right, strict=True)
                ],
            }
        )
    some = exam.prepared(exam.questions[0]).cases[0]
    mistakes = [
        [m.id, m.target, list(m.breaks), m.hint, len(exam.shows(m, some))] for m in exam.mistakes
    ]
    data = {
        "schema": SCHEMA,
        "assignment": exam.stem,
        "mistakes": mistakes,
        "depends": {target: list(names) for target, names in exam.depends.items()},
        "parameters": {name: list(names) for name, names in exam.parameters.items()},
        "questions": questions,
        "numbers": numbers.written(),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _shown(exam: Exam, case: Case, right: list[Observation], numbers: Numbers) -> dict[str, Any]:
    """Distinct showings of one case, the first of them right, and which mistake shows which."""
    seen, places = [numbers.hollow(right, exact=True)], {encode_observations(right): 0}

    def place(shown: list[Observation]) -> int:
        body = encode_observations(shown)
        if body not in places:
            places[body] = len(seen)
            seen.append(numbers.hollow(shown))
        return places[body]

    by_mistake = []
    for number, mistake in enumerate(exam.mistakes):
        shows = [place(variant) for variant in exam.shows(mistake, case)]
        if any(shows):
            by_mistake.append([number, *shows])
    ways = [[way.key, way.option, way.value, place(shown)] for way, shown in exam.imagines(case)]
    otherwise = [entry for entry in ways if entry[-1]]
    return {"seen": seen, "by": by_mistake, "otherwise": otherwise}


class Numbers:
    """The real numbers of all showings, in their order: each distinct one once, and where it is.

    They are written byte by byte, all first bytes, all second bytes and so on: so bytes that are
    alike stand together, and take next to no room when the text is compressed.
    """

    def __init__(self) -> None:
        self._taken: list[np.ndarray] = []
        self._forms: dict[str, int] = {}

    def hollow(self, seen: Sequence[Observation], exact: bool = False) -> int:
        """Take the real numbers out of a showing. What is left is a form that many share."""
        form = _text(encode_observations([self._emptied(shown, exact) for shown in seen]))
        return self._forms.setdefault(form, len(self._forms))

    def _emptied(self, shown: Observation, exact: bool) -> Observation:
        if not isinstance(shown, Returned):
            return shown
        for part in filter(_is_real, shown.parts):
            bits = np.ravel(part).view(np.int64)
            spare = np.isfinite(np.ravel(part)) & (not exact)
            self._taken.append(np.where(spare, _rounded(bits), bits))
        parts = (np.zeros_like(part) if _is_real(part) else part for part in shown.parts)
        return dataclasses.replace(shown, parts=tuple(parts))

    def written(self) -> dict[str, Any]:
        """All numbers as text: the distinct ones as they first came, and the place of each.

        Places are counted from 1, and that of a number which comes for the first time is left 0:
        it is the next one.
        """
        every = np.concatenate(self._taken)
        ranked, first, ranks = np.unique(every, return_index=True, return_inverse=True)
        order = np.argsort(first)
        places = np.argsort(order)[ranks]
        first_time = first[ranks] == np.arange(every.size)
        return {
            "forms": list(self._forms),
            "distinct": _planes(ranked[order].astype("<i8")),
            "places": _planes(np.where(first_time, 0, places + 1).astype("<i4")),
        }


class Filling:
    """Puts the numbers that :class:`Numbers` took back, in the same order."""

    def __init__(self, written: Mapping[str, Any]):
        self._forms = [base64.b64decode(form) for form in written["forms"]]
        again = _from_planes(written["places"], "<i4")
        places = np.where(again == 0, np.cumsum(again == 0), again) - 1
        distinct = _from_planes(written["distinct"], "<i8")
        self._numbers: np.ndarray = distinct[places].view(np.float64)
        self._next = 0

    def full(self, form: int, case: Case) -> list[Observation]:
        """A showing with its numbers."""
        seen = decode_observations(self._forms[form], case.steps)
        return [self._filled(shown) for shown in seen]

    def _filled(self, shown: Observation) -> Observation:
        if not isinstance(shown, Returned):
            return shown
        parts = tuple(self._take(part) if _is_real(part) else part for part in shown.parts)
        return dataclasses.replace(shown, parts=parts)

    def _take(self, part: np.ndarray) -> np.ndarray:
        self._next += part.size
        taken: np.ndarray = self._numbers[self._next - part.size : self._next]
        return taken.reshape(part.shape)


def _rounded(bits: np.ndarray) -> np.ndarray:
    """Numbers without their last bits, to the nearest; the largest are cut, not made infinite."""
    mask = -(1 << SPARE_BITS)
    near = (bits + (1 << (SPARE_BITS - 1))) & mask
    return np.where(np.isfinite(near.view(np.float64)), near, bits & mask)


def _is_real(part: np.ndarray) -> bool:
    return part.dtype == np.float64


def _planes(array: np.ndarray) -> str:
    return _text(array.view(np.uint8).reshape(array.size, -1).T.tobytes())


def _from_planes(text: str, kind: str) -> np.ndarray:
    planes = np.frombuffer(base64.b64decode(text), np.uint8)
    rows = planes.reshape(np.dtype(kind).itemsize, -1).T.tobytes()
    return np.frombuffer(rows, np.dtype(kind))


class RecordedExam:
    """An :class:`~autograder.judging.exam.Exam` read from what :func:`record` wrote.

    Raises:
        ValueError: if the text is not such a record.
    """

    def __init__(self, text: str):
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise ValueError(f"this is not a recorded exam ({SCHEMA})")
        self.stem: str = data["assignment"]
        self.mistakes = tuple(Mistake(i, t, tuple(b), h) for i, t, b, h, _ in data["mistakes"])
        self._variants: dict[str, int] = {entry[0]: entry[4] for entry in data["mistakes"]}
        depends: Mapping[str, list[str]] = data.get("depends", {})
        self.depends: Mapping[str, tuple[str, ...]] = {t: tuple(n) for t, n in depends.items()}
        named = data.get("parameters", {}).items()
        self.parameters: Mapping[str, tuple[str, ...]] = {n: tuple(names) for n, names in named}
        self._prepared: dict[str, Prepared] = {}
        self._right: dict[Case, list[Observation]] = {}
        self._shown: dict[tuple[str, Case], tuple[list[Observation], ...]] = {}
        self._imagined: dict[Case, list[tuple[Imagined, list[Observation]]]] = {}
        filling = Filling(data["numbers"])
        self.questions = tuple(self._question(question, filling) for question in data["questions"])

    def _question(self, data: dict[str, Any], filling: Filling) -> Question:
        groups = tuple(
            Group(name, points, _never, *spared) for name, points, *spared in data["groups"]
        )
        encoded = base64.b64decode(data["scripts"])
        scripts = tuple(map(tuple, decode_scripts(encoded)))
        cases = _cases(data["cases"], scripts)
        right = []
        for case, shown in zip((c for group in cases for c in group), data["shown"], strict=True):
            seen = [filling.full(form, case) for form in shown["seen"]]
            right.append(seen[0])
            for mistake, *places in shown["by"]:
                self._shown[self.mistakes[mistake].id, case] = tuple(seen[n] for n in places)
            self._imagined[case] = [
                (Imagined(key, (), option, value), seen[n])
                for key, option, value, n in shown.get("otherwise", ())
            ]
        self._prepared[data["id"]] = Prepared(cases, scripts, encoded, tuple(right))
        self._right |= zip((c for group in cases for c in group), right, strict=True)
        return Question(data["id"], groups)

    def prepared(self, question: Question) -> Prepared:
        """The cases of a question and the right answers."""
        return self._prepared[question.id]

    def shows(self, mistake: Mistake, case: Case) -> tuple[list[Observation], ...]:
        """What a mistake shows for a case: the right answer where nothing else was written."""
        right = (self._right[case],) * self._variants[mistake.id]
        return self._shown.get((mistake.id, case), right)

    def imagines(self, case: Case) -> Iterator[tuple[Imagined, list[Observation]]]:
        """Other ways to take a case that make a difference, and what the reference shows."""
        return iter(self._imagined[case])


def _cases(data: list[list[list[Any]]], scripts: tuple[Any, ...]) -> tuple[tuple[Case, ...], ...]:
    """The cases, from their labels and from all scripts: steps come first, then baselines."""
    steps = iter(scripts)
    flat = [(next(steps), *entry) for group in data for entry in group]
    cases = iter(
        [
            Case(label, script, public, tuple(next(steps) for _ in range(count)))
            for script, label, public, count in flat
        ]
    )
    return tuple(tuple(next(cases) for _ in group) for group in data)


def _never(rng: Any) -> list[Case]:
    raise TypeError("the cases of a recorded exam are drawn already")


def _text(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")
