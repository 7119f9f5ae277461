"""The list of what grading would change, for whom and why, as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from autograder.gradebook.extensions import Extension
from autograder.gradebook.grade import Outcome, Regrade
from autograder.gradebook.hostile import printable

WHY = {
    "first": "handed in",
    "handed in again": "handed in again",
    "rubric": "the rubric changed",
    "forced": "graded again (--force)",
    "times": "a time stamp or due date changed",
}
HEADER = ("student", "points", "late", "why", "questions")
NONE = "Nothing would change."


def listed(outcomes: Sequence[Outcome], agreed: Mapping[str, Extension]) -> str:
    """A line for each student whose points or penalty would change, then how many they are.

    Args:
        outcomes: of a dry run.
        agreed: extensions and excuses by student, which may be the reason.
    """
    changed = [(o.student, o.regrade) for o in outcomes if o.regrade]
    if not changed:
        return NONE
    rows = [HEADER, *(_row(student, made, agreed.get(student)) for student, made in changed)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(_padded, row, widths)).rstrip() for row in rows)
    up = sum(_net(r) > 0 for _, r in changed)
    down = sum(_net(r) < 0 for _, r in changed)
    total = f"{len(changed)} of {len(outcomes)} would change: {up} up, {down} down."
    return "\n".join([*lines, "", f"{total} Nothing was written."])


def _row(student: str, made: Regrade, agreed: Extension | None) -> tuple[str, ...]:
    late = ""
    if made.penalty_before or made.penalty_after:
        late = _arrow(made.penalty_before, made.penalty_after)
    why = WHY[made.why]
    if agreed and made.penalty_before != made.penalty_after:
        kind = "excused" if agreed.excused else "extension"
        why = kind + (f": {printable(agreed.reason)}" if agreed.reason else "")
    return printable(student), _arrow(made.before, made.after), late, why, made.questions


def _arrow(before: float | None, after: float) -> str:
    if before is None:
        return f"– → {after:g}"
    return f"{after:g}" if before == after else f"{before:g} → {after:g}"


def _net(made: Regrade) -> float:
    return made.after - made.penalty_after - (made.before or 0.0) + made.penalty_before


def _width(text: str) -> int:
    """Columns of a terminal: a wide character takes two, a combining one none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
