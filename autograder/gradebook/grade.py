"""Grade a class into nbgrader's gradebook: in parallel, resumable, each submission on its own.

What ``autograder grade`` leaves behind is what ``nbgrader autograde`` leaves behind with the
steps of :mod:`autograder.nbgrader_steps`: the same gradebook rows and autograded notebooks.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.catalog import Assignment
from autograder.gradebook import extensions, handed_in, refused, worker
from autograder.gradebook.audit import Batch
from autograder.gradebook.course import Course, CourseError, one_line
from autograder.gradebook.executors import Pool, processes, settled
from autograder.gradebook.hostile import printable
from autograder.gradebook.worker import Job, Judged, Settings, State
from autograder.judging.questions import prove
from autograder.messages import refuse_unknown, say, speaking
from autograder.running.events import Event
from autograder.running.isolation import SandboxError
from autograder.running.session import Limits
from autograder.submission import intake

if TYPE_CHECKING:  # nbgrader takes a second to import, while sandboxes start
    from autograder.gradebook.recorder import Recorder
    from autograder.gradebook.undo import Run

#: Seconds after which it is told for whose work is waited; an ordinary one takes less than one.
SLOW = 10.0


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        state: ``graded``; ``up to date`` (graded before, nothing changed since); ``changed``
            (a changed rubric gives other points, and they were not accepted yet, so nothing was
            written); ``excused`` (cannot be graded, and need not be); ``failed`` (not graded, for
            the given reason, and not counted as 0).
        reason: why it cannot be graded, or which points change.
        key: of the reason why it cannot be graded, where it has one.
        score: points that the grader gave, now or in an earlier run, if it was judged.
        remarks: on the file that was taken, if it has another name or there are others.
        regrade: in a dry run, what would change, if anything would.
    """

    student: str
    state: State
    reason: str = ""
    key: str = ""
    score: float | None = None
    remarks: tuple[str, ...] = ()
    regrade: Regrade | None = None


@dataclass(frozen=True)
class Regrade:
    """What recording a submission would change, and why.

    Attributes:
        before: points before, manual ones included; ``None`` if there were none.
        after: points after.
        penalty_before, penalty_after: what lateness takes from them.
        why: ``first``, ``handed in again``, ``rubric``, ``forced``; or ``times`` if a time stamp,
            a due date or an extension changed.
        questions: which questions' points change.
    """

    before: float | None
    after: float
    penalty_before: float
    penalty_after: float
    why: str
    questions: str = ""


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        jobs: submissions judged at the same time.
        cluster: where they are judged, for the record; by default on this machine.
        force: grade again what is up to date.
        accept_changes: write points that a changed rubric changes.
        per_student_cases: whether the hidden cases of each student differ; by default as the
            course's settings say.
        dry_run: judge all, write nothing of it, and say what would change.
        allow_weak_isolation: grade although a layer of the sandbox's core is missing.
        limits: how long a cell, a question and a submission may take.
    """

    jobs: int = 2
    cluster: str = ""
    force: bool = False
    accept_changes: bool = False
    dry_run: bool = False
    per_student_cases: bool | None = None
    allow_weak_isolation: bool = False
    limits: Limits = Limits()


def grade(
    stem: str,
    course: Course,
    students: Sequence[str] | None = None,
    options: Options = Options(),
    progress: Callable[[Outcome, int], None] = lambda outcome, total: None,
    executor: Executor | None = None,
    slow: Callable[[str], None] = lambda student: None,
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
        slow: called once with each student for whose work is waited longer than :data:`SLOW`.

    Returns:
        An outcome for each student, in alphabetical order.

    Raises:
        autograder.catalog.CatalogError: if there is no such assignment.
        autograder.judging.faults.RubricError: if its rubric cannot grade.
        autograder.gradebook.course.CourseError: if nobody handed in, or a named student did not.
        autograder.running.isolation.SandboxError: if the sandbox does not hold; nothing was
            graded then.
    """
    assignment = course.assignment(stem)
    prove(assignment.rubric)
    refuse_unknown(course.language, assignment.hints)
    extensions.read(course)  # bad input stops us before anything starts
    settings = Settings(
        stem=stem,
        root=course.root,
        seed=course.seed(stem),
        language=course.language,
        allow_weak_isolation=options.allow_weak_isolation,
        limits=options.limits,
    )
    batch, outcomes = Batch(stem, asdict(options)), list[Outcome]()
    with contextlib.ExitStack() as around:
        if not options.dry_run:  # which writes nothing
            around.callback(course.close_to_others)
            around.enter_context(batch.recorded(course, outcomes))
            around.enter_context(_kept(course, stem, outcomes))
        pool = around.enter_context(_open(executor, options.jobs, batch))
        # Sandboxes start and are proved while this process imports nbgrader.
        proofs = [pool.submit(worker.prove_worker, settings) for _ in range(options.jobs)]
        from autograder.gradebook.recorder import recorder

        students = _whom(stem, course, students)
        if not options.dry_run:
            course.close_to_others()
        released, pending, run = _released(assignment, course, options)
        proofs += [pool.submit(worker.rehearse, settings, released) for _ in range(options.jobs)]
        with recorder(course, stem, run) as records:
            _ = records.plugin  # one that cannot be loaded is told before any work is judged
            for proof in proofs:
                _hold(proof, pool, settings, released)
            remarks: dict[str, tuple[str, ...]] = {}
            jobs = _jobs(students, stem, course, released, options, remarks)
            judged = _judge_all(pool, settings, jobs, options, batch, slow)
            for student, result in judged:
                outcome = _finish(student, result, records, options, pending)
                batch.judged(result)
                outcomes.append(replace(outcome, remarks=remarks.get(student, ())))
                progress(outcomes[-1], len(students))
    return sorted(outcomes, key=lambda outcome: outcome.student)


