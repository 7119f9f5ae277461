"""What the cells of a submission put out, as plain data from a process that is not trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from autograder.messages import say

#: Characters of one text, displays of one cell, and characters of all that a submission puts out.
#: An honest child keeps to less, but it is the student's and may be made to send anything.
MAX_TEXT, MAX_DISPLAYS, MAX_SHOWN = 20_000, 20, 16 * 2**20

STOPPED = {"timeout": "report.cell_timeout", "died": "report.cell_died"}


@dataclass
class CellOutput:
    """What one cell printed, displayed and raised, as plain data from the child.

    Attributes:
        line: the line of the cell, from 1, that its error came from; 0 if that is not known.
    """

    stdout: str = ""
    stderr: str = ""
    displays: list[dict[str, str]] = field(default_factory=list)
    error: dict[str, str] | None = None
    line: int = 0

    def size(self) -> int:
        """How many characters there are in it."""
        bundles = [*self.displays, self.error or {}]
        shown = sum(len(text) for bundle in bundles for text in bundle.values())
        return len(self.stdout) + len(self.stderr) + shown

    @classmethod
    def from_json(cls, data: Any) -> CellOutput:
        """Read an output from somebody who is not trusted, cut to what is bearable.

        Raises:
            LookupError, TypeError, AttributeError: if ``data`` is no such object.
        """
        error = data["error"]
        return cls(
            stdout=_text(data["stdout"]),
            stderr=_text(data["stderr"]),
            displays=[_bundle(display) for display in data["displays"][:MAX_DISPLAYS]],
            error={k: _text(error[k]) for k in ("ename", "evalue", "traceback")} if error else None,
            line=data["line"] if isinstance(data["line"], int) else 0,
        )


def cell_output(frame: bytes | str) -> CellOutput:
    """Read a cell's outputs from an untrusted child, keeping only what has the right type."""
    try:
        return CellOutput.from_json(json.loads(frame))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return CellOutput()


def stopped(reason: Literal["timeout", "died"]) -> CellOutput:
    """What is shown of a cell that took too long, or ended its process."""
    evalue = say(STOPPED[reason])
    return CellOutput(error={"ename": "Stopped", "evalue": evalue, "traceback": evalue})


def _text(value: Any, limit: int = MAX_TEXT) -> str:
    return value[:limit] if isinstance(value, str) else ""


def _bundle(display: dict[str, Any]) -> dict[str, str]:
    plain = {"text/plain": _text(display.get("text/plain"))}
    image = _text(display.get("image/png"), MAX_SHOWN)
    return plain | ({"image/png": image} if image else {})
