"""The command line: ``autograder release | check | grade | feedback | doctor``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.rubric import load, stems

FULL, LESS, UNREADABLE, STOPPED = 0, 1, 2, 130
WEAK = "grade although student code cannot be isolated (only where it can do no harm)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments)
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
    from autograder.course import CourseError
    from autograder.intake import IntakeError
    from autograder.isolation import SandboxError

    return IntakeError, CourseError, SandboxError, FileNotFoundError, PermissionError


def parser() -> argparse.ArgumentParser:
    """The argument parser, one subcommand per front end."""
    top = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    release = commands.add_parser("release", help="generate assignments/ from solutions/")
    release.add_argument("assignment", nargs="*", help="default: all of them")
    release.set_defaults(run=run_release)

    check = commands.add_parser("check", help="judge one .ipynb or .py file; needs no gradebook")
    check.add_argument("assignment")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true", help="print the report as one JSON object")
    check.add_argument("--seed", type=int, help="seed of the random cases (default: a fresh one)")
    check.set_defaults(run=run_check)

    grade = commands.add_parser("grade", help="grade the class into nbgrader's gradebook")
    grade.add_argument("assignment")
    grade.add_argument("--student", action="append", help="only this student (may be repeated)")
    grade.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    grade.add_argument("--force", action="store_true", help="grade again what is up to date")
    grade.add_argument(
        "--accept-changes",
        action="store_true",
        help="write points that a changed rubric changes (without it they are only shown)",
    )
    grade.add_argument("--allow-weak-isolation", action="store_true", help=WEAK)
    grade.add_argument("--course", type=Path, help="course directory (default: this one)")
    grade.add_argument("--quiet", action="store_true", help="print problems only")
    grade.add_argument("--json", action="store_true", help="print the outcomes as one JSON object")
    grade.set_defaults(run=run_grade)

    feedback = commands.add_parser("feedback", help="make nbgrader's feedback pages, in parallel")
    feedback.add_argument("assignment")
    feedback.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    feedback.add_argument("--course", type=Path, help="course directory (default: this one)")
    feedback.set_defaults(run=run_feedback)

    doctor = commands.add_parser("doctor", help="prove which isolation holds on this machine")
    doctor.set_defaults(run=run_doctor)
    return top


def _jobs(text: str) -> int:
    """The argument of ``--jobs``: a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of processes; give 1 or more")
    return int(text)


def _known(assignment: str) -> str:
    if assignment not in stems():
        from autograder.course import CourseError

        raise CourseError(
            f"there is no assignment “{assignment}”. There are: {', '.join(stems())}."
        )
    return assignment


def run_release(arguments: argparse.Namespace) -> int:
    """``autograder release [ASSIGNMENT …]``."""
    from autograder.course import Course
    from autograder.release import release, released_path

    course = Course()
    for stem in [_known(a) for a in arguments.assignment] or stems():
        done = release(stem, course)
        path = released_path(stem).relative_to(course.root)
        print(f"{path}: {'written' if done else 'up to date'}")
    return FULL


def run_check(arguments: argparse.Namespace) -> int:
    """``autograder check ASSIGNMENT FILE [--json]``."""
    from autograder.intake import read_file
    from autograder.isolation import Sandbox
    from autograder.pipeline import judge
    from autograder.record import verdict_text

    assignment = _known(arguments.assignment)
    submission = read_file(arguments.file)
    with closing(Sandbox(figures=b"matplotlib" in submission)) as sandbox:
        judgement = judge(submission, arguments.file.name, assignment, sandbox, arguments.seed)
    report = judgement.report
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        print("\n".join(verdict_text(q) for q in report.questions))
        print(f"\n{assignment}: {report.score:g} of {report.max_score:g} points")
    return FULL if report.score == report.max_score else LESS


def run_grade(arguments: argparse.Namespace) -> int:
    """``autograder grade ASSIGNMENT``."""
    from autograder.course import ROOT, Course
    from autograder.grade import Options, grade
    from autograder.results import table

    assignment = _known(arguments.assignment)
    course = Course(arguments.course or ROOT)
    options = Options(
        arguments.jobs, arguments.force, arguments.accept_changes, arguments.allow_weak_isolation
    )
    quiet = arguments.quiet or arguments.json
    with _progress_bar(quiet) as advance:
        outcomes = grade(assignment, course, arguments.student, options, advance)
    if arguments.json:
        submissions = [asdict(outcome) for outcome in outcomes]
        print(json.dumps({"assignment": assignment, "submissions": submissions}))
    elif not arguments.quiet:
        print(table(load(assignment), course))
    _print_summary(outcomes, quiet)
    return FULL if all(o.state in ("graded", "up to date") for o in outcomes) else LESS


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


def _print_summary(outcomes: list, quiet: bool) -> None:
    """How many of each state, and each submission that wants the instructor's attention."""
    counts = Counter(outcome.state for outcome in outcomes)
    if not quiet:
        print("\n" + ", ".join(f"{count} {state}" for state, count in counts.items()))
    for outcome in outcomes:
        if outcome.state in ("failed", "changed"):
            print(f"{outcome.student}: {outcome.state}: {outcome.reason}", file=sys.stderr)
    if counts["changed"]:
        print(
            "The rubric changed these points. Nothing was written for these students; "
            "pass --accept-changes to write the new points.",
            file=sys.stderr,
        )


def run_feedback(arguments: argparse.Namespace) -> int:
    """``autograder feedback ASSIGNMENT``."""
    from autograder.course import ROOT, Course
    from autograder.results import feedback

    course = Course(arguments.course or ROOT)
    made = feedback(_known(arguments.assignment), course, jobs=arguments.jobs)
    print(f"{len(made)} pages written below {course.directory('feedback')}")
    return FULL


def run_doctor(arguments: argparse.Namespace) -> int:
    """``autograder doctor``: status 0 if the core of the isolation holds."""
    from autograder.doctor import examine
    from autograder.isolation import CORE

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