@contextlib.contextmanager
def _kept(course: Course, stem: str, outcomes: list[Outcome]) -> Iterator[None]:
    """Keep which submissions could not be judged, also if the batch is stopped on its way."""
    try:
        yield
    finally:
        refused.keep(course, stem, outcomes)


@contextlib.contextmanager
def _open(executor: Executor | None, jobs: int, batch: Batch) -> Iterator[Executor]:
    """What judges: a pool of this machine if no other executor is given."""
    if executor is not None:
        yield executor
        return
    with processes(jobs) as pool:
        try:
            yield pool
        finally:
            batch.events[Event.WORKERS_RESTARTED] += pool.restarts


def _released(
    assignment: Assignment, course: Course, options: Options
) -> tuple[str, str, Run | None]:
    """The notebook that submissions are rebuilt from, which points wait to be accepted, and what
    keeps that which the run replaces.

    As long as they wait, and in a dry run, nothing is written: the notebook is made beside the
    course.
    """
    from autograder.gradebook import changes
    from autograder.gradebook.release import language_of, release, released_path, staged
    from autograder.gradebook.undo import Run

    known = changes.recorded(assignment.stem, course)
    pending = changes.changed_points(assignment, known)
    run = None if options.dry_run else Run(course, assignment.stem, known.points if known else None)
    if options.dry_run and known is None:
        raise CourseError("course.dry_run", stem=assignment.stem)
    if options.dry_run or (pending and not options.accept_changes):
        source = staged(assignment, language_of(assignment.stem, course))
        return changes.generated(assignment.stem, source, course), pending, run
    if pending and run:
        run.begin()  # the gradebook's points are the first that is replaced
    release(assignment, course, options.accept_changes)
    return released_path(assignment.stem, course).read_text(encoding="utf-8"), "", run


def _whom(assignment: str, course: Course, students: Sequence[str] | None) -> list[str]:
    submitted = course.submitted(assignment)
    folder = course.directory("submitted", "STUDENT", assignment)
    if not submitted:
        raise CourseError("course.nobody_handed_in", assignment=assignment, folder=folder)
    if unknown := sorted(set(students or ()) - set(submitted)):
        told = ", ".join(map(printable, unknown))
        raise CourseError("course.not_handed_in", told=told, assignment=assignment, folder=folder)
    return list(students or submitted)


def _finish(
    student: str, judged: Judged, records: Recorder, options: Options, pending: str
) -> Outcome:
    """Record what was judged, unless it failed or would change accepted points."""
    if judged.state == "failed":
        nobody_waits = judged.key.startswith("intake.") and records.is_excused(student)
        return Outcome(student, "excused" if nobody_waits else "failed", judged.reason, judged.key)
    if options.dry_run:
        return _rehearsed(student, judged, records, pending)
    changes = judged.reason or pending
    if judged.state == "graded" and changes and not options.accept_changes:
        return Outcome(student, "changed", changes, score=judged.score)
    try:
        if judged.state == "up to date":
            late = records.refresh(student)
            if late:
                return Outcome(student, "graded", say("course.brought_up"), score=judged.score)
            return Outcome(student, "up to date", score=judged.score)
        records.record(student, judged.notebook)
    except Exception as error:  # a full disk, a locked gradebook: only this submission waits
        return Outcome(student, "failed", records.told(error))
    return Outcome(student, "graded", judged.reason, score=judged.score)


