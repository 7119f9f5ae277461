"""The command line: ``autograder init | release | collect | grade | export | …``."""

from __future__ import annotations

import _thread
import argparse
import contextlib
import errno
import io
import json
import os
import secrets
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from autograder import STOPPED, __version__
from autograder.messages import (
    DEFAULT,
    SpokenError,
    by_number,
    counted,
    language,
    of_terminal,
    say,
    speaking,
    word,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from autograder.catalog import Assignment
    from autograder.gradebook.course import Course
    from autograder.judging.report import Report
    from autograder.platforms.collect import Plan
    from autograder.platforms.roster import Roster

FULL, LESS, UNREADABLE = 0, 1, 2
CONFIG = "nbgrader_config.py"
#: For which certificates may be valid: a date must have four digits of the year.
MAX_DAYS = 36_500
#: See autograder.platforms.layouts and autograder.platforms.export; importing them takes time.
LAYOUTS = ("canvas", "moodle", "blackboard", "gradescope", "plain")
EXPORTS = (
    "csv", "json", "canvas", "moodle", "moodle-worksheet", "moodle-feedback", "gradescope",
    "prairielearn", "classroom50", "ags",
)  # fmt: skip
#: Platforms that `autograder check` can run on; see autograder.platforms.results.
RESULTS = ("gradescope", "prairielearn", "classroom50", "github")


#: Seconds after which an interrupt comes again.
SOON = 0.05


@contextmanager
def _no_interrupt_is_lost() -> Iterator[None]:
    """Python prints and forgets an interrupt that comes while it tidies up: here it comes again."""
    before = sys.unraisablehook

    def hook(unraisable: Any) -> None:
        if unraisable.exc_type is KeyboardInterrupt:
            threading.Timer(SOON, _thread.interrupt_main).start()  # at once, it would be lost too
        else:
            before(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    stopped = "cli.stopped"
    with speaking(of_terminal()), _no_interrupt_is_lost():
        try:
            for stream in (sys.stdout, sys.stderr):
                if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show never stops
                    stream.reconfigure(errors="replace")
            arguments = parser().parse_args(argv)
            stopped = getattr(arguments, "stopped", stopped)
            return int(arguments.run(arguments))
        except BrokenPipeError:
            return LESS
        except KeyboardInterrupt:
            print(say(stopped), file=sys.stderr)
            return STOPPED
        except SpokenError as error:
            print(say("cli.error", error=error), file=sys.stderr)
            return UNREADABLE
        except OSError as error:
            print(say("cli.error", error=_of_system(error)), file=sys.stderr)
            return UNREADABLE


#: What the system says, and the key of what to do then.
SYSTEM = {
    errno.EROFS: "cli.system_read_only",
    errno.EACCES: "cli.system_read_only",
    errno.EPERM: "cli.system_read_only",
    errno.EISDIR: "cli.system_folder",
    errno.EBUSY: "cli.system_folder",
    errno.ENOTDIR: "cli.system_no_folder",
    errno.EEXIST: "cli.system_no_folder",
    errno.ENOSPC: "cli.system_room",
    errno.EDQUOT: "cli.system_room",
    errno.ENOENT: "cli.system_missing",
}


def _of_system(error: OSError) -> str:
    """What the disk refused, in a sentence: which file, why, and what to do."""
    file = Path(os.fsdecode(error.filename2 or error.filename or "."))
    if file.name.endswith(".part"):  # a draft of ours: what counts is the folder that it is in
        file = file.parent
    remedy = say(SYSTEM.get(error.errno or 0, "cli.system_other"))
    reason = error.strerror or str(error) or type(error).__name__
    return say("cli.system", file=file, reason=reason, remedy=remedy)


def parser() -> argparse.ArgumentParser:
    """The argument parser, one subcommand per front end."""
    top = argparse.ArgumentParser(prog="autograder", description=say("help.autograder"))
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> Any:
        added = commands.add_parser(name, help=help, description=_sentence(help))
        added.add_argument("--course", type=Path, metavar="DIR", help=say("help.course"))
        added.set_defaults(run=run)
        return added

    init = commands.add_parser(
        "init", help=say("help.init"), description=_sentence(say("help.init"))
    )
    init.add_argument("directory", type=Path, help=say("help.init_directory"))
    init.add_argument("--language", default=DEFAULT, help=say("help.init_language"))
    init.add_argument("--empty", action="store_true", help=say("help.init_empty"))
    init.set_defaults(run=run_init)

    new = command("new", run_new, say("help.new"))
    new.add_argument("stem", help=say("help.new_stem"))
    new.add_argument("name", help=say("help.new_name"))

    release = command("release", run_release, say("help.release"))
    release.add_argument("assignment", nargs="*", help=say("help.release_assignment"))
    release.add_argument("--language", help=say("help.release_language"))

    check = command("check", run_check, say("help.check"))
    check.add_argument("assignment", help=say("help.assignment"))
    check.add_argument("file", type=Path, help=say("help.check_file"))
    check.add_argument("--json", action="store_true", help=say("help.check_json"))
    check.add_argument("--format", choices=RESULTS, help=say("help.check_format"))
    check.add_argument("--to", type=Path, metavar="FILE", help=say("help.check_to"))
    check.add_argument(
        "--require-isolation", action="store_true", help=say("help.require_isolation")
    )
    check.add_argument("--seed", type=int, help=say("help.seed"))
    check.add_argument("--language", help=say("help.language"))

    grade = command("grade", run_grade, say("help.grade"))
    grade.add_argument("assignment", help=say("help.assignment"))
    grade.add_argument("--student", action="append", help=say("help.student"))
    grade.add_argument(
        "--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help=say("help.jobs")
    )
    grade.add_argument("--force", action="store_true", help=say("help.grade_force"))
    grade.add_argument(
        "--accept-changes",
        action="store_true",
        help=say("help.accept_changes"),
    )
    grade.add_argument(
        "--per-student-cases",
        action=argparse.BooleanOptionalAction,
        help=say("help.per_student_cases"),
    )
    grade.add_argument("--dry-run", action="store_true", help=say("help.grade_dry_run"))
    grade.add_argument(
        "--allow-weak-isolation", action="store_true", help=say("help.allow_weak_isolation")
    )
    grade.add_argument("--cluster", metavar="ADDRESS", help=say("help.grade_cluster"))
    _certificates_argument(grade)
    grade.add_argument("--quiet", action="store_true", help=say("help.quiet"))
    grade.add_argument("--json", action="store_true", help=say("help.grade_json"))

    feedback = command("feedback", run_feedback, say("help.feedback"))
    feedback.add_argument("assignment", help=say("help.assignment"))
    feedback.add_argument("--student", action="append", help=say("help.student"))
    feedback.add_argument("--force", action="store_true", help=say("help.feedback_force"))
    feedback.add_argument(
        "--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help=say("help.jobs")
    )

    _add_class_commands(command)
    _platform_commands(command)

    about = say("help.cluster")
    _cluster_commands(commands.add_parser("cluster", help=about, description=_sentence(about)))

    command("audit", run_audit, say("help.audit"))
    command("doctor", run_doctor, say("help.doctor"))
    return top


def _jobs_argument(parser: argparse.ArgumentParser) -> None:
    default = os.cpu_count() or 1
    parser.add_argument("--jobs", type=_jobs, default=default, metavar="N", help=say("help.jobs"))


def _sentence(text: str) -> str:
    """What a command does, as the head of its own help."""
    return text[:1].upper() + text[1:] + "."


def _add_class_commands(command: Callable[..., Any]) -> None:
    """Commands about a class's work after it is graded; they are run below, in this order."""
    report = command("report", run_report, say("help.report"))
    report.add_argument("assignment", help=say("help.assignment"))
    report.add_argument("--hide-names", action="store_true", help=say("help.hide_names"))
    report.add_argument("--json", action="store_true", help=say("help.report_json"))
    report.add_argument("--to", type=Path, metavar="FILE", help=say("help.page"))

    explain = command("explain", run_explain, say("help.explain"))
    explain.add_argument("assignment", help=say("help.assignment"))
    explain.add_argument("student", help=say("help.explain_student"))
    explain.add_argument("question", help=say("help.question"))
    explain.add_argument("--all", action="store_true", help=say("help.explain_all"))
    explain.add_argument("--json", action="store_true", help=say("help.explain_json"))
    similar = command("similar", run_similar, say("help.similar"))
    similar.add_argument("assignment", help=say("help.assignment"))
    similar.add_argument("--json", action="store_true", help=say("help.similar_json"))
    similar.add_argument("--to", type=Path, metavar="FILE", help=say("help.page"))
    status = command("status", run_status, say("help.status"))
    status.add_argument("assignment", help=say("help.assignment"))
    status.add_argument("--student", help=say("help.status_student"))
    status.add_argument("--json", action="store_true", help=say("help.status_json"))
    _roster_arguments(status)
    command("undo", run_undo, say("help.undo"))


def _cluster_commands(cluster: argparse.ArgumentParser) -> None:
    """``autograder cluster certificates | scheduler | worker``."""
    commands = cluster.add_subparsers(required=True, metavar="WHAT")

    made = commands.add_parser("certificates", help=say("help.cluster_certificates"))
    made.add_argument("directory", type=Path)
    made.add_argument("--days", type=_days, default=365, help=say("help.days"))
    made.set_defaults(run=run_certificates)

    scheduler = commands.add_parser("scheduler", help=say("help.scheduler"))
    scheduler.add_argument("--host", default="127.0.0.1", help=say("help.host"))
    scheduler.add_argument("--port", type=_port, default=8786)
    _certificates_argument(scheduler)
    scheduler.set_defaults(run=run_scheduler, stopped="cli.service_stopped")

    worker = commands.add_parser("worker", help=say("help.worker"))
    worker.add_argument("address", help=say("help.scheduler_address"))
    _jobs_argument(worker)
    _certificates_argument(worker)
    worker.set_defaults(run=run_worker, stopped="cli.service_stopped")


def _certificates_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--certificates", type=Path, metavar="DIR", help=say("help.certificates"))


def _port(text: str) -> int:
    """The argument of ``--port``: 0 for any that is free."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(say("cli.port", text=text))
    return int(text)


def _days(text: str) -> int:
    """The argument of ``--days``: a whole number from 1, for a century at most."""
    if not text.isdecimal() or not 1 <= int(text) <= MAX_DAYS:
        raise argparse.ArgumentTypeError(say("cli.days", text=text, most=MAX_DAYS))
    return int(text)


def _jobs(text: str) -> int:
    """The argument of ``--jobs``: a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(say("cli.jobs", text=text))
    return int(text)


def _course(arguments: argparse.Namespace) -> Course:
    """The course that a command is about."""
    from autograder.gradebook.course import find

    return find(arguments.course)


def run_init(arguments: argparse.Namespace) -> int:
    """``autograder init DIR``."""
    from autograder.gradebook.init import init

    for path in init(arguments.directory, arguments.language, arguments.empty):
        print(path)
    return FULL


def run_new(arguments: argparse.Namespace) -> int:
    """``autograder new STEM NAME``."""
    from autograder.gradebook.new import new

    course = _course(arguments)
    for path in new(arguments.stem, arguments.name, course):
        print(path.relative_to(course.root))
    return FULL


def run_release(arguments: argparse.Namespace) -> int:
    """``autograder release [ASSIGNMENT …]``."""
    from autograder.gradebook import release as releasing
    from autograder.gradebook.course import CourseError
    from autograder.gradebook.translated import left_in_english

    course = _course(arguments)
    print(say("cli.course", root=course.root))
    if arguments.assignment:
        assignments, sound = [_proved(course, stem) for stem in arguments.assignment], True
    elif not course.catalog.stems():
        raise CourseError("course.no_assignment")
    else:
        assignments, sound = _all_proved(course)
    told = [arguments.language] if arguments.language else None
    for spoken in told or [course.language, *releasing.editions(course)]:
        for assignment in assignments:
            if spoken == course.language:
                done = releasing.release(assignment, course, language=spoken)
                path = releasing.released_path(assignment.stem, course)
            else:
                done = releasing.edition(assignment, course, spoken)
                path = releasing.edition_path(assignment.stem, course, spoken)
            key = "cli.release_written" if done else "cli.release_same"
            print(say(key, path=path.relative_to(course.root)))
            translated = assignment.translations.get(spoken)
            if spoken != DEFAULT and (left := left_in_english(assignment.solution, translated)):
                print(counted("cli.release_english", left, language=spoken))
    return FULL if sound else LESS


def _proved(course: Course, stem: str) -> Assignment:
    """An assignment whose rubric can grade.

    Raises:
        SpokenError: if it cannot, saying where and why.
    """
    from autograder.judging.questions import prove

    assignment = course.assignment(stem)
    prove(assignment.rubric)
    return assignment


def _all_proved(course: Course) -> tuple[list[Assignment], bool]:
    """The assignments that can grade, and whether all can; what is wrong with others is told."""
    proved = []
    stems = course.catalog.stems()
    for stem in stems:
        try:
            proved.append(_proved(course, stem))
        except SpokenError as error:
            print(say("cli.error", error=error), file=sys.stderr)
    return proved, len(proved) == len(stems)


def run_check(arguments: argparse.Namespace) -> int:
    """``autograder check ASSIGNMENT FILE [--json]``."""
    from autograder.catalog import Catalog, Material
    from autograder.gradebook.course import CourseError, find
    from autograder.judging.questions import prove
    from autograder.judging.wording import verdict_text
    from autograder.messages import refuse_unknown
    from autograder.pipeline import judge
    from autograder.running.isolation import CORE, Sandbox
    from autograder.submission.belongs import refuse_other
    from autograder.submission.intake import IntakeError, read, read_file
    from autograder.submission.locate import choose

    try:
        course = find(arguments.course)
        catalog, spoken = course.catalog, arguments.language or course.language
    except CourseError:  # an installed course can be checked from anywhere
        if arguments.course or Material.in_directory(Path.cwd()):
            raise
        catalog, spoken = Catalog(), arguments.language or DEFAULT
    assignment = catalog[arguments.assignment]
    seed = secrets.randbits(63) if arguments.seed is None else arguments.seed
    prove(assignment.rubric, seed)
    refuse_unknown(spoken, assignment.hints)
    with speaking(spoken, assignment.hints):
        started = time.monotonic()
        try:
            located = choose(arguments.file, assignment.stem)
            submission, name = read_file(located.path), located.path.name
            refuse_other(read(submission, name), assignment, catalog)
            required = CORE if arguments.require_isolation else ()
            figures = b"matplotlib" in submission
            with closing(Sandbox(figures=figures, required=required)) as sandbox:
                report = judge(submission, name, assignment, sandbox, seed).report
        except IntakeError as error:
            if arguments.format:
                _show_unreadable(arguments, str(error))
            raise
        report = replace(report, remarks=(*located.remarks, *report.remarks))
        total: dict[str, Any] = {"score": report.score, "max_score": report.max_score}
        if arguments.format:
            _show_result(arguments, report, str(located.path), time.monotonic() - started)
        elif arguments.json:
            print(json.dumps(report.to_json(), ensure_ascii=not _shows_all(sys.stdout)))
        else:
            print("\n".join(verdict_text(q) for q in report.questions))
            for remark in report.remarks:
                print("\n" + say("report.remark", remark=remark))
            total["assignment"] = report.assignment
            print("\n" + by_number("report.total", report.max_score, **total))
    return FULL if report.score == report.max_score else LESS


def _show_result(arguments: argparse.Namespace, report: Report, file: str, seconds: float) -> None:
    """Write what the platform reads that this command runs on."""
    from autograder.platforms import results

    _put(arguments.to, results.document(report, arguments.format, file, seconds))
    if arguments.format == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(summary, "a", encoding="utf-8") as opened:
            opened.write(results.summary(report))


def _show_unreadable(arguments: argparse.Namespace, why: str) -> None:
    """Tell the platform that the file cannot be read, where it has a word for that."""
    from autograder.platforms import results

    if text := results.unreadable(why, arguments.format, str(arguments.file)):
        _put(arguments.to, text)


def _put(path: Path | None, text: str) -> None:
    if path is None:
        print(text, end="")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _shows_all(stream: TextIO) -> bool:
    """Whether a stream can show any character, so that none needs to be written as an escape."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def run_grade(arguments: argparse.Namespace) -> int:
    """``autograder grade ASSIGNMENT``."""
    from autograder.gradebook.grade import Options, grade
    from autograder.gradebook.table import table

    stem, course = arguments.assignment, _course(arguments)
    for line in course.missing_steps():
        print(say("cli.step", path=course.root / CONFIG, line=line), file=sys.stderr)
    options = Options(
        jobs=arguments.jobs,
        cluster=arguments.cluster or "",
        force=arguments.force,
        accept_changes=arguments.accept_changes,
        dry_run=arguments.dry_run,
        per_student_cases=arguments.per_student_cases,
        allow_weak_isolation=arguments.allow_weak_isolation,
    )
    quiet = arguments.quiet or arguments.json
    slow = partial(_tell_slow, quiet)
    with _judging(arguments) as executor, _progress_bar(quiet) as advance:
        outcomes = grade(stem, course, arguments.student, options, advance, executor, slow)
    if arguments.json:
        submissions = [asdict(outcome) for outcome in outcomes]
        print(json.dumps({"assignment": stem, "submissions": submissions}))
    elif arguments.dry_run:
        _print_regrades(stem, course, outcomes)
    elif not arguments.quiet:
        print(say("cli.course", root=course.root))
        print(say("cli.gradebook", database=course.database) + "\n")
        print(table(course.assignment(stem).rubric, course))
    _print_summary(outcomes, quiet or arguments.dry_run, arguments.dry_run)
    sound = _chain_holds(course)
    fine = {"graded", "up to date", "excused", *(["changed"] if arguments.dry_run else [])}
    return FULL if sound and all(o.state in fine for o in outcomes) else LESS


def _chain_holds(course: Course) -> bool:
    """Whether the record of all batches is as it was written; tells it if not."""
    from autograder.gradebook import audit
    from autograder.gradebook.course import CourseError

    try:
        audit.verify(course)
    except CourseError as error:
        print(say("cli.error", error=error), file=sys.stderr)
        return False
    return True


@contextmanager
def _judging(arguments: argparse.Namespace) -> Iterator[Executor | None]:
    """The cluster that judges, if one was named."""
    if not arguments.cluster:
        yield None
        return
    _need_cluster()
    from autograder.cluster.executor import cluster
    from autograder.cluster.settings import Place

    with cluster(Place.of(arguments.cluster), arguments.certificates) as pool:
        yield pool


def _need_cluster() -> None:
    """Say which extra is missing, if it is."""
    from importlib.util import find_spec

    from autograder.gradebook.course import CourseError

    if not find_spec("distributed") or not find_spec("cryptography"):
        raise CourseError("cluster.extra")


def run_certificates(arguments: argparse.Namespace) -> int:
    """``autograder cluster certificates DIR``."""
    _need_cluster()
    from autograder.cluster.certificates import make

    for folder in make(arguments.directory, arguments.days):
        print(folder)
    return FULL


def run_scheduler(arguments: argparse.Namespace) -> int:
    """``autograder cluster scheduler``: until it is told to end."""
    _need_cluster()
    from autograder.cluster.serve import scheduler

    scheduler(arguments.host, arguments.port, arguments.certificates)
    return FULL


def run_worker(arguments: argparse.Namespace) -> int:
    """``autograder cluster worker ADDRESS``: until it is told to end."""
    _need_cluster()
    from autograder.cluster.serve import worker
    from autograder.cluster.settings import Place

    worker(Place.of(arguments.address), arguments.jobs, arguments.certificates)
    return FULL


def _print_regrades(stem: str, course: Course, outcomes: list[Any]) -> None:
    from autograder.gradebook import extensions
    from autograder.gradebook.regrade import listed

    print(listed(outcomes, extensions.of(course, stem)))


@contextmanager
def _progress_bar(quiet: bool) -> Iterator[Callable[[Any, int], None]]:
    """A bar with rate and time left; yields what moves it on."""
    from tqdm import tqdm

    options = {"disable": True if quiet else None, "leave": False, "unit": say("cli.unit")}
    with tqdm(bar_format=say("cli.starting"), **options) as bar:

        def advance(outcome: Any, total: int) -> None:
            if bar.total is None:  # the clock of the rate starts with the first result
                bar.bar_format = None
                bar.reset(total)
            bar.update()

        yield advance


def _tell_slow(quiet: bool, student: str) -> None:
    """Say for whom is waited, so that nobody wonders whether anything goes on."""
    from tqdm import tqdm

    from autograder.gradebook.hostile import printable

    if not quiet:
        tqdm.write(say("cli.slow", student=printable(student)), file=sys.stderr)


def _print_summary(outcomes: list[Any], quiet: bool, dry_run: bool = False) -> None:
    """How many of each state, and each submission that wants the instructor's attention."""
    from autograder.gradebook.hostile import printable

    counts = Counter(outcome.state for outcome in outcomes)
    if not quiet:
        print(
            "\n"
            + say("list.comma").join(f"{count} {word(state)}" for state, count in counts.items())
        )
    for outcome in outcomes:
        if outcome.state == "failed" or (outcome.state == "changed" and not dry_run):
            told = f"{outcome.student}: {word(outcome.state)}: {outcome.reason}"
            print(printable(told), file=sys.stderr)
        for remark in outcome.remarks:
            print(printable(f"{outcome.student}: {remark}"), file=sys.stderr)
    if counts["changed"] and not dry_run:
        print(say("cli.changed"), file=sys.stderr)


def run_feedback(arguments: argparse.Namespace) -> int:
    """``autograder feedback ASSIGNMENT``."""
    from autograder.gradebook.feedback import feedback
    from autograder.gradebook.feedback_refused import refusals
    from autograder.gradebook.hostile import printable

    course = _course(arguments)
    stem = course.assignment(arguments.assignment).stem
    troubles: dict[str, str] = {}
    made = feedback(
        stem,
        course,
        arguments.student,
        arguments.jobs,
        trouble=troubles.__setitem__,
        force=arguments.force,
    )
    print(counted("cli.pages", len(made), folder=course.directory("feedback")))
    if refused := sorted({*made} & refusals(course, stem).keys()):
        print(counted("cli.pages_refused", len(refused)))
    for student, why in troubles.items():
        told = {"student": printable(student), "why": printable(why)}
        print(say("cli.no_page", **told), file=sys.stderr)
    return LESS if troubles else FULL


# ---------------------------------------------------------- a class, after it is graded


def run_report(arguments: argparse.Namespace) -> int:
    """``autograder report ASSIGNMENT``."""
    from autograder.analytics.findings import find
    from autograder.analytics.gather import gather
    from autograder.analytics.report import html

    course, stem = _course(arguments), arguments.assignment
    assignment = course.assignment(stem)
    with speaking(language(), assignment.hints):
        found = find(gather(course, stem), assignment.rubric, arguments.hide_names)
    if arguments.json:
        print(json.dumps(found.to_json()))
    if arguments.to or not arguments.json:
        page = html(found, _readings(course, stem))
        _write_page(
            arguments.to or course.grades / "reports" / f"{stem}.html", page, arguments.json
        )
    return FULL


def _readings(course: Course, stem: str) -> dict[str, str]:
    """The sections of the book to read again, by what they are about; the chapter by no name."""
    from autograder.catalog import ENDING

    told = course.catalog.reading(stem)
    if told is None:
        return {}
    mistakes = (m.__name__ for m in course.assignment(stem).rubric.misconceptions)
    keys = {key for key in (*told.sections, *mistakes) if not key.startswith(ENDING)}
    found = {key: section for key in keys if (section := told.known(key))}
    sections = {key: f"{s.chapter}: {s.title}" for key, s in found.items()}
    return sections | {"": told.chapter.chapter}


def _write_page(path: Path, page: str, quiet: bool = False) -> None:
    """Write a page for the instructor's eyes, and say where it is."""
    from autograder.gradebook.private import write_whole

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, page)
    if not quiet:
        print(path)


def run_explain(arguments: argparse.Namespace) -> int:
    """``autograder explain ASSIGNMENT STUDENT QUESTION``."""
    from autograder.gradebook.explain import as_text, explain
    from autograder.gradebook.hostile import printable

    names = arguments.assignment, arguments.student, arguments.question
    course = _course(arguments)
    told = explain(course, *names)
    if arguments.json:
        print(json.dumps(asdict(told)))
        return FULL
    with speaking(language(), course.assignment(told.assignment).hints):
        print("\n".join(map(printable, as_text(told, arguments.all))))
    return FULL


def run_similar(arguments: argparse.Namespace) -> int:
    """``autograder similar ASSIGNMENT``."""
    from autograder.analytics import alike, code
    from autograder.analytics.similarity import compare
    from autograder.gradebook.course import CourseError
    from autograder.gradebook.hostile import printable

    course, stem = _course(arguments), arguments.assignment
    work, unread = code.work(course, stem)
    if not work and not unread:
        folder = course.directory("submitted", "STUDENT", stem)
        raise CourseError("course.nobody_handed_in", assignment=stem, folder=folder)
    found = compare(work, code.given(course.released_assignment(stem)))
    for student, why in unread.items():
        print(printable(say("cli.not_compared", student=student, why=why)), file=sys.stderr)
    if arguments.json:
        print(json.dumps(found.to_json()))
    if arguments.to or not arguments.json:
        path = arguments.to or course.grades / "reports" / f"{stem}-similar.html"
        _write_page(path, alike.html(found, work, stem), quiet=arguments.json)
    if not arguments.json:
        pairs = len(found.scores)
        print(by_number("cli.pairs", pairs, listed=len(found.pairs), count=pairs))
    return FULL


def run_status(arguments: argparse.Namespace) -> int:
    """``autograder status ASSIGNMENT [--student STUDENT]``."""
    from autograder.platforms import status

    course, stem, student = _course(arguments), arguments.assignment, arguments.student
    if student is not None:
        told = status.hand_ins(course, stem, student)
        found = {"assignment": stem, "student_id": student, "hand_ins": status.history_json(told)}
        text = "\n".join(status.story(stem, student, told))
    else:
        lines = status.overview(course, stem, _roster(arguments, course))
        found = {"assignment": stem, "students": [line.to_json() for line in lines]}
        text = status.as_text(stem, lines)
    print(json.dumps(found) if arguments.json else text)
    return FULL


def run_undo(arguments: argparse.Namespace) -> int:
    """``autograder undo``."""
    from autograder.gradebook.hostile import printable
    from autograder.gradebook.undo import undo

    stem, undone = undo(_course(arguments))
    for one in undone:
        after = say("cli.undone_to_none") if one.after is None else f"{one.after:g}"
        told = " " + say("cli.stays", why=one.stays) if one.stays else ""
        same = one.before == one.after and not told
        change = say("cli.undone_same", points=one.before) if same else f"{one.before:g} → {after}"
        print(f"{printable(one.student)}: {change}{told}")
    print(counted("cli.undone", len(undone), stem=stem))
    return FULL


# ------------------------------------------------------- to and from learning platforms


def _platform_commands(command: Callable[..., Any]) -> None:
    """The commands about what platforms give and take."""
    collect = command("collect", run_collect, say("help.collect"))
    collect.add_argument("assignment", help=say("help.assignment"))
    collect.add_argument("download", type=Path, help=say("help.download"))
    _roster_arguments(collect)
    collect.add_argument("--layout", choices=LAYOUTS, help=say("help.layout"))
    collect.add_argument("--dry-run", action="store_true", help=say("help.collect_dry_run"))
    collect.add_argument("--yes", action="store_true", help=say("help.yes"))

    export = command("export", run_export, say("help.export"))
    export.add_argument("assignment", nargs="?", help=say("help.export_assignment"))
    export.add_argument("--format", choices=EXPORTS, default="csv")
    export.add_argument("--fill", type=Path, metavar="FILE", help=say("help.fill"))
    export.add_argument("--to", type=Path, metavar="FILE", help=say("help.export_to"))
    _roster_arguments(export)
    export.add_argument("--column", help=say("help.column"))
    export.add_argument("--feedback-column", metavar="COLUMN", help=say("help.feedback_column"))
    export.add_argument("--scale", action="store_true", help=say("help.scale"))

    gradescope = command("gradescope", run_gradescope, say("help.gradescope"))
    gradescope.add_argument("assignment", help=say("help.assignment"))
    gradescope.add_argument("--to", type=Path, metavar="ZIP", help=say("help.gradescope_to"))
    gradescope.add_argument(
        "--with-dependencies",
        action="store_true",
        help=say("help.with_dependencies"),
    )


def _roster_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--roster", type=Path, metavar="CSV",
        help=say("help.roster"),
    )  # fmt: skip
    parser.add_argument("--id-column", metavar="COLUMN", help=say("help.id_column"))


