"""Grade a class into nbgrader's gradebook: in parallel, resumable, each submission on its own.

What ``autograder grade`` leaves behind is what ``nbgrader autograde`` leaves behind with the
steps of :mod:`autograder.nbgrader_steps`: the same gradebook rows and autograded notebooks.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing.util
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nbformat import NotebookNode

from autograder import intake, record, release
from autograder.course import ROOT, Course, CourseError, course_seed
from autograder.doctor import prove
from autograder.isolation import CORE, Sandbox, SandboxError
from autograder.parallel import workers
from autograder.pipeline import judge_notebook
from autograder.report import Report
from autograder.rubric import load
from autograder.run import Limits

State = Literal["graded", "up to date", "changed", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        state: ``graded``; ``up to date`` (graded before, nothing changed since); ``changed``
            (a changed rubric gives other points, and they were not accepted yet, so nothing was
            written); ``failed`` (not graded, for the given reason, and not counted as 0).
        reason: why it failed, or which points change.
        score: points earned, if it was judged now.
    """

    student: str
    state: State
    reason: str = ""
    score: float | None = None


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        jobs: submissions judged at the same time.
        force: grade again what is up to date.
        accept_changes: write points that a changed rubric changes.
        allow_weak_isolation: grade although a layer of the sandbox's core is missing.
        limits: how long a cell, a question and a submission may take.
    """

    jobs: int = 2
    force: bool = False
    accept_changes: bool = False
    allow_weak_isolation: bool = False
    limits: Limits = Limits()


def grade(
    assignment: str,
    course: Course,
    students: Sequence[str] | None = None,
    options: Options = Options(),
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
) -> list[Outcome]:
    """Grade the submissions of an assignment.

    Args:
        assignment: the assignment's stem.
        course: where submissions, gradebook and autograded notebooks are.
        students: whom to grade; all who handed in by default.
        options: how.
        progress: called with each outcome as soon as it is known, and how many there will be.

    Returns:
        An outcome for each student, in alphabetical order.

    Raises:
        autograder.course.CourseError: if nobody handed in, or a named student did not.
        autograder.isolation.SandboxError: if the sandbox does not hold; nothing was graded then.
    """
    outcomes = []
    with workers(options.jobs, _start_worker, assignment, options) as pool:
        # Sandboxes start and are proved while this process imports nbgrader.
        proofs = [pool.submit(_prove) for _ in range(options.jobs)]
        from autograder.gradebook import recorder

        students = _whom(assignment, course, students)
        release.release(assignment, course)
        seed = course_seed(assignment, course.root)
        proofs += [pool.submit(_rehearse, seed) for _ in range(options.jobs)]
        jobs = {student: _job(student, assignment, course, seed) for student in students}
        with recorder(course, assignment) as records:
            for proof in proofs:
                proof.result()
            for student, judged in _judge_all(pool, jobs, 4 * options.jobs):
                outcome = _finish(student, judged, records, options)
                outcomes.append(outcome)
                progress(outcome, len(students))
    return sorted(outcomes, key=lambda outcome: outcome.student)


def _whom(assignment: str, course: Course, students: Sequence[str] | None) -> list[str]:
    submitted = course.submitted(assignment)
    folder = course.directory("submitted", "STUDENT", assignment)
    if not submitted:
        raise CourseError(f"nobody handed in {assignment}. Submissions belong in {folder}/.")
    if unknown := sorted(set(students or ()) - set(submitted)):
        raise CourseError(f"no submission of {', '.join(unknown)} for {assignment} in {folder}/.")
    return list(students or submitted)


def _finish(student: str, judged: Judged, records: Any, options: Options) -> Outcome:
    """Record what was judged, unless it failed or would change accepted points."""
    if judged.state != "graded":
        return Outcome(student, judged.state, judged.reason)
    if judged.reason and not options.accept_changes:
        return Outcome(student, "changed", judged.reason, judged.score)
    try:
        records.record(student, judged.notebook)
    except Exception as error:  # a full disk, a locked gradebook: only this submission waits
        return Outcome(student, "failed", _one_line(error))
    return Outcome(student, "graded", judged.reason, judged.score)


def _one_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else 'no details'}"


# ----------------------------------------------------------------------- judging


@dataclass(frozen=True)
class Judged:
    """What a worker sends back: the notebook to record, or why there is nothing."""

    state: State
    reason: str = ""
    notebook: NotebookNode | None = None
    score: float | None = None


ENDED = Judged("failed", "the grading process ended; run the command again")


@dataclass(frozen=True)
class Job:
    """A submission to judge, as plain paths, so that any process can do it."""

    submitted: Path
    autograded: Path
    seed: int


class Worker:
    """Judges submissions of one assignment, one after the other, in its own sandboxes.

    It knows nothing of nbgrader, whose import takes longer than judging a small class.
    """

    def __init__(self, assignment: str, options: Options):
        self._rubric, self._options = load(assignment), options
        required = () if options.allow_weak_isolation else CORE
        #: Without and with matplotlib, which takes a while to load and few submissions use.
        self._sandboxes = [Sandbox(figures=figures, required=required) for figures in (False, True)]

    def prove(self) -> None:
        """Start the sandbox; probes must be stopped.

        Raises:
            SandboxError: if it does not hold; nothing may be graded then.
        """
        prove(self._sandboxes[False])

    def rehearse(self, seed: int) -> None:
        """Draw the cases and judge the reference: it must score full.

        Raises:
            SandboxError: if not; nothing may be graded then.
        """
        stem = self._rubric.stem
        source = (ROOT / "solutions" / f"{stem}.py").read_bytes()
        notebook = intake.rebuild(release.released(stem), intake.read(source, f"{stem}.py"))
        report = judge_notebook(notebook, self._rubric, self._sandboxes[False], seed).report
        if wrong := [q.id for q in report.questions if q.status != "passed"]:
            told = ", ".join(wrong)
            raise SandboxError(f"the reference itself does not score full here ({told})")

    def judge(self, job: Job) -> Judged:
        """Judge one submission, unless it is up to date."""
        stem = self._rubric.stem
        try:
            submission = intake.read_file(job.submitted / f"{stem}.ipynb")
            cells = intake.read(submission, f"{stem}.ipynb")
        except intake.IntakeError as error:
            return Judged("failed", str(error))
        notebook = intake.rebuild(release.released(stem), cells)
        before = Before.read(job.autograded / f"{stem}.ipynb")
        same_work = before.submission == record.submission_digest(notebook)
        same_rubric = before.rubric == record.rubric_digest(stem)
        if same_work and same_rubric and not self._options.force:
            return Judged("up to date")
        sandbox = self._sandboxes[b"matplotlib" in submission]
        limits = self._options.limits
        judgement = judge_notebook(notebook, self._rubric, sandbox, job.seed, limits)
        record.fill(notebook, judgement)
        changes = before.changes(judgement.report) if same_work else ""
        return Judged("graded", changes, notebook, judgement.report.score)

    def close(self) -> None:
        """End the sandboxes."""
        for sandbox in self._sandboxes:
            sandbox.close()


_worker: Worker | None = None


def _start_worker(assignment: str, options: Options) -> None:
    global _worker
    _worker = Worker(assignment, options)
    multiprocessing.util.Finalize(None, _worker.close, exitpriority=1)  # atexit is not called


def _prove() -> None:
    _worker.prove()


def _rehearse(seed: int) -> None:
    _worker.rehearse(seed)


def _judge(job: Job) -> Judged:
    return _worker.judge(job)


def _judge_all(
    pool: ProcessPoolExecutor, jobs: dict[str, Job], window: int
) -> Iterator[tuple[str, Judged]]:
    """Judge as they come; only ``window`` results are held at a time, however large the class."""
    waiting = iter(jobs.items())
    pending: dict[Future, str] = {}
    while True:
        for student, job in itertools.islice(waiting, window - len(pending)):
            try:
                pending[pool.submit(_judge, job)] = student
            except BrokenProcessPool:
                yield student, ENDED
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            yield pending.pop(future), _guarded(future)


def _guarded(future: Future) -> Judged:
    """One submission's trouble is its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        return ENDED
    except Exception as error:
        return Judged("failed", _one_line(error))


