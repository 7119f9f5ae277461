"""The result of judging one submission, as a value: no path, no database, JSON both ways."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["passed", "failed", "error", "timeout", "missing"]


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
    def from_json(cls, data: dict[str, Any]) -> Phrase:
        """Read a phrase; an argument that has a key is a phrase itself."""
        arguments = {
            name: cls.from_json(value) if isinstance(value, dict) else value
            for name, value in data["arguments"].items()
        }
        return cls(data["key"], arguments)


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
            KeyError, TypeError: if ``data`` is not such an object.
        """
        parts: dict[str, Any] = {
            "groups": tuple(GroupResult(**group) for group in data.get("groups", ())),
            "said": tuple(Phrase.from_json(phrase) for phrase in data.get("said", ())),
        }
        if example := data.get("example"):
            parts["example"] = Example(**example | {"given": tuple(example["given"])})
        return cls(**data | parts)


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
        """Read what :meth:`to_json` wrote.

        Raises:
            KeyError, TypeError, ValueError: if ``data`` is not such an object.
        """
        read: dict[str, Any] = json.loads(data) if isinstance(data, str) else data
        questions = tuple(QuestionResult.from_json(q) for q in read["questions"])
        return cls(read["assignment"], questions, tuple(read.get("remarks", ())))
