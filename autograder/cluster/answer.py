"""What a worker answers: JSON that is read as if a student had written it.

A worker that was taken over may say anything. Of a judgement only what was found out travels:
the report, what the cells put out, and how it was isolated. The notebook is rebuilt here from
what was handed in, so a worker cannot put anything else into it.
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from autograder.catalog import Assignment
from autograder.gradebook.hostile import clean
from autograder.gradebook.worker import Before, Job, Judged, written
from autograder.judging.report import Report
from autograder.messages import printable, say
from autograder.pipeline import Judgement
from autograder.running.doctor import LAYERS
from autograder.running.events import Event
from autograder.running.isolation import CORE
from autograder.running.outputs import MAX_SHOWN, CellOutput
from autograder.submission import intake
from autograder.submission.released import released

#: Characters of an answer: what all cells of a submission may put out, and as much again.
MAX_ANSWER = 2 * MAX_SHOWN
#: Characters of all that is said of one question, and how often anything happens to a process.
MAX_WORDS, MAX_COUNT = 100_000, 1_000
#: What reading something that is not as it should be raises.
WRONG = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


class Refused(Exception):
    """A worker may not judge this; the text says why."""


def encode(found: Judgement | Judged) -> str:
    """What a worker sends back."""
    if isinstance(found, Judged):
        told: dict[str, Any] = {"state": found.state, "reason": found.reason, "key": found.key}
    else:
        told = {
            "state": "graded",
            "report": found.report.to_json(),
            "outputs": {id: dataclasses.asdict(output) for id, output in found.outputs.items()},
            "fingerprint": found.fingerprint,
            "layers": found.layers,
        }
    return json.dumps(told | {"events": dict(found.events)})


def refusal(why: str) -> str:
    """What a worker sends back that may not judge."""
    return json.dumps({"refused": why})


def data(text: Any) -> Any:
    """The JSON data of an answer; nothing if there are none.

    Raises:
        Refused: if the worker says that it may not judge.
    """
    if not isinstance(text, str) or len(text) > MAX_ANSWER:
        return None
    try:
        read = json.loads(text)
    except WRONG:
        return None
    if isinstance(read, dict) and "refused" in read:
        raise Refused(printable(str(read["refused"])))
    return read


def decode(
    told: Any, job: Job, assignment: Assignment, language: str, fingerprint: str, weak: bool
) -> Judged:
    """Read an answer and write it into the submission's notebook.

    Args:
        told: its JSON data.
        job: what was asked.
        assignment: with the release that the job names.
        language: of what is written.
        fingerprint: of the assignment for the seed of the class.
        weak: whether layers of the core may be missing.

    Returns:
        What a worker of this machine would have returned; if the answer cannot be one, that the
        submission is not graded.
    """
    try:
        events = Counter({Event(name): _count(n) for name, n in told["events"].items()})
        if told["state"] == "graded":
            judgement = _judgement(told, job, assignment, events)
            _check(judgement, job, assignment, fingerprint, weak)
            return written(job, judgement, assignment, language)
        if told["state"] not in ("failed", "up to date"):
            raise ValueError("it names no state")
        before = Before.of(job.before).report if told["state"] == "up to date" else None
        report = before.to_json() if before else None  # what we have, not what we are told
        said = _text(told["reason"]), _text(told.get("key", ""))
        return Judged(told["state"], *said, report, events=events)
    except (*WRONG, intake.IntakeError) as error:
        why = say("cluster.answer", error=printable(str(error)))
        return Judged("failed", why, events=Counter([Event.NOT_GRADED]))


def _judgement(
    data: dict[str, Any], job: Job, assignment: Assignment, events: Counter[Event]
) -> Judgement:
    cells = intake.read(job.submission, job.filename)
    outputs = {_text(id): CellOutput.from_json(o) for id, o in data["outputs"].items()}
    if sum(output.size() for output in outputs.values()) > MAX_ANSWER:
        raise ValueError("the cells put out far too much")
    return Judgement(
        report=_report(data["report"]),
        notebook=intake.rebuild(released(assignment), cells),
        outputs=outputs,
        fingerprint=_text(data["fingerprint"]),
        layers={_text(name): _text(phrase) for name, phrase in data["layers"].items()},
        events=events,
    )


def _report(data: Any) -> Report:
    """A report whose texts are as clean as those that this engine writes."""
    return Report.from_json(_each_text(data, _clean))


def _each_text(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {_text(name): _each_text(value, change) for name, value in data.items()}
    return [_each_text(value, change) for value in data] if isinstance(data, list) else data


def _clean(text: str) -> str:
    if len(text) > MAX_WORDS:
        raise ValueError("it says far too much")
    return clean(text)


def _check(
    judgement: Judgement, job: Job, assignment: Assignment, fingerprint: str, weak: bool
) -> None:
    """Whether a judgement is one on this assignment, by its rubric, in a sandbox that holds.

    Raises:
        ValueError: if not.
    """
    report, questions = judgement.report, assignment.rubric.questions
    asked = [(q.id, q.points, [(g.name, g.points) for g in q.groups]) for q in questions]
    told = [(q.id, q.points, [(g.name, g.points) for g in q.groups]) for q in report.questions]
    known = {kind.__name__ for kind in assignment.rubric.misconceptions}
    if report.assignment != assignment.stem or told != asked:
        raise ValueError("the questions are not those of this assignment")
    for q in report.questions:
        if q.earned != sum(g.earned for g in q.groups):
            raise ValueError(f"the points of {q.id} are not those of its parts")
        if any(g.earned not in (0, g.points) for g in q.groups):
            raise ValueError(f"a part of {q.id} has some of its points")
        if (q.status == "passed") != (q.earned == q.points):
            raise ValueError(f"the status of {q.id} does not fit its points")
        if q.misconception is not None and q.misconception not in known:
            raise ValueError(f"no mistake of {q.id} has this name")
    if job.seed is None and judgement.fingerprint != fingerprint:
        raise ValueError("it was judged by another rubric")
    if not _is_digest(judgement.fingerprint):
        raise ValueError("its fingerprint is none")
    if any(name not in (*LAYERS, "wall") for name in judgement.layers):
        raise ValueError("it names a layer that there is not")
    if not weak and not set(CORE) <= judgement.layers.keys():
        raise ValueError("it was judged without a layer of the core")


def _is_digest(text: str) -> bool:
    return len(text) == 16 and set(text) <= set("0123456789abcdef")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is none")
    return printable(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_COUNT:
        raise ValueError("a count is none")
    return value
