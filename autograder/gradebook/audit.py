"""The record of how a class was graded: a line for each batch, chained by hashes.

``grades/audit.jsonl`` says by which isolation, engine and rubric points came about, and what
happened on the way, for whoever has to answer for them later. Each line holds the digest of the
line before it, so that none can be changed or taken out without breaking the chain. Whoever can
write the file can make it anew as a whole; note the last digest elsewhere to exclude that.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import importlib.metadata
import json
import os
import platform
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from autograder import __version__
from autograder.gradebook.course import Course, CourseError, one_line
from autograder.gradebook.private import add_line, opened_to_append
from autograder.judging.exam import ENGINE
from autograder.messages import say
from autograder.running.events import Event

if TYPE_CHECKING:
    from autograder.gradebook.grade import Outcome
    from autograder.gradebook.worker import Judged

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: What the first line has in the place of a digest.
BEGINNING = "0" * 64


def path(course: Course) -> Path:
    """Where the record is."""
    return course.grades / "audit.jsonl"


class Batch:
    """What is learned of a batch while it is graded.

    Args:
        stem: the assignment.
        options: how it is graded, as JSON data.
    """

    def __init__(self, stem: str, options: dict[str, Any]):
        self._stem, self._options = stem, options
        self._began = now()
        self._layers: dict[str, str] = {}
        self._fingerprints: set[str] = set()
        #: What happened to the processes of the batch.
        self.events: Counter[Event] = Counter()

    def judged(self, result: Judged) -> None:
        """Take note of how a submission was judged, if it was, and of what happened meanwhile."""
        self._layers |= result.layers
        self._fingerprints |= {result.fingerprint} - {""}
        self.events += result.events

    @contextlib.contextmanager
    def recorded(self, course: Course, outcomes: Sequence[Outcome]) -> Iterator[None]:
        """Write the batch's line on leaving, also if it ends with an error or with Ctrl-C.

        Args:
            outcomes: what became of each submission, as far as it is known by then.
        """
        try:
            yield
        except BaseException as error:
            with contextlib.suppress(OSError):
                self._append(course, outcomes, _ended(error))
            raise
        self._append(course, outcomes, "")

    def _append(self, course: Course, outcomes: Sequence[Outcome], stopped: str) -> None:
        counts = Counter(outcome.state for outcome in outcomes)
        facts = {
            "began": self._began,
            "ended": now(),
            "assignment": self._stem,
            "options": self._options,
            "counts": dict(counts),
            "refused": {o.student: o.reason for o in outcomes if o.state == "failed"},
            "events": dict(+self.events),
            "layers": self._layers,
            "fingerprints": sorted(self._fingerprints),
            "engine": {
                "version": __version__,
                "judging": ENGINE,
                "numpy": importlib.metadata.version("numpy"),
            },
            "machine": {
                "system": platform.platform(),
                "kernel": platform.release(),
                "python": platform.python_version(),
            },
            "stopped": stopped,
        }
        append(course, facts)


def _ended(error: BaseException) -> str:
    """Why a batch ended before its time, in a line."""
    return "Ctrl-C" if isinstance(error, KeyboardInterrupt) else one_line(error)


def append(course: Course, facts: dict[str, Any]) -> None:
    """Add a line to the record."""
    with opened_to_append(path(course)) as file, _alone(file):
        lines = file.read().splitlines()
        previous = _digest(lines[-1]) if lines else BEGINNING
        add_line(file, json.dumps({"previous": previous, **facts}, sort_keys=True).encode())
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _alone(file: BinaryIO) -> Iterator[None]:
    """Two graders of one course write one after the other."""
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX)  # until the file is closed
    yield


def verify(course: Course) -> tuple[list[dict[str, Any]], str]:
    """Check the chain; returns what is recorded of each batch, and the digest of the last.

    Raises:
        CourseError: naming the first line that does not follow from the one before it.
    """
    file = path(course)
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError:
        return [], BEGINNING
    except OSError as error:
        raise CourseError("audit.unreadable", file=file, reason=error.strerror) from None
    batches, digest = [], BEGINNING
    for number, line in enumerate(lines, start=1):
        batch = _facts(line)
        if batch.get("previous") != digest:
            raise CourseError("audit.broken", file=file, number=number)
        batches.append(batch)
        digest = _digest(line)
    return batches, digest


def _facts(line: bytes) -> dict[str, Any]:
    """What a line says; nothing if it is damaged."""
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def told(batch: dict[str, Any]) -> str:
    """A batch in one line: when, what, how many of each outcome, and what happened meanwhile."""
    counts = ", ".join(f"{count} {state}" for state, count in batch.get("counts", {}).items())
    events = ", ".join(f"{name}: {count}" for name, count in batch.get("events", {}).items())
    stopped = say("audit.stopped", why=batch["stopped"]) if batch.get("stopped") else ""
    undone = say("audit.undone", began=batch["undone"]) if batch.get("undone") else ""
    what = "; ".join(filter(None, (counts, events, stopped, undone)))
    return f"{batch.get('began')} {batch.get('assignment')}: {what}"


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def now() -> str:
    """The time that a record bears."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
