"""The command line: ``autograder init | new | release | check | grade | feedback | …``."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from autograder import __version__
from autograder.catalog import CatalogError

if TYPE_CHECKING:
    from autograder.gradebook.course import Course

FULL, LESS, UNREADABLE, STOPPED = 0, 1, 2, 130
CONFIG = "nbgrader_config.py"
WITHOUT = "without it `nbgrader autograde` would give no points"
COURSE = "course directory (default: the current directory if it is one, else the repository)"
WEAK = "grade although student code cannot be isolated (only where it can do no harm)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show never stops us
            stream.reconfigure(errors="replace")
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        return LESS
    except KeyboardInterrupt:
        print("\nautograder: stopped. The same command goes on from here.", file=sys.stderr)
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
    command("audit", run_audit, "check the chain of the record of all batches that were graded")
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
    from autograder.running.isolation import Sandbox
    from autograder.submission.intake import read_file
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
        located = choose(arguments.file, assignment.stem)
        submission, name = read_file(located.path), located.path.name
        with closing(Sandbox(figures=b"matplotlib" in submission)) as sandbox:
            report = judge(submission, name, assignment, sandbox, arguments.seed).report
        report = replace(report, remarks=(*located.remarks, *report.remarks))
        total = {"score": report.score, "max_score": report.max_score}
        if arguments.json:
            print(json.dumps(report.to_json(), ensure_ascii=not _shows_all(sys.stdout)))
        else:
            print("\n".join(verdict_text(q) for q in report.questions))
            for remark in report.remarks:
                print("\n" + say("report.remark", remark=remark))
            print("\n" + say("report.total", assignment=report.assignment, **total))
    return FULL if report.score == report.max_score else LESS


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
        print(f"course {course.root}\n\n{table(course.assignment(stem).rubric, course)}")
    _print_summary(outcomes, quiet or arguments.dry_run, arguments.dry_run)
    fine = {"graded", "up to date", *(["changed"] if arguments.dry_run else [])}
    return FULL if all(o.state in fine for o in outcomes) else LESS


def _print_regrades(stem: str, course: Course, outcomes: list[Any]) -> None:
    from autograder.gradebook import extensions
    from autograder.gradebook.regrade import listed

    read = extensions.read(course).items()
    agreed = {student: extension for (student, assignment), extension in read if assignment == stem}
    print(listed(outcomes, agreed))


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
    pages = "1 page" if len(made) == 1 else f"{len(made)} pages"
    print(f"{pages} written below {course.directory('feedback')}")
    for student, why in troubles.items():
        print(f"{printable(student)}: no page: {printable(why)}", file=sys.stderr)
    return LESS if troubles else FULL


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
    students = "1 student" if len(undone) == 1 else f"{len(undone)} students"
    print(f"{stem}: the last run is undone for {students}")
    return FULL


# --------------------------------------------------------------------- the machine


def run_audit(arguments: argparse.Namespace) -> int:
    """``autograder audit``: says how many batches are recorded; an error if the chain is broken."""
    from autograder.gradebook import audit

    course = _course(arguments)
    count, digest = audit.verify(course)
    print(f"{audit.path(course)}: {count} batches, none changed; the last has the digest {digest}")
    return FULL


def run_doctor(arguments: argparse.Namespace) -> int:
    """``autograder doctor``: status 0 if the core of the isolation holds."""
    from autograder.gradebook.course import CourseError, find
    from autograder.running.doctor import examine
    from autograder.running.isolation import CORE

    with contextlib.suppress(CourseError):
        course = find(arguments.course)
        told = course.missing_steps() or ["nbgrader's own commands give our verdicts"]
        for line in told:
            print(f"{course.root / CONFIG}: {line}")
        print(WITHOUT + "\n" if course.missing_steps() else "")
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
