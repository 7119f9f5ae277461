"""How often is the mistake named, and how often is the name false?

Every file of a folder of cases is judged in one sandbox, at some seeds. ``index.json`` there says
what is right: which questions lose points (``lost``), and which hints are true (``accept``: ids of
misconceptions or keys of facts, as shell patterns). Printed are the files that differ from it and
the two figures that matter:

recall
    of the wrong submissions, how many are told something true that names the cause (those are
    counted apart that are told only where it goes wrong);
precision
    of the hints that were given, how many are true.

A file that the index does not know is judged and its hints printed, to be read by a person.

Usage: ``python -m bench.diagnosis [FOLDER] [--seed N ...] [--only PATTERN] [--read] [--publish]``.
``--read`` prints every hint; ``--publish`` writes the figures for ``docs/rubrics.md``.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.catalog import Catalog
from autograder.gradebook.course import REPOSITORY
from autograder.judging.patterns import KEPT, LAWS
from autograder.judging.report import QuestionResult, Report
from autograder.judging.where import THERE
from autograder.judging.wording import verdict_text
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from autograder.submission.intake import read_file

FOLDER = REPOSITORY / "tests" / "cases" / "students"
FIGURES = REPOSITORY / "autograder" / "rubrics" / "_measured.json"
#: Facts that say that something is wrong, but not what.
SILENT = {
    *("fact.value", "fact.raised", "fact.nonfinite", "fact.precision"),
    *("fact.after", "fact.only", "fact.too_large", "fact.too_small", "fact.same_signs"),
}
#: Facts that say where it goes wrong, or what of the right answers is kept or broken there.
LOCATED = {
    *("fact.where", "fact.where_here", "fact.where_both", "fact.except_where"),
    *("fact.only_where", "fact.right_where"),
    *("fact.entries", "fact.entries_only", "fact.imagined", "fact.in_part"),
    *(f"fact.{key}" for key in (*THERE, *KEPT, *LAWS)),
    *("fact.vanishes", "fact.constant", "fact.offset", "fact.one_factor"),
}
#: What Python itself said, and what is read off the cases: true of every submission.
PROVEN = ["cause.*", *LOCATED]


@dataclass(frozen=True)
class Told:
    """What one submission was told, against what is right."""

    file: str
    entry: dict[str, Any]
    report: Report
    source: str

    @property
    def wrong_answers(self) -> list[QuestionResult]:
        """The questions that lost points; a class that is newer than the case is left out."""
        mentioned = set(re.findall(r"\w+", self.source))
        answers = (q for q in self.report.questions if q.earned < q.points)
        return [q for q in answers if q.id.partition(".")[0] in mentioned]

    @property
    def lost(self) -> list[str]:
        """The questions that lost points."""
        return [q.id for q in self.wrong_answers]

    @property
    def hints(self) -> set[str]:
        """Ids of misconceptions and keys of facts that name a cause."""
        return {hint for q in self.wrong_answers for hint in told(q) if hint not in SILENT}

    @property
    def false(self) -> set[str]:
        """The hints that are not true of this submission."""
        accept = [*self.entry.get("accept", []), *PROVEN]
        return {h for h in self.hints if not any(fnmatch.fnmatch(h, a) for a in accept)}

    @property
    def named(self) -> bool:
        """Whether a mistake was named, or a relation of the numbers told, and not only where."""
        return bool(self.hints - self.false - LOCATED)

    @property
    def wrong(self) -> bool:
        """Whether the submission should lose points."""
        return bool(self.entry.get("lost", self.lost))

    @property
    def judged_right(self) -> bool:
        """Whether just the right questions lost points; true where the index leaves it open."""
        return sorted(self.entry.get("lost", self.lost)) == sorted(self.lost)


def told(question: QuestionResult) -> list[str]:
    """What was said about a question: ids and keys."""
    named = [question.misconception] if question.misconception else []
    second = (p.arguments["hint"].arguments["id"] for p in question.said if "hint" in p.arguments)
    return [*named, *(phrase.key for phrase in question.said), *second]


def main() -> None:
    """Judge a folder and print what is to be known of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, nargs="+", default=[7])
    parser.add_argument("--only", default="*", help="files to judge, as a shell pattern")
    parser.add_argument("--read", action="store_true", help="print every hint")
    parser.add_argument("--publish", action="store_true", help=f"write {FIGURES.name}")
    arguments = parser.parse_args()
    results = []
    for seed in arguments.seed:
        for result in judged(arguments.folder, seed, arguments.only):
            results.append(result)
            _print(result, seed, arguments.read)
    figures = measured(results)
    print(json.dumps(figures, indent=2))
    if arguments.publish:
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def judged(folder: Path, seed: int, only: str = "*") -> Iterator[Told]:
    """Judge all files of a folder with one seed, assignment by assignment."""
    index = folder / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.exists() else []
    known = {entry["file"]: entry for entry in entries}
    catalog = Catalog()
    with closing(Sandbox(figures=False)) as sandbox:
        for path in sorted(folder.glob("*/*.py")):
            name = f"{path.parent.name}/{path.name}"
            if fnmatch.fnmatch(name, only):
                assignment = catalog[path.parent.name]
                judgement = judge(read_file(path), path.name, assignment, sandbox, seed)
                source = path.read_text(encoding="utf-8")
                yield Told(name, known.get(name, {}), judgement.report, source)


def _print(result: Told, seed: int, read: bool) -> None:
    verdict = "" if result.judged_right else f" LOST {result.lost} FOR {result.entry.get('lost')}"
    false = f" FALSE {sorted(result.false)}" if result.false else ""
    silent = " SILENT" if result.wrong and not result.hints - result.false else ""
    if verdict or false or silent or read:
        what = result.entry.get("what", "")
        print(f"{result.file}@{seed}: {what}:{verdict}{false}{silent} {sorted(result.hints)}")
    if read:
        for question in result.report.questions:
            if question.status != "passed":
                print(verdict_text(question))


def measured(results: list[Told]) -> dict[str, int]:
    """The figures: counts, from which recall and precision follow."""
    wrong = [r for r in results if r.wrong]
    return {
        "submissions": len(results),
        "judged_right": sum(r.judged_right for r in results),
        "wrong": len(wrong),
        "named": sum(r.named for r in wrong),
        "located": sum(not r.named and bool(r.hints - r.false) for r in wrong),
        "hints": sum(len(r.hints - LOCATED) for r in results),
        "true": sum(len(r.hints - r.false - LOCATED) for r in results),
    }


if __name__ == "__main__":
    main()
