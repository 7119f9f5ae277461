"""The command line: ``autograder init | release | collect | grade | export | …``."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from autograder import STOPPED, TOLD, __version__
from autograder.catalog import CatalogError

if TYPE_CHECKING:
    from autograder.gradebook.course import Course
    from autograder.judging.report import Report
    from autograder.platforms.collect import Plan
    from autograder.platforms.roster import Roster

FULL, LESS, UNREADABLE = 0, 1, 2
CONFIG = "nbgrader_config.py"
WITHOUT = "without it `nbgrader autograde` would give no points"
COURSE = "course directory (default: the current directory if it is one, else the repository)"
#: See autograder.platforms.layouts and autograder.platforms.export; importing them takes time.
LAYOUTS = ("canvas", "moodle", "blackboard", "gradescope", "plain")
EXPORTS = (
    "csv", "json", "canvas", "moodle", "moodle-worksheet", "moodle-feedback", "gradescope",
    "prairielearn", "classroom50", "ags",
)  # fmt: skip
#: Platforms that `autograder check` can run on; see autograder.platforms.results.
RESULTS = ("gradescope", "prairielearn", "classroom50", "github")
STRONG = "judge only where student code is kept from the answers, as `autograder grade` does"
WEAK = "grade although student code cannot be isolated (only where it can do no harm)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show never stops us
                stream.reconfigure(errors="replace")
        arguments = parser().parse_args(argv)
        return int(arguments.run(arguments))
    except SystemExit:  # --help and --version need none of the modules that the errors come from
        raise
    except BrokenPipeError:
        return LESS
    except KeyboardInterrupt:
        print(TOLD, file=sys.stderr)
        return STOPPED
    except _expected_errors() as error:
        print(f"autograder: {error}", file=sys.stderr)
        return UNREADABLE


def _expected_errors() -> tuple[type[Exception], ...]:
    """Errors whose text is written for the person at the command line."""
    from autograder.gradebook.course import CourseError
    from autograder.running.isolation import SandboxError
    from autograder.submission.intake import IntakeError

    ours = IntakeError, CatalogError, CourseError, SandboxError
    return *ours, FileNotFoundError, PermissionError


def parser() -> argparse.ArgumentParser:
    """The argument parser, one subcommand per front end."""
    top = argparse.ArgumentParser(prog="autograder", description=__doc__)
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> Any:
        added = commands.add_parser(name, help=help)
        added.add_argument("--course", type=Path, metavar="DIR", help=COURSE)
        added.set_defaults(run=run)
        return added

    init = commands.add_parser("init", help="make a course directory with all assignments in it")
    init.add_argument("directory", type=Path)
    init.set_defaults(run=run_init)

    new = command("new", run_new, "lay out the files of a new loss, a small one that works")
    new.add_argument("stem", help="what the assignment is called, such as counts")
    new.add_argument("name", help="the class, such as PoissonNLLLoss")

    release = command("release", run_release, "generate assignments/ from solutions/")
    release.add_argument("assignment", nargs="*", help="default: all of them")

    check = command("check", run_check, "judge one .ipynb or .py file; needs no gradebook")
    check.add_argument("assignment")
    check.add_argument("file", type=Path, help="or the folder that it is in")
    check.add_argument("--json", action="store_true", help="print the report as one JSON object")
    check.add_argument("--format", choices=RESULTS, help="print what such a platform reads")
    check.add_argument("--to", type=Path, metavar="FILE", help="write that there (with --format)")
    check.add_argument("--require-isolation", action="store_true", help=STRONG)
    check.add_argument("--seed", type=int, help="seed of the random cases (default: a fresh one)")
    check.add_argument("--language", help="of the messages (default: the course's, else en)")

    grade = command("grade", run_grade, "grade the class into nbgrader's gradebook")
    grade.add_argument("assignment")
    grade.add_argument("--student", action="append", help="only this student (may be repeated)")
    grade.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    grade.add_argument("--force", action="store_true", help="grade again what is up to date")
    grade.add_argument(
        "--accept-changes",
        action="store_true",
        help="write points that a changed rubric changes (without it they are only shown)",
    )
    grade.add_argument(
        "--per-student-cases",
        action=argparse.BooleanOptionalAction,
        help="hidden cases of each student's own (default: c.Autograder.per_student_cases)",
    )
    grade.add_argument(
        "--dry-run", action="store_true", help="list whose points would change, and write nothing"
    )
    grade.add_argument("--allow-weak-isolation", action="store_true", help=WEAK)
    grade.add_argument("--quiet", action="store_true", help="print problems only")
    grade.add_argument("--json", action="store_true", help="print the outcomes as one JSON object")

    feedback = command("feedback", run_feedback, "make the feedback pages, in parallel")
    feedback.add_argument("assignment")
    feedback.add_argument("--student", action="append", help="only this student (may be repeated)")
    feedback.add_argument("--force", action="store_true", help="make up-to-date pages again")
    feedback.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")

    _add_class_commands(command)
    _platform_commands(command)

    command(
        "audit", run_audit, "show the record of all batches that were graded, and check its chain"
    )
    command("doctor", run_doctor, "prove which isolation holds on this machine")
    return top


def _add_class_commands(command: Callable[..., Any]) -> None:
    """Commands about a class's work after it is graded; they are run below, in this order."""
    report = command("report", run_report, "what tomorrow's lecture should be about, as a page")
    report.add_argument("assignment")
    report.add_argument(
        "--hide-names", action="store_true", help="leave out names, and counts below five"
    )
    report.add_argument("--json", action="store_true", help="print the numbers as one JSON object")
    report.add_argument("--to", type=Path, metavar="FILE", help="where the page is written")

    explain = command("explain", run_explain, "the hidden cases of a question, given and expected")
    explain.add_argument("assignment")
    explain.add_argument("student")
    explain.add_argument("question", help="such as MSELoss.backward")
    explain.add_argument("--all", action="store_true", help="also the steps of what is right")
    explain.add_argument("--json", action="store_true", help="print all as one JSON object")
    similar = command("similar", run_similar, "submissions that share more than is likely")
    similar.add_argument("assignment")
    similar.add_argument("--json", action="store_true", help="print the pairs as one JSON object")
    similar.add_argument("--to", type=Path, metavar="FILE", help="where the page is written")
    command("undo", run_undo, "take back what the last `autograder grade` wrote")