def _roster(arguments: argparse.Namespace, course: Course) -> Roster:
    from autograder.platforms import roster

    return roster.load(course, arguments.roster, arguments.id_column)


def run_collect(arguments: argparse.Namespace) -> int:
    """``autograder collect ASSIGNMENT DOWNLOAD``: 0 if all is clear."""
    from autograder.platforms.collect import carry_out, plan
    from autograder.platforms.download import opened

    course = _course(arguments)
    roster = _roster(arguments, course)
    with opened(arguments.download) as download:
        planned = plan(course, arguments.assignment, download, roster, arguments.layout)
        _show_plan(planned, course, len(download.items))
        if arguments.dry_run:
            return FULL if planned.is_clear else LESS
        if not planned.moves or not (arguments.yes or _agreed()):
            print(say("cli.nothing_collected"))
            return LESS
        carry_out(course, planned)
    print(say("cli.collected", assignment=arguments.assignment))
    return FULL if planned.is_clear else LESS


def _agreed() -> bool:
    """Whether a person says yes; without one to ask, --yes has to."""
    if not sys.stdin.isatty():
        print(say("cli.pass_yes"))
        return False
    return input(say("cli.ask")).strip().lower() in ("y", "yes")


def _show_plan(planned: Plan, course: Course, files: int) -> None:
    from autograder.gradebook.hostile import printable
    from autograder.gradebook.table import padded

    folder = course.directory("submitted", "STUDENT", planned.assignment)
    print(say("cli.course", root=course.root))
    told = {"files": files, "platform": planned.platform, "folder": folder}
    key = "cli.files_plain" if planned.platform == "plain" else "cli.files"
    print(say(key, **told) + "\n")
    width = max((len(printable(move.student)) for move in planned.moves), default=0)
    for move in planned.moves:
        older = [say("cli.older", count=len(move.older))] if move.older else []
        about = "; ".join([*move.remarks, *older])
        line = f"{padded(printable(move.student), width)}  {padded(word(move.state), 9)}  {about}"
        print(line.rstrip())
    for name, why in (*planned.left, *planned.passed_over):
        print(say("cli.left", name=printable(name), why=why))
    if planned.missing:
        print(say("cli.missing", students=", ".join(map(printable, planned.missing))))
    print()


