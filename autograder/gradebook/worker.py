"""Judge submissions of one assignment in a process of its own, here or on another machine.

A :class:`Job` is bytes in, a :class:`Judged` is JSON out; nothing here knows nbgrader, whose
import takes longer than judging a small class.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import multiprocessing.util
import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import nbformat

from autograder.catalog import Assignment, Catalog
from autograder.gradebook import notebook as notebooks
from autograder.judging.exam import draw
from autograder.judging.report import QuestionResult, Report
from autograder.messages import DEFAULT, say, speaking
from autograder.pipeline import Judgement, judge_notebook
from autograder.running.doctor import prove
from autograder.running.events import Event
from autograder.running.isolation import CORE, Interrupted, Sandbox, SandboxError
from autograder.running.session import Limits
from autograder.submission import intake
from autograder.submission.belongs import refuse_other
from autograder.submission.released import released

State = Literal["graded", "up to date", "changed", "excused", "failed"]


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know before its first job.

    Attributes:
        stem: the assignment.
        root: the course directory, whose own assignments come before installed ones.
        seed: of the random cases; it comes from the course's secret.
        language: of messages and feedback.
        allow_weak_isolation: judge although a layer of the sandbox's core is missing.
        limits: how long a cell, a question and a submission may take.
    """

    stem: str
    root: Path
    seed: int
    language: str = DEFAULT
    allow_weak_isolation: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True)
class Before:
    """What an earlier run found out about a submission.

    Attributes:
        submission: the digest of the code that was judged.
        fingerprint: of what decided its points.
        report: its report.
    """

    submission: str = ""
    fingerprint: str = ""
    report: Report | None = None

    @classmethod
    def of(cls, notebook: bytes) -> Before:
        """Read an autograded notebook; an empty value if it is damaged, or not one of ours."""
        try:
            data = json.loads(notebook)
            kept = data["metadata"]["autograder"]
            report = Report.from_json(kept["report"])
            whole = notebooks.scores(data).keys() == {q.grade_id for q in report.questions}
            return cls(kept["submission"], kept["fingerprint"], report) if whole else cls()
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return cls()

    def changes(self, report: Report) -> str:
        """Which points a new report changes, for the eye of the instructor.

        Where it is the points to be had that change, both are told: ``3 of 3 → 5 of 5``.
        """
        if self.report is None:
            return ""
        old = {q.id: q for q in self.report.questions}
        new = {q.id: q for q in report.questions}
        told = []
        for id in old | new:
            was, now = old.get(id), new.get(id)
            if was and now and was.points == now.points:
                if was.earned != now.earned:
                    told.append(f"{id} {was.earned:g} → {now.earned:g}")
            else:
                told.append(f"{id} {_of(was)} → {_of(now)}")
        return "; ".join(told)

    def why_again(self, submission: str, fingerprint: str) -> str:
        """Why a submission is judged that has this digest, by a rubric with this fingerprint."""
        if self.report is None:
            return "first"
        if self.submission != submission:
            return "handed in again"
        return "forced" if self.fingerprint == fingerprint else "rubric"


def _of(result: QuestionResult | None) -> str:
    return (
        say("course.share", earned=result.earned, points=result.points)
        if result
        else say("course.not_asked")
    )


