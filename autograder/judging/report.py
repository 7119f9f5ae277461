"""The result of judging one submission, as a value: no path, no database, JSON both ways."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, get_args

Status = Literal["passed", "failed", "error", "timeout", "missing"]
T = TypeVar("T")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


#: What a field may hold that comes from JSON, by its declared type.
ALLOWED: dict[str, Callable[[Any], bool]] = {
    "str": _is_text,
    "str | None": lambda value: value is None or _is_text(value),
    "float": _is_number,
    "Status": lambda value: value in get_args(Status),
}
#: Phrases stand in phrases no deeper than this.
MAX_DEPTH = 5


def _checked(kind: type[T], data: Any, **parts: Any) -> T:
    """A value from a JSON object; its plain fields must have their types.

    Args:
        parts: the fields that were read already.

    Raises:
        TypeError, ValueError: if it is no such object, or there is less or more in it.
    """
    _object(data)
    for known in fields(kind):  # type: ignore[arg-type]
        allowed = ALLOWED.get(str(known.type))
        if allowed and known.name in data and not allowed(data[known.name]):
            raise TypeError(f"{kind.__name__}.{known.name} is not of type {known.type}")
    value = kind(**data | parts)
    points = getattr(value, "points", math.inf)
    if not 0 <= getattr(value, "earned", 0) <= points:
        raise ValueError(f"{kind.__name__}.earned is not between 0 and {points:g}")
    return value


def _object(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise TypeError("what should be an object is none")
    return data


def _list(data: Any) -> Sequence[Any]:
    if not isinstance(data, list | tuple):
        raise TypeError("what should be a list is none")
    return data


def _texts(data: Any) -> tuple[str, ...]:
    if not all(map(_is_text, _list(data))):
        raise TypeError("a list of texts holds something else")
    return tuple(data)


@dataclass(frozen=True)
class GroupResult:
    """The verdict on the cases that earn their points together.

    Attributes:
        name: the group's phrase in English.
        points: what it is worth.
        earned: what the submission got.
        failed: the English label of the first case that went wrong, or ``None``.
    """

    name: str
    points: float
    earned: float
    failed: str | None = None


@dataclass(frozen=True)
class Example:
    """A worked example of the notebook on which the submission went wrong.

    Attributes:
        label: its English label.
        method: the method or function that was called last.
        given: how it was called, a line each, as text.
        mine: what the submission showed, as text.
        right: what is right, as text.
    """

    label: str
    method: str
    given: tuple[str, ...]
    mine: str
    right: str


#: The key of a phrase that is the hint of a mistake, by its ``id``, with its ``english`` text.
HINT = "hint"


@dataclass(frozen=True)
class Phrase:
    """Something to be said: a key of :mod:`autograder.messages` and what fills its gaps."""

    key: str
    arguments: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict[str, Any], depth: int = MAX_DEPTH) -> Phrase:
        """Read a phrase; an argument that has a key is a phrase itself.

        Raises:
            KeyError, TypeError, ValueError: if ``data`` is no phrase, or phrases stand in it
                deeper than ``depth``.
        """
        if depth == 0:
            raise ValueError("phrases stand too deep in each other")
        arguments = {
            name: cls.from_json(value, depth - 1) if isinstance(value, dict) else value
            for name, value in _object(_object(data)["arguments"]).items()
        }
        return _checked(cls, data, arguments=arguments)


@dataclass(frozen=True)
class Origin:
    """Why something that is asked for is not there or raises, as far as the submission tells.

    Attributes:
        name: a class or function, or ``<class>.<method>``.
        kinds: what it explains: ``"missing"``, ``"unanswered"``, or classes of exceptions.
        said: what is said of it; the first phrase holds no text that student code can choose.
        status: that of a question that fails for it.
    """

    name: str
    kinds: frozenset[str]
    said: tuple[Phrase, ...]
    status: Status = "missing"


@dataclass(frozen=True)
class QuestionResult:
    """The verdict on one question.

    Attributes:
        id: ``<Name>.<part>``, for example ``MSELoss.forward``.
        points: what the question is worth.
        earned: what the submission got, between 0 and ``points``.
        status: ``passed``, ``failed``, ``error`` (raised), ``timeout`` or ``missing``.
        misconception: the id of the recognized mistake, or ``None``.
        message: what the student reads, in the language it was judged in.
        groups: the verdicts on its groups of cases.
        example: the worked example that went wrong, if one did.
        said: what is said where no mistake was recognized; keys with their arguments.
        gist: the one sentence of the message that says most.
    """

    id: str
    points: float
    earned: float
    status: Status
    misconception: str | None
    message: str
    groups: tuple[GroupResult, ...] = ()
    example: Example | None = None
    said: tuple[Phrase, ...] = ()
    gist: str = ""

    @property
    def grade_id(self) -> str:
        """The id of its cell in nbgrader, which allows no dots."""
        return self.id.replace(".", "-")

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> QuestionResult:
        """Read one entry of ``questions``.

        Raises:
            KeyError, TypeError, ValueError: if ``data`` is not such an object.
        """
        parts: dict[str, Any] = {
            "groups": tuple(
                _checked(GroupResult, group) for group in _list(_object(data).get("groups", ()))
            ),
            "said": tuple(Phrase.from_json(phrase) for phrase in _list(data.get("said", ()))),
        }
        if (example := data.get("example")) is not None:
            given = _texts(_object(example)["given"])
            parts["example"] = _checked(Example, example, given=given)
        return _checked(cls, data, **parts)


@dataclass(frozen=True)
class Report:
    """All verdicts on one submission of one assignment.

    Attributes:
        remarks: what is to be said of the submission as a whole, in the language it was judged in.
    """

    assignment: str
    questions: tuple[QuestionResult, ...]
    remarks: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Points earned."""
        return float(sum(q.earned for q in self.questions))

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return float(sum(q.points for q in self.questions))

    def regraded(self, scores: Mapping[str, float]) -> Report:
        """The same with the points that a gradebook has, those that a person gave included.

        Args:
            scores: points by the id of a question's cell.
        """
        known = (replace(q, earned=scores.get(q.grade_id, q.earned)) for q in self.questions)
        return replace(self, questions=tuple(known))

    def to_json(self) -> dict[str, Any]:
        """The object that ``autograder check --json`` prints."""
        return {
            "assignment": self.assignment,
            "score": self.score,
            "max_score": self.max_score,
            "questions": [asdict(q) for q in self.questions],
        } | ({"remarks": list(self.remarks)} if self.remarks else {})

    @classmethod
    def from_json(cls, data: str | dict[str, Any]) -> Report:
        """Read what :meth:`to_json` wrote; it may come from anybody.

        Raises:
            KeyError, TypeError, ValueError, RecursionError: if ``data`` is not such an object.
        """
        read: dict[str, Any] = json.loads(data) if isinstance(data, str) else data
        questions = tuple(map(QuestionResult.from_json, _list(_object(read)["questions"])))
        told = {"assignment": read["assignment"]}
        return _checked(cls, told, questions=questions, remarks=_texts(read.get("remarks", ())))