def run_export(arguments: argparse.Namespace) -> int:
    """``autograder export [ASSIGNMENT] --format FORMAT``: 0 if every score has its place."""
    from autograder.gradebook.hostile import printable
    from autograder.platforms.export import Options, export

    course = _course(arguments)
    given = arguments.assignment
    stems = [course.assignment(given).stem] if given else course.graded()
    options = Options(
        arguments.fill, arguments.to, arguments.column, arguments.feedback_column, arguments.scale
    )
    done = export(course, stems, arguments.format, _roster(arguments, course), options)
    counts = Counter(standing.status for standing in done.found)
    print(say("cli.scores", path=done.path, count=done.written))
    print(say("list.comma").join(f"{count} {word(status)}" for status, count in counts.items()))
    for line in done.told:
        print(printable(line), file=sys.stderr)
    for standing in done.found:
        if standing.status in ("not gradable", "waiting"):
            about = f"{standing.person.id}: {word(standing.status)}: {standing.reason}"
            print(printable(about), file=sys.stderr)
    if done.unplaced:
        told = ", ".join(map(printable, done.unplaced))
        print(say("cli.unplaced", students=told), file=sys.stderr)
    return LESS if done.unplaced else FULL


def run_gradescope(arguments: argparse.Namespace) -> int:
    """``autograder gradescope ASSIGNMENT --to ZIP``."""
    from autograder.platforms.package import gradescope

    course = _course(arguments)
    path = arguments.to or Path(f"{arguments.assignment}.zip")
    gradescope(course, arguments.assignment, path, arguments.with_dependencies)
    print(say("cli.upload", path=path))
    return FULL