def _jobs(text: str) -> int:
    """The argument of ``--jobs``: a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of processes; give 1 or more")
    return int(text)


def _course(arguments: argparse.Namespace) -> Course:
    """The course that a command is about."""
    from autograder.gradebook.course import find

    return find(arguments.course)


def run_init(arguments: argparse.Namespace) -> int:
    """``autograder init DIR``."""
    from autograder.gradebook.init import init

    for path in init(arguments.directory):
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
    from autograder.gradebook.release import release, released_path

    course = _course(arguments)
    print(f"course {course.root}")
    assignments = [course.assignment(a) for a in arguments.assignment or course.catalog.stems()]
    for assignment in assignments:
        done = release(assignment, course)
        path = released_path(assignment.stem, course).relative_to(course.root)
        print(f"{path}: {'written' if done else 'up to date'}")
    return FULL


def run_check(arguments: argparse.Namespace) -> int:
    """``autograder check ASSIGNMENT FILE [--json]``."""
    from autograder.catalog import Catalog
    from autograder.gradebook.course import CourseError, find
    from autograder.judging.wording import verdict_text
    from autograder.messages import DEFAULT, say, speaking
    from autograder.pipeline import judge
    from autograder.running.isolation import CORE, Sandbox
    from autograder.submission.intake import IntakeError, read_file
    from autograder.submission.locate import choose

    try:
        course = find(arguments.course)
        catalog, language = course.catalog, arguments.language or course.language
    except CourseError:  # an installed course can be checked from anywhere
        if arguments.course:
            raise
        catalog, language = Catalog(), arguments.language or DEFAULT
    assignment = catalog[arguments.assignment]
    with speaking(language, assignment.hints):
        started = time.monotonic()
        try:
            located = choose(arguments.file, assignment.stem)
            submission, name = read_file(located.path), located.path.name
            required = CORE if arguments.require_isolation else ()
            figures = b"matplotlib" in submission
            with closing(Sandbox(figures=figures, required=required)) as sandbox:
                report = judge(submission, name, assignment, sandbox, arguments.seed).report
        except IntakeError as error:
            if arguments.format:
                _show_unreadable(arguments, str(error))
            raise
        report = replace(report, remarks=(*located.remarks, *report.remarks))
        total = {"score": report.score, "max_score": report.max_score}
        if arguments.format:
            _show_result(arguments, report, str(located.path), time.monotonic() - started)
        elif arguments.json:
            print(json.dumps(report.to_json(), ensure_ascii=not _shows_all(sys.stdout)))
        else:
            print("\n".join(verdict_text(q) for q in report.questions))
            for remark in report.remarks:
                print("\n" + say("report.remark", remark=remark))
            print("\n" + say("report.total", assignment=report.assignment, **total))
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
        print(f"autograder: {course.root / CONFIG}: {line}; {WITHOUT}", file=sys.stderr)
    options = Options(
        jobs=arguments.jobs,
        force=arguments.force,
        accept_changes=arguments.accept_changes,
        dry_run=arguments.dry_run,
        per_student_cases=arguments.per_student_cases,
        allow_weak_isolation=arguments.allow_weak_isolation,
    )
    quiet = arguments.quiet or arguments.json
    with _progress_bar(quiet) as advance:
        outcomes = grade(stem, course, arguments.student, options, advance)
    if arguments.json:
        submissions = [asdict(outcome) for outcome in outcomes]
        print(json.dumps({"assignment": stem, "submissions": submissions}))
    elif arguments.dry_run:
        _print_regrades(stem, course, outcomes)
    elif not arguments.quiet:
        print(f"course {course.root}\ngradebook {course.database}\n")
        print(table(course.assignment(stem).rubric, course))
    _print_summary(outcomes, quiet or arguments.dry_run, arguments.dry_run)
    fine = {"graded", "up to date", *(["changed"] if arguments.dry_run else [])}
    return FULL if all(o.state in fine for o in outcomes) else LESS


def _print_regrades(stem: str, course: Course, outcomes: list[Any]) -> None:
    from autograder.gradebook import extensions
    from autograder.gradebook.regrade import listed

    print(listed(outcomes, extensions.of(course, stem)))


@contextmanager
def _progress_bar(quiet: bool) -> Iterator[Callable[[Any, int], None]]:
    """A bar with rate and time left; yields what moves it on."""
    from tqdm import tqdm

    options = {"disable": True if quiet else None, "leave": False, "unit": " submissions"}
    with tqdm(bar_format="Starting the sandboxes", **options) as bar:

        def advance(outcome: Any, total: int) -> None:
            if bar.total is None:  # the clock of the rate starts with the first result
                bar.bar_format = None
                bar.reset(total)
            bar.update()

        yield advance


def _print_summary(outcomes: list[Any], quiet: bool, dry_run: bool = False) -> None:
    """How many of each state, and each submission that wants the instructor's attention."""
    from autograder.gradebook.hostile import printable

    counts = Counter(outcome.state for outcome in outcomes)
    if not quiet:
        print("\n" + ", ".join(f"{count} {state}" for state, count in counts.items()))
    for outcome in outcomes:
        if outcome.state == "failed" or (outcome.state == "changed" and not dry_run):
            told = f"{outcome.student}: {outcome.state}: {outcome.reason}"
            print(printable(told), file=sys.stderr)
        for remark in outcome.remarks:
            print(printable(f"{outcome.student}: {remark}"), file=sys.stderr)
    if counts["changed"] and not dry_run:
        print(
            "The rubric changed these points. Nothing was written for these students; "
            "pass --accept-changes to write the new points.",
            file=sys.stderr,
        )


