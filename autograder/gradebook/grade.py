"""Grade a class into nbgrader's gradebook: in parallel, resumable, each submission on its own.

What ``autograder grade`` leaves behind is what ``nbgrader autograde`` leaves behind with the
steps of :mod:`autograder.nbgrader_steps`: the same gradebook rows and autograded notebooks.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.gradebook import worker
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.executors import processes, settled
from autograder.gradebook.worker import ENDED, Job, Judged, Settings, State
from autograder.running.isolation import SandboxError
from autograder.running.session import Limits
from autograder.submission import intake

if TYPE_CHECKING:  # nbgrader takes a second to import, while sandboxes start
    from autograder.gradebook.recorder import Recorder


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
    stem: str,
    course: Course,
    students: Sequence[str] | None = None,
    options: Options = Options(),
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
    executor: Executor | None = None,
) -> list[Outcome]:
    """Grade the submissions of an assignment.

    Args:
        stem: the assignment.
        course: where submissions, gradebook and autograded notebooks are.
        students: whom to grade; all who handed in by default.
        options: how.
        progress: called with each outcome as soon as it is known, and how many there will be.
        executor: what judges; ``options.jobs`` processes of this machine by default. The
            gradebook is written by this process alone.

    Returns:
        An outcome for each student, in alphabetical order.

    Raises:
        autograder.catalog.CatalogError: if there is no such assignment.
        autograder.gradebook.course.CourseError: if nobody handed in, or a named student did not.
        autograder.running.isolation.SandboxError: if the sandbox does not hold; nothing was
            graded then.
    """
    outcomes = []
    assignment = course.assignment(stem)
    settings = Settings(
        stem=stem,
        root=course.root,
        seed=course.seed(stem),
        language=course.language,
        allow_weak_isolation=options.allow_weak_isolation,
        limits=options.limits,
    )
    with _open(executor, options.jobs) as pool:
        # Sandboxes start and are proved while this process imports nbgrader.
        proofs = [pool.submit(worker.prove_worker, settings) for _ in range(options.jobs)]
        from autograder.gradebook.recorder import recorder
        from autograder.gradebook.release import release, released_path

        students = _whom(stem, course, students)
        release(assignment, course)
        released = released_path(stem, course).read_text(encoding="utf-8")
        proofs += [pool.submit(worker.rehearse, settings, released) for _ in range(options.jobs)]
        with recorder(course, stem) as records:
            for proof in proofs:
                _hold(proof, pool, settings, released)
            jobs = _jobs(students, stem, course, released, options.force)
            judged = _judge_all(pool, settings, jobs, 4 * options.jobs)
            for student, result in judged:
                outcome = _finish(student, result, records, options)
                outcomes.append(outcome)
                progress(outcome, len(students))
    return sorted(outcomes, key=lambda outcome: outcome.student)


def _open(executor: Executor | None, jobs: int) -> contextlib.AbstractContextManager[Executor]:
    return processes(jobs) if executor is None else contextlib.nullcontext(executor)


def _whom(assignment: str, course: Course, students: Sequence[str] | None) -> list[str]:
    submitted = course.submitted(assignment)
    folder = course.directory("submitted", "STUDENT", assignment)
    if not submitted:
        raise CourseError(f"nobody handed in {assignment}. Submissions belong in {folder}/.")
    if unknown := sorted(set(students or ()) - set(submitted)):
        raise CourseError(f"no submission of {', '.join(unknown)} for {assignment} in {folder}/.")
    return list(students or submitted)


def _finish(student: str, judged: Judged, records: Recorder, options: Options) -> Outcome:
    """Record what was judged, unless it failed or would change accepted points."""
    if judged.state == "failed":
        return Outcome(student, "failed", judged.reason)
    if judged.state == "graded" and judged.reason and not options.accept_changes:
        return Outcome(student, "changed", judged.reason, judged.score)
    try:
        if judged.state == "up to date":
            late = records.refresh(student)
            return Outcome(student, "graded" if late else "up to date", LATE if late else "")
        records.record(student, judged.notebook)
    except Exception as error:  # a full disk, a locked gradebook: only this submission waits
        return Outcome(student, "failed", _one_line(error))
    return Outcome(student, "graded", judged.reason, judged.score)


def _hold(proof: Future[None], pool: Executor, settings: Settings, released: str) -> None:
    """Wait for a proof; if its process is killed, another one proves its own sandbox.

    Raises:
        autograder.running.isolation.SandboxError: if the sandbox does not hold.
    """
    try:
        with contextlib.suppress(BrokenExecutor):
            return proof.result()
        settled(pool, worker.rehearse, settings, released)
    except BrokenExecutor:
        raise SandboxError(KILLED) from None


KILLED = "grading processes are killed as soon as they start. Nothing was graded."
LATE = "the time stamp or the due date changed; the late penalty is up to date"


def _one_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else 'no details'}"


# ----------------------------------------------------------------------- judging


def _jobs(
    students: Sequence[str], stem: str, course: Course, released: str, force: bool
) -> Iterator[tuple[str, Job | Judged]]:
    """A job for each student, read when its turn comes; or at once why there is none."""
    for student in students:
        path = course.directory("submitted", student, stem) / f"{stem}.ipynb"
        try:
            submission = intake.read_file(path)
        except intake.IntakeError as error:
            yield student, Judged("failed", str(error))
            continue
        before = _read(course.directory("autograded", student, stem) / f"{stem}.ipynb")
        yield student, Job(submission, path.name, released, before, force)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _judge_all(
    pool: Executor, settings: Settings, jobs: Iterator[tuple[str, Job | Judged]], window: int
) -> Iterator[tuple[str, Judged]]:
    """Judge as they come; only ``window`` results are held at a time, however large the class."""
    pending: dict[Future[Judged], tuple[str, Job]] = {}
    while True:
        for student, job in itertools.islice(jobs, window - len(pending)):
            if isinstance(job, Judged):
                yield student, job
                continue
            with contextlib.suppress(BrokenExecutor):
                pending[pool.submit(worker.judge_job, settings, job)] = student, job
                continue
            yield student, ENDED
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            student, job = pending.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                # Some process was killed, and nobody knows over which submission. So each that
                # was pending is judged once more, alone: another death then harms none but it.
                with contextlib.suppress(BrokenExecutor):
                    future = pool.submit(worker.judge_job, settings, job)
            yield student, _guarded(future)


def _guarded(future: Future[Judged]) -> Judged:
    """One submission's trouble is its own."""
    try:
        return future.result()
    except BrokenExecutor:
        return ENDED
    except Exception as error:
        return Judged("failed", _one_line(error))