def _rehearsed(student: str, judged: Judged, records: Recorder, pending: str) -> Outcome:
    """What would become of a submission."""
    try:
        before, after = records.rehearse(student, judged.notebook)
    except Exception as error:
        return Outcome(student, "failed", records.told(error))
    if before == after and not judged.moved and not pending:
        return Outcome(student, "up to date", score=judged.score)
    regrade = Regrade(
        before=before.score if before else None,
        after=after.score,
        penalty_before=before.penalty if before else 0.0,
        penalty_after=after.penalty,
        why=judged.why or "times",
        questions=judged.moved or pending,
    )
    moved = judged.moved or pending
    return Outcome(student, "changed", moved, score=after.score, regrade=regrade)


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
        raise SandboxError("sandbox.killed") from None


# ----------------------------------------------------------------------- judging


def _jobs(
    students: Sequence[str],
    stem: str,
    course: Course,
    released: str,
    options: Options,
    remarks: dict[str, tuple[str, ...]],
) -> Iterator[tuple[str, Job | Judged]]:
    """A job for each student, read when its turn comes; or at once why there is none.

    Args:
        remarks: takes up what is to be said of the choice of a student's file.
    """
    own = options.per_student_cases
    own = course.per_student_cases if own is None else own
    for student in students:
        try:
            with speaking(course.language):  # a remark stands on the student's page, too
                work = handed_in.find(course, student, stem)
        except (intake.IntakeError, OSError) as error:
            yield student, Judged("failed", str(error), getattr(error, "key", ""))
            continue
        remarks[student] = work.remarks
        before = _read(course.directory("autograded", student, stem) / f"{stem}.ipynb")
        seed = course.seed(stem, student) if own else None
        again, told = options.force, work.remarks
        yield student, Job(work.data, work.filename, released, before, again, seed, told)


def _read(path: Path) -> bytes:
    """An autograded notebook; nothing if there is none, or something else in its place."""
    try:
        return intake.read_file(path)
    except intake.IntakeError:
        return b""


def _judge_all(
    pool: Executor,
    settings: Settings,
    jobs: Iterator[tuple[str, Job | Judged]],
    options: Options,
    batch: Batch,
    slow: Callable[[str], None],
) -> Iterator[tuple[str, Judged]]:
    """Judge as they come; only a window of results is held at a time, however large the class."""
    pending: dict[Future[Judged], tuple[str, Job]] = {}
    begun: dict[Future[Judged], float] = {}
    while True:
        window = pool.window if isinstance(pool, Pool) else 4 * options.jobs
        for student, job in itertools.islice(jobs, max(0, window - len(pending))):
            if isinstance(job, Judged):
                yield student, job
                continue
            with contextlib.suppress(BrokenExecutor):
                pending[pool.submit(worker.judge_job, settings, job)] = student, job
                continue
            yield student, worker.ended()
        if not pending:
            return
        done = wait(pending, timeout=1.0, return_when=FIRST_COMPLETED).done
        for future in _overdue(pending, begun):
            slow(pending[future][0])
        for future in done:
            student, job = pending.pop(future)
            if _lost(future):
                # Some process was killed, and nobody knows over which submission. So each that
                # was pending is judged once more, alone: another death then harms none but it.
                batch.events[Event.JUDGED_AGAIN] += 1
                yield student, _again(pool, settings, job)
            else:
                yield student, _guarded(future)


def _again(pool: Executor, settings: Settings, job: Job) -> Judged:
    """Judge a submission alone, as often as the pool gives it a chance."""
    for _ in range(pool.chances if isinstance(pool, Pool) else Pool.chances):
        with contextlib.suppress(BrokenExecutor):
            future = pool.submit(worker.judge_job, settings, job)
            if not _lost(future):
                return _guarded(future)
    return worker.ended()


def _lost(future: Future[Judged]) -> bool:
    """Whether what judged a submission was killed; waits until that is known."""
    try:
        return isinstance(future.exception(), BrokenExecutor)
    except CancelledError:
        return False


def _overdue(
    pending: Mapping[Future[Judged], object], begun: dict[Future[Judged], float]
) -> list[Future[Judged]]:
    """What has been worked on for longer than :data:`SLOW` and was not told yet.

    Args:
        begun: since when; it is brought up to date here.
    """
    now = time.monotonic()
    for future in pending:
        if future.running():
            begun.setdefault(future, now)
    late = [future for future in pending if now - begun.get(future, now) > SLOW]
    begun.update(dict.fromkeys(late, math.inf))
    return late


def _guarded(future: Future[Judged]) -> Judged:
    """One submission's trouble is its own."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        return worker.ended()
    except Exception as error:
        return Judged("failed", one_line(error))