@dataclass(frozen=True)
class Job:
    """A submission to judge: a value, so that any machine can do it.

    Attributes:
        submission: the bytes of the file that was handed in.
        filename: its name; the ending says what it is.
        release: the text of the notebook that students got.
        before: the autograded notebook of an earlier run, if there is one.
        force: judge it although nothing has changed since.
        seed: of this student's own cases; by default those of the class.
        remarks: on the choice of the file, for the report.
    """

    submission: bytes
    filename: str
    release: str
    before: bytes = b""
    force: bool = False
    seed: int | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What a worker sends back: the notebook to record, or why there is nothing.

    Attributes:
        state: ``graded``, ``up to date`` or ``failed``; see ``grade.Outcome``.
        reason: why it failed, or which points change.
        key: of the reason why it failed, where it has one: pages for students go by it.
        report: the report as JSON data.
        notebook: the text of the graded notebook.
        why: why it was judged: ``first``, ``handed in again``, ``rubric`` or ``forced``.
        moved: which points differ from those of the run before, whatever the reason.
        fingerprint: of what decided its points.
        layers: the isolation layers that held, name → phrase.
        events: what happened to the processes that judged it.
    """

    state: State
    reason: str = ""
    key: str = ""
    report: dict[str, Any] | None = None
    notebook: str = ""
    why: str = ""
    moved: str = ""
    fingerprint: str = ""
    layers: dict[str, str] = field(default_factory=dict)
    events: Counter[Event] = field(default_factory=Counter)

    @property
    def score(self) -> float | None:
        """Points earned, if it was judged."""
        return self.report["score"] if self.report else None


def ended() -> Judged:
    """What there is of a submission whose process ended, twice."""
    events = Counter([Event.NOT_GRADED])
    return Judged("failed", say("course.process_ended"), "course.process_ended", events=events)


class Worker:
    """Judges submissions one after the other in its own sandboxes; proved before the first."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._catalog = Catalog(settings.root)
        self._assignment = self._catalog[settings.stem]
        required = () if settings.allow_weak_isolation else CORE
        #: Without and with matplotlib, which takes a while to load and few submissions use.
        self._sandboxes = [Sandbox(figures=figures, required=required) for figures in (False, True)]
        self._proved = self._rehearsed = False
        self._restarts = 0  # of those that were told

    def prove(self) -> None:
        """Start the sandbox; probes must be stopped. Done once.

        Raises:
            SandboxError: if it does not hold; nothing may be graded then.
        """
        if self._proved:
            return
        try:
            prove(self._sandboxes[False])
        except Interrupted:  # by the machine: so once more
            self._sandboxes[False].close()
            prove(self._sandboxes[False])
        self._proved = True

    def rehearse(self, release: str) -> None:
        """Draw the cases and judge the reference: it must score full. Done once.

        Raises:
            SandboxError: if not; nothing may be graded then.
        """
        self.prove()
        if self._rehearsed:
            return
        assignment = self._given(release)
        cells = intake.read(assignment.solution.encode(), f"{assignment.stem}.py")
        notebook = intake.rebuild(released(assignment), cells)
        seed = self._settings.seed
        report = judge_notebook(notebook, assignment, self._sandboxes[False], seed).report
        if wrong := [q.id for q in report.questions if q.status != "passed"]:
            told = ", ".join(wrong)
            raise SandboxError("sandbox.reference", told=told)
        self._rehearsed = True

    @functools.lru_cache(maxsize=2)  # noqa: B019  (a worker lives as long as its process)
    def _given(self, release: str) -> Assignment:
        return dataclasses.replace(self._assignment, release=release)

    def judge(self, job: Job) -> Judged:
        """Judge one submission, unless it is up to date, in a sandbox that was rehearsed in.

        If the machine ends its process twice, or gives it none, it is not graded.
        """
        found = self.examine(job)
        if isinstance(found, Judged):
            return found
        return written(job, found, self._given(job.release), self._settings.language)

    def examine(self, job: Job) -> Judgement | Judged:
        """The judgement on a submission, not yet written into its notebook; or why there is none.

        It holds nothing but what was found out, so it may be sent elsewhere.
        """
        try:
            self.rehearse(job.release)
            found = self._examine(job)
        except SandboxError as error:
            events = Counter([Event.NOT_GRADED])
            found = Judged("failed", str(error), error.key, events=events)
        found.events[Event.SANDBOX_RESTARTED] += self._restarted()
        return found

    def _restarted(self) -> int:
        """How many sandboxes were restarted since this was asked last."""
        before = self._restarts
        self._restarts = sum(max(sandbox.starts - 1, 0) for sandbox in self._sandboxes)
        return self._restarts - before

    def _examine(self, job: Job) -> Judgement | Judged:
        assignment = self._given(job.release)
        seed = self._settings.seed if job.seed is None else job.seed
        try:
            cells = intake.read(job.submission, job.filename)
            refuse_other(cells, assignment, self._catalog)
        except intake.IntakeError as error:
            return Judged("failed", str(error), error.key)
        before, current = Before.of(job.before), draw(assignment.rubric, seed).fingerprint
        same = (before.submission, before.fingerprint) == (intake.digest(cells), current)
        if same and not job.force:
            report = before.report.to_json() if before.report else None
            return Judged("up to date", report=report)
        notebook = intake.rebuild(released(assignment), cells)
        sandbox = self._sandboxes[b"matplotlib" in job.submission]
        with speaking(self._settings.language, assignment.hints):
            return judge_notebook(notebook, assignment, sandbox, seed, self._settings.limits)

    def close(self) -> None:
        """End the sandboxes."""
        for sandbox in self._sandboxes:
            sandbox.close()


def written(job: Job, judgement: Judgement, assignment: Assignment, language: str) -> Judged:
    """What is to be recorded of a judgement: it is written into the submission's notebook.

    Args:
        assignment: with the release that the job names.
        language: of what is written.
    """
    digest = intake.digest(intake.read(job.submission, job.filename))
    before = Before.of(job.before)
    report = judgement.report
    report = dataclasses.replace(report, remarks=(*job.remarks, *report.remarks))
    judgement = dataclasses.replace(judgement, report=report)
    with speaking(language, assignment.hints):
        notebooks.fill(judgement.notebook, judgement, digest)
    moved = before.changes(judgement.report)
    return Judged(
        state="graded",
        reason=moved if before.submission == digest else "",
        report=judgement.report.to_json(),
        notebook=nbformat.v4.writes(judgement.notebook),
        why=before.why_again(digest, judgement.fingerprint),
        moved=moved,
        fingerprint=judgement.fingerprint,
        layers=judgement.layers,
        events=judgement.events,
    )


#: Judging changes the process it runs in (it prints nothing, warns of nothing, keeps what it drew),
#: so the threads of a process take turns. Processes are what makes a class faster.
_one_at_a_time = threading.RLock()


def worker(settings: Settings) -> Worker:
    """The one worker of this process for these settings; it ends with the process."""
    return _worker_of(os.getpid(), settings)


@functools.cache
def _worker_of(process: int, settings: Settings) -> Worker:
    """A fork of a process that has a worker needs one of its own."""
    made = Worker(settings)
    multiprocessing.util.Finalize(None, made.close, exitpriority=1)  # atexit is not called
    return made


def prove_worker(settings: Settings) -> None:
    """Have a worker prove its sandbox; see :meth:`Worker.prove`."""
    with _one_at_a_time:
        worker(settings).prove()


def rehearse(settings: Settings, release: str) -> None:
    """Have a worker judge the reference; see :meth:`Worker.rehearse`."""
    with _one_at_a_time:
        worker(settings).rehearse(release)


def judge_job(settings: Settings, job: Job) -> Judged:
    """Have a worker judge one submission; see :meth:`Worker.judge`."""
    with _one_at_a_time:
        return worker(settings).judge(job)