def _job(student: str, assignment: str, course: Course, seed: int) -> Job:
    folders = (course.directory(step, student, assignment) for step in ("submitted", "autograded"))
    return Job(*folders, seed)


# ------------------------------------------------------ what is done, and what changed


@dataclass(frozen=True)
class Before:
    """What an earlier run left in the autograded notebook."""

    submission: str = ""
    rubric: str = ""
    scores: tuple[tuple[str, float], ...] = ()

    @classmethod
    def read(cls, path: Path) -> Before:
        """Read an autograded notebook; an empty value if there is none of ours."""
        try:
            notebook = json.loads(path.read_bytes())
            stamped = notebook["metadata"]["autograder"]
            graded = [
                c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")
            ]
            scores = tuple((c["metadata"]["nbgrader"]["grade_id"], _score(c)) for c in graded)
            return cls(stamped["submission"], stamped["rubric"], scores)
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    def changes(self, report: Report) -> str:
        """Which points a new report changes, for the eye of the instructor."""
        new = {q.grade_id: q.earned for q in report.questions}
        old = dict(self.scores)
        changed = [
            f"{name.replace('-', '.')} {old.get(name, 0):g} → {new.get(name, 0):g}"
            for name in old | new
            if old.get(name, 0) != new.get(name, 0)
        ]
        return "; ".join(changed) if old else ""


def _score(cell: dict) -> float:
    results = (o for o in cell["outputs"] if o["output_type"] == "execute_result")
    return float("".join(next(results)["data"]["text/plain"]))
