"""An exam as a file of numbers and texts: judged without the reference, in a page or elsewhere.

What is written are the cases of one seed, what the reference shows for them, what each known
mistake shows, and the hints. Whoever reads the file can judge a submission with it exactly as
:class:`~autograder.judging.exam.LiveExam` would, and finds no line of a solution in it. But it
does hold the right answers to its cases, so the seed of a real grading must never be written.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.judging.exam import Exam, Mistake, Prepared
from autograder.judging.imagined import Imagined
from autograder.judging.rubric import Case, Group, Question
from autograder.sandbox.protocol import (
    Observation,
    decode_observations,
    decode_scripts,
    encode_observations,
)

SCHEMA = "autograder/exam/4"


def record(exam: Exam) -> str:
    """Write an exam as JSON text.

    Each distinct showing of a case is written once; mistakes refer to it by number, and those
    that show what the reference shows take no room.
    """
    questions = []
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
                    _shown(exam, case, right)
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
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _shown(exam: Exam, case: Case, right: list[Observation]) -> dict[str, Any]:
    """Distinct showings of one case, the first of them right, and which mistake shows which."""
    seen = {encode_observations(right): 0}
    by_mistake = {}
    for mistake in exam.mistakes:
        numbers = [
            seen.setdefault(encode_observations(variant), len(seen))
            for variant in exam.shows(mistake, case)
        ]
        if any(numbers):
            by_mistake[mistake.id] = numbers
    ways = [
        [way.key, way.option, way.value, seen.setdefault(encode_observations(shown), len(seen))]
        for way, shown in exam.imagines(case)
    ]
    otherwise = [entry for entry in ways if entry[-1]]
    return {"seen": [_text(body) for body in seen], "by": by_mistake, "otherwise": otherwise}


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
        self.questions = tuple(map(self._question, data["questions"]))

    def _question(self, data: dict[str, Any]) -> Question:
        groups = tuple(
            Group(name, points, _never, *spared) for name, points, *spared in data["groups"]
        )
        encoded = base64.b64decode(data["scripts"])
        scripts = tuple(map(tuple, decode_scripts(encoded)))
        cases = _cases(data["cases"], scripts)
        right = []
        for case, shown in zip((c for group in cases for c in group), data["shown"], strict=True):
            seen = [decode_observations(base64.b64decode(s), case.steps) for s in shown["seen"]]
            right.append(seen[0])
            for name, numbers in shown["by"].items():
                self._shown[name, case] = tuple(seen[n] for n in numbers)
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
