"""The result of judging one submission, as a value: no path, no database, JSON both ways."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["passed", "failed", "error", "timeout", "missing"]


@dataclass(frozen=True)
class QuestionResult:
    """The verdict on one question.

    Attributes:
        id: ``<Name>.<part>``, for example ``MSELoss.forward``.
        points: what the question is worth.
        earned: what the submission got, between 0 and ``points``.
        status: ``passed``, ``failed``, ``error`` (raised), ``timeout`` or ``missing``.
        misconception: the id of the recognized mistake, or ``None``.
        message: what the student reads.
    """

    id: str
    points: float
    earned: float
    status: Status
    misconception: str | None
    message: str

    @property
    def grade_id(self) -> str:
        """The id of its cell in nbgrader, which allows no dots."""
        return self.id.replace(".", "-")


@dataclass(frozen=True)
class Report:
    """All verdicts on one submission of one assignment."""

    assignment: str
    questions: tuple[QuestionResult, ...]

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
        }

    @classmethod
    def from_json(cls, data: str | dict[str, Any]) -> Report:
        """Read what :meth:`to_json` wrote.

        Raises:
            KeyError, TypeError: if ``data`` is not such an object.
        """
        if isinstance(data, str):
            data = json.loads(data)
        return cls(data["assignment"], tuple(QuestionResult(**q) for q in data["questions"]))
