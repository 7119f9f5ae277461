"""Which submissions could not be judged, and why: ``grades/refused.json``, until they can.

nbgrader's gradebook has no place for that; without it a submission that cannot be opened and one
that was never handed in would be the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.gradebook.course import Course
from autograder.gradebook.private import write_whole

if TYPE_CHECKING:
    from autograder.gradebook.grade import Outcome


def path(course: Course) -> Path:
    """Where they are kept."""
    return course.grades / "refused.json"


def read(course: Course, stem: str) -> dict[str, str]:
    """Why the latest submission of some students is not graded, by student."""
    return _all(course).get(stem, {})


def keep(course: Course, stem: str, outcomes: Iterable[Outcome]) -> None:
    """Take up what a batch came to; what was graded is refused no more."""
    everything = _all(course)
    refused = everything.get(stem, {})
    before = dict(refused)
    for outcome in outcomes:
        refused.pop(outcome.student, None)
        if outcome.state == "failed":
            refused[outcome.student] = outcome.reason
    if refused != before:
        everything[stem] = refused
        course.grades.mkdir(mode=0o700, parents=True, exist_ok=True)
        # In ASCII, since the name of a folder need not be UTF-8.
        text = json.dumps(everything, indent=1, sort_keys=True)
        write_whole(path(course), text + "\n")


def _all(course: Course) -> dict[str, dict[str, str]]:
    """All that is known; nothing if the file is not there, or was damaged: it is made anew."""
    try:
        data = json.loads(path(course).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        str(stem): {str(student): str(reason) for student, reason in refused.items()}
        for stem, refused in data.items()
        if isinstance(refused, dict)
    }
