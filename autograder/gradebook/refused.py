"""Which submissions could not be judged, and why: ``grades/refused.json``, until they can.

nbgrader's gradebook has no place for that; without it a submission that cannot be opened and one
that was never handed in would be the same. Beside the sentence for the instructor, which may have
a path or a name in it, is the key of its words, by which a page for the student is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.gradebook import handed_in
from autograder.gradebook.course import Course
from autograder.gradebook.private import write_whole
from autograder.gradebook.worker import Before
from autograder.submission import intake

if TYPE_CHECKING:
    from autograder.gradebook.grade import Outcome


def path(course: Course) -> Path:
    """Where they are kept."""
    return course.grades / "refused.json"


def read(course: Course, stem: str) -> dict[str, str]:
    """Why the latest submission of some students is not graded, by student."""
    return {student: entry["reason"] for student, entry in _all(course).get(stem, {}).items()}


def keys(course: Course, stem: str) -> dict[str, str]:
    """The key of that reason, by student; empty where it has none."""
    return {student: entry["key"] for student, entry in _all(course).get(stem, {}).items()}


def counts_still(course: Course, stem: str, student: str) -> bool:
    """Whether the code that is handed in is what was graded; what cannot be read is not."""
    graded = course.directory("autograded", student, stem) / f"{stem}.ipynb"
    try:
        work = handed_in.find(course, student, stem)
        digest = intake.digest(intake.read(work.data, work.filename))
        return digest == Before.of(intake.read_file(graded)).submission
    except intake.IntakeError:
        return False


def keep(course: Course, stem: str, outcomes: Iterable[Outcome]) -> None:
    """Take up what a batch came to; what was graded is refused no more."""
    everything = _all(course)
    refused = everything.get(stem, {})
    before = dict(refused)
    for outcome in outcomes:
        refused.pop(outcome.student, None)
        if outcome.state == "failed":
            refused[outcome.student] = {"reason": outcome.reason, "key": outcome.key}
    if refused != before:
        everything[stem] = refused
        course.grades.mkdir(mode=0o700, parents=True, exist_ok=True)
        # In ASCII, since the name of a folder need not be UTF-8.
        text = json.dumps(everything, indent=1, sort_keys=True)
        write_whole(path(course), text + "\n")


def _all(course: Course) -> dict[str, dict[str, dict[str, str]]]:
    """All that is known; nothing if the file is not there, or was damaged: it is made anew."""
    try:
        data = json.loads(path(course).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {
        str(stem): {str(student): _entry(entry) for student, entry in refused.items()}
        for stem, refused in data.items()
        if isinstance(refused, dict)
    }


def _entry(kept: object) -> dict[str, str]:
    """A reason with its key; files of older versions hold the reason alone."""
    if isinstance(kept, dict):
        return {name: str(kept.get(name, "")) for name in ("reason", "key")}
    return {"reason": str(kept), "key": ""}
