"""The command line: ``autograder release | check | grade``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.rubric import load, stems

FULL, LESS, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except BrokenPipeError:
        return LESS
    except _expected_errors() as error:
        print(f"autograder: {error}", file=sys.stderr)
        return UNREADABLE


def _expected_errors() -> tuple[type[Exception], ...]:
    """Errors whose text is written for the person at the command line."""
    from autograder.course import CourseError
    from autograder.intake import IntakeError

    return IntakeError, CourseError, FileNotFoundError, PermissionError


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
    grade.add_argument("--force", action="store_true", help="grade again what is graded already")
    grade.add_argument("--course", type=Path, help="course directory (default: this one)")
    grade.set_defaults(run=run_grade)
    return top


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
    from autograder.pipeline import judge
    from autograder.record import verdict_text

    assignment = _known(arguments.assignment)
    submission = read_file(arguments.file)
    report = judge(submission, arguments.file.name, assignment, arguments.seed).report
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        print("\n".join(verdict_text(q) for q in report.questions))
        print(f"\n{assignment}: {report.score:g} of {report.max_score:g} points")
    return FULL if report.score == report.max_score else LESS


def run_grade(arguments: argparse.Namespace) -> int:
    """``autograder grade ASSIGNMENT``."""
    from autograder.course import ROOT, Course
    from autograder.grade import grade, table

    assignment = _known(arguments.assignment)
    course = Course(arguments.course or ROOT)
    results = grade(assignment, course, arguments.student, arguments.force)
    print(table(load(assignment), course))
    for student, problem in results.items():
        if problem:
            print(f"{student}: not graded. {problem}", file=sys.stderr)
    return LESS if any(results.values()) else FULL


if __name__ == "__main__":
    sys.exit(main())