def run_feedback(arguments: argparse.Namespace) -> int:
    """``autograder feedback ASSIGNMENT``."""
    from autograder.gradebook.feedback import feedback
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
    print(f"{_counted(len(made), 'page')} written below {course.directory('feedback')}")
    for student, why in troubles.items():
        print(f"{printable(student)}: no page: {printable(why)}", file=sys.stderr)
    return LESS if troubles else FULL


def _counted(count: int, one: str, many: str = "") -> str:
    """So many of a thing, in words: ``1 page``, ``2 pages``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


# ---------------------------------------------------------- a class, after it is graded


def run_report(arguments: argparse.Namespace) -> int:
    """``autograder report ASSIGNMENT``."""
    from autograder.analytics.findings import find
    from autograder.analytics.gather import gather
    from autograder.analytics.report import html

    course, stem = _course(arguments), arguments.assignment
    found = find(gather(course, stem), course.assignment(stem).rubric, arguments.hide_names)
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
    told = course.catalog.reading(stem)
    if told is None:
        return {}
    sections = {key: f"{s.chapter}: {s.title}" for key, s in told.sections.items()}
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
    told = explain(_course(arguments), *names)
    if arguments.json:
        print(json.dumps(asdict(told)))
    else:
        print("\n".join(map(printable, as_text(told, arguments.all))))
    return FULL


def run_similar(arguments: argparse.Namespace) -> int:
    """``autograder similar ASSIGNMENT``."""
    from autograder.analytics import alike, code
    from autograder.analytics.similarity import compare
    from autograder.gradebook.hostile import printable

    course, stem = _course(arguments), arguments.assignment
    work, unread = code.work(course, stem)
    found = compare(work, code.given(course.released_assignment(stem)))
    for student, why in unread.items():
        print(printable(f"{student}: not compared: {why}"), file=sys.stderr)
    if arguments.json:
        print(json.dumps(found.to_json()))
    if arguments.to or not arguments.json:
        path = arguments.to or course.grades / "reports" / f"{stem}-similar.html"
        _write_page(path, alike.html(found, work, stem), quiet=arguments.json)
    if not arguments.json:
        print(f"{len(found.pairs)} of {len(found.scores)} pairs are listed. That proves nothing.")
    return FULL


def run_undo(arguments: argparse.Namespace) -> int:
    """``autograder undo``."""
    from autograder.gradebook.hostile import printable
    from autograder.gradebook.undo import undo

    stem, undone = undo(_course(arguments))
    for one in undone:
        after = "not graded" if one.after is None else f"{one.after:g}"
        told = f" ({one.stays}, so this stays)" if one.stays else ""
        print(f"{printable(one.student)}: {one.before:g} → {after}{told}")
    print(f"{stem}: the last run is undone for {_counted(len(undone), 'student')}")
    return FULL


# ------------------------------------------------------- to and from learning platforms


def _platform_commands(command: Callable[..., Any]) -> None:
    """The commands about what platforms give and take."""
    collect = command("collect", run_collect, "sort a platform's download into the course")
    collect.add_argument("assignment")
    collect.add_argument("download", type=Path, help="the folder or zip as it was downloaded")
    _roster_arguments(collect)
    collect.add_argument("--layout", choices=LAYOUTS, help="the platform (default: recognized)")
    collect.add_argument("--dry-run", action="store_true", help="only show what would be done")
    collect.add_argument("--yes", action="store_true", help="do it without asking")

    export = command("export", run_export, "write grades in the form that a platform takes")
    export.add_argument("assignment", nargs="?", help="default: all (for csv and json)")
    export.add_argument("--format", choices=EXPORTS, default="csv")
    export.add_argument("--fill", type=Path, metavar="FILE", help="the file to be filled")
    export.add_argument("--to", type=Path, metavar="FILE", help="default: below grades/exports")
    _roster_arguments(export)
    export.add_argument("--column", help="the column to be filled (default: recognized)")
    export.add_argument("--feedback-column", metavar="COLUMN", help="likewise, for comments")
    export.add_argument("--scale", action="store_true", help="points out of the platform's maximum")

    gradescope = command("gradescope", run_gradescope, "make an autograder for Gradescope")
    gradescope.add_argument("assignment")
    gradescope.add_argument("--to", type=Path, metavar="ZIP", help="default: ASSIGNMENT.zip")
    gradescope.add_argument(
        "--with-dependencies",
        action="store_true",
        help="put in all that pip would download, so that nothing is downloaded there",
    )


def _roster_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--roster", type=Path, metavar="CSV",
        help="who is in the class (default: grades/roster.csv, else whom the gradebook knows)",
    )  # fmt: skip
    parser.add_argument("--id-column", metavar="COLUMN", help="the roster's column of ids here")


def _roster(arguments: argparse.Namespace, course: Course) -> Roster:
    from autograder.platforms import roster

    return roster.load(course, arguments.roster, arguments.id_column)


def run_collect(arguments: argparse.Namespace) -> int:
    """``autograder collect ASSIGNMENT DOWNLOAD``: 0 if all of it found its student."""
    from autograder.platforms.collect import carry_out, plan
    from autograder.platforms.download import opened

    course = _course(arguments)
    roster = _roster(arguments, course)
    with opened(arguments.download) as download:
        planned = plan(course, arguments.assignment, download, roster, arguments.layout)
        _show_plan(planned, course, len(download.items))
        if arguments.dry_run:
            return LESS if planned.left else FULL
        if not planned.moves or not (arguments.yes or _agreed()):
            print("Nothing was collected.")
            return LESS
        carry_out(course, planned)
    print(f"Collected. Now: autograder grade {arguments.assignment}")
    return LESS if planned.left else FULL


def _agreed() -> bool:
    """Whether a person says yes; without one to ask, --yes has to."""
    if not sys.stdin.isatty():
        print("Pass --yes to do this.")
        return False
    return input("Do this? [y/N] ").strip().lower() in ("y", "yes")


def _show_plan(planned: Plan, course: Course, files: int) -> None:
    from autograder.gradebook.hostile import printable
    from autograder.gradebook.table import padded

    folder = course.directory("submitted", "STUDENT", planned.assignment)
    print(f"course {course.root}")
    print(f"{files} files, named as {planned.platform} does; they go to {folder}\n")
    width = max((len(printable(move.student)) for move in planned.moves), default=0)
    for move in planned.moves:
        told = [f"{len(move.older)} older kept"] if move.older else []
        told = [*move.remarks, *told]
        line = f"{padded(printable(move.student), width)}  {move.state:9}  {'; '.join(told)}"
        print(line.rstrip())
    for name, why in planned.left:
        print(f"left where it is: {printable(name)}: {why}")
    if planned.missing:
        print(f"nothing from: {', '.join(map(printable, planned.missing))}")
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
    print(f"{done.path}: {done.written} scores")
    print(", ".join(f"{count} {status}" for status, count in counts.items()))
    for line in done.told:
        print(printable(line), file=sys.stderr)
    for standing in done.found:
        if standing.status in ("not gradable", "waiting"):
            about = f"{standing.person.id}: {standing.status}: {standing.reason}"
            print(printable(about), file=sys.stderr)
    if done.unplaced:
        told = ", ".join(map(printable, done.unplaced))
        print(f"these have a score, and no place in it: {told}", file=sys.stderr)
    return LESS if done.unplaced else FULL


def run_gradescope(arguments: argparse.Namespace) -> int:
    """``autograder gradescope ASSIGNMENT --to ZIP``."""
    from autograder.platforms.package import gradescope

    course = _course(arguments)
    path = arguments.to or Path(f"{arguments.assignment}.zip")
    gradescope(course, arguments.assignment, path, arguments.with_dependencies)
    print(f"{path}: upload it as the autograder of a programming assignment")
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
    count = _counted(len(batches), "batch", "batches")
    print(f"{audit.path(course)}: {count}, none changed; the last has the digest {digest}")
    return FULL


def run_doctor(arguments: argparse.Namespace) -> int:
    """``autograder doctor``: status 0 if the core of the isolation holds."""
    from autograder.gradebook.course import CourseError, find
    from autograder.running.doctor import examine
    from autograder.running.isolation import CORE

    with contextlib.suppress(CourseError):
        course = find(arguments.course)
        missing = course.missing_steps()
        for line in missing or ["nbgrader's own commands give our verdicts"]:
            print(f"{course.root / CONFIG}: {line}")
        print(WITHOUT + "\n" if missing else "")
    findings = examine()
    for finding in findings:
        core = "core" if finding.layer in CORE else ""
        print(f"{finding.layer:12} {core:5} {finding.state:8} {finding.reason}")
    holds = all(f.state == "holds" for f in findings if f.layer in CORE)
    print(
        "\nThe core holds: grades may be recorded on this machine."
        if holds
        else "\nThe core does not hold: `autograder grade` refuses to record grades here."
    )
    return FULL if holds else LESS


if __name__ == "__main__":
    sys.exit(main())