# --------------------------------------------------------------------- the machine


def run_audit(arguments: argparse.Namespace) -> int:
    """``autograder audit``: a line for each batch; an error if the chain is broken."""
    from autograder.gradebook import audit
    from autograder.gradebook.hostile import printable

    course = _course(arguments)
    batches, digest = audit.verify(course)
    for batch in batches:
        print(printable(audit.told(batch)))
    print(counted("cli.batches", len(batches), path=audit.path(course), digest=digest))
    return FULL


def run_doctor(arguments: argparse.Namespace) -> int:
    """``autograder doctor``: status 0 if the core of the isolation holds."""
    from autograder.gradebook.course import CourseError, find
    from autograder.gradebook.table import padded
    from autograder.running.doctor import examine
    from autograder.running.isolation import CORE

    with contextlib.suppress(CourseError):
        course = find(arguments.course)
        missing = course.missing_steps()
        for line in missing or [say("cli.steps_there")]:
            print(f"{course.root / CONFIG}: {line}")
        print(say("cli.steps_missing") + "\n" if missing else "")
    findings = examine()
    for finding in findings:
        core = word("core") if finding.layer in CORE else ""
        state = padded(word(finding.state), 8)
        print(f"{finding.layer:12} {padded(core, 5)} {state} {finding.reason}")
    holds = all(f.state == "holds" for f in findings if f.layer in CORE)
    print("\n" + say("cli.core_holds" if holds else "cli.core_missing"))
    return FULL if holds else LESS


if __name__ == "__main__":
    sys.exit(main())
