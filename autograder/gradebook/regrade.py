"""The list of what grading would change, for whom and why, as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.gradebook.extensions import Extension
from autograder.gradebook.grade import Outcome, Regrade
from autograder.gradebook.hostile import printable
from autograder.gradebook.table import breadth, padded
from autograder.messages import say

#: The key of each reason that :attr:`autograder.gradebook.grade.Regrade.why` names.
WHY = {
    "first": "regrade.first",
    "handed in again": "regrade.again",
    "rubric": "regrade.rubric",
    "forced": "regrade.forced",
    "times": "regrade.times",
}
COLUMNS = (
    "regrade.column_student",
    "regrade.column_points",
    "regrade.column_late",
    "regrade.column_why",
    "regrade.column_questions",
)


def listed(outcomes: Sequence[Outcome], agreed: Mapping[str, Extension]) -> str:
    """A line for each student whose points or penalty would change, then how many they are.

    Args:
        outcomes: of a dry run.
        agreed: extensions and excuses by student, which may be the reason.
    """
    changed = [(o.student, o.regrade) for o in outcomes if o.regrade]
    if not changed and (failed := sum(outcome.state == "failed" for outcome in outcomes)):
        return say("regrade.none_judged", judged=len(outcomes) - failed, failed=failed)
    if not changed:
        return say("regrade.none")
    header = tuple(map(say, COLUMNS))
    rows = [header, *(_row(student, made, agreed.get(student)) for student, made in changed)]
    widths = [max(map(breadth, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(padded, row, widths)).rstrip() for row in rows)
    up = sum(_net(r) > 0 for _, r in changed)
    down = sum(_net(r) < 0 for _, r in changed)
    counts = {"changed": len(changed), "count": len(outcomes), "up": up, "down": down}
    return "\n".join([*lines, "", say("regrade.total", **counts)])


def _row(student: str, made: Regrade, agreed: Extension | None) -> tuple[str, ...]:
    late = ""
    if made.penalty_before or made.penalty_after:
        late = _arrow(made.penalty_before, made.penalty_after)
    why = say(WHY[made.why])
    if agreed and made.penalty_before != made.penalty_after:
        why = say("regrade.excused" if agreed.excused else "regrade.extension")
        why += f": {printable(agreed.reason)}" if agreed.reason else ""
    return printable(student), _arrow(made.before, made.after), late, why, made.questions


def _arrow(before: float | None, after: float) -> str:
    if before is None:
        return f"– → {after:g}"
    return f"{after:g}" if before == after else f"{before:g} → {after:g}"


def _net(made: Regrade) -> float:
    return made.after - made.penalty_after - (made.before or 0.0) + made.penalty_before
