"""Are copies found in disguise, and is independent work left alone?

The class is the submissions in ``tests/cases/students`` to one assignment. Some are copied, each in
every disguise, put beside the others one at a time, and the class is compared. Counted are the
copies that are listed, and the other pairs with the copy that are listed, too.

The cases have one author, who wrote them from a few sketches, so that some pairs among them are
alike without a copy. How many of these are listed is counted first.

Most cases are such a sketch with one thing wrong, so that they hold little of their own. Work that
says only what many say cannot be told from a copy of it; so only those are copied that hold some
surprise, and how many these are is counted, too.

Usage: ``python -m bench.similarity [ASSIGNMENT ...] [--copies N] [--own NATS]``.
"""

from __future__ import annotations

import argparse
import functools
import io
import keyword
import math
import random
import tokenize
from collections.abc import Callable
from itertools import combinations

from autograder.analytics import code
from autograder.analytics.similarity import Similar, Submission, compare
from autograder.catalog import Assignment, Catalog
from autograder.gradebook.course import REPOSITORY

FOLDER = REPOSITORY / "tests" / "cases" / "students"
ASSIGNMENTS = ("regression", "cross_entropy", "objective")


def renamed(source: str, names: frozenset[str], chance: random.Random) -> str:
    """Every name of the student's own is another one."""
    lines = source.splitlines(keepends=True)
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    new: dict[str, str] = {}
    for token in reversed(tokens):
        own = token.type == tokenize.NAME and token.string not in names
        if own and not keyword.iskeyword(token.string):
            word = new.setdefault(token.string, f"x{len(new)}_{chance.randrange(100)}")
            (row, start), (_, end) = token.start, token.end
            lines[row - 1] = lines[row - 1][:start] + word + lines[row - 1][end:]
    return "".join(lines)


def reordered(source: str, names: frozenset[str], chance: random.Random) -> str:
    """Methods stand in another order in their class, in which they may stand anywhere."""
    blocks: list[list[str]] = [[]]
    for line in source.splitlines(keepends=True):
        top = line[:1] not in (" ", "\t", "\n", "#", ")")
        if top or line.startswith(("    def ", "    @")):
            blocks.append([])
        blocks[-1].append(line)
    out: list[list[str]] = []
    run: list[list[str]] = []
    for block in [*blocks, []]:
        if block and block[0].startswith("    def "):
            run.append(block)
            continue
        chance.shuffle(run)
        out += [*run, block]
        run = []
    return "".join(line for block in out for line in block)


def commented(source: str, names: frozenset[str], chance: random.Random) -> str:
    """Comments and docstrings are others, and lines are spaced in another way."""
    lines = []
    for line in source.splitlines(keepends=True):
        body = line.split("#")[0].rstrip() if "'" not in line and '"' not in line else line.rstrip()
        lines.append(f"{body}  # step {chance.randrange(1000)}\n" if body else "\n")
        if body.lstrip().startswith("def ") and body.endswith(":"):
            indent = " " * (len(body) - len(body.lstrip()) + 4)
            lines.append(f'{indent}"""My own work, number {chance.randrange(1000)}."""\n')
    return "".join(lines)


def all_three(source: str, names: frozenset[str], chance: random.Random) -> str:
    """All of that together."""
    for change in (reordered, renamed, commented):
        source = change(source, names, chance)
    return source


def half(source: str, names: frozenset[str], chance: random.Random) -> str:
    """Only the first half of the lines, as far as whole blocks go, with other names."""
    lines = source.splitlines(keepends=True)
    middle = len(lines) // 2
    while middle < len(lines) and lines[middle][:1] in (" ", "\t", "\n"):
        middle += 1
    return renamed("".join(lines[:middle]), names, chance)


DISGUISES: dict[str, Callable[[str, frozenset[str], random.Random], str]] = {
    "none": lambda source, names, chance: source,
    "other names": renamed,
    "other order": reordered,
    "other comments": commented,
    "all three": all_three,
    "half, other names": half,
}


#: How the names of cases begin of which one person wrote many.
BATCHES = ("u", "v", "w", "x", "y", "ax", "fb")


def class_of(assignment: Assignment) -> dict[str, str]:
    """The code of the cases of an assignment that were written independently, by file.

    The cases of :data:`BATCHES` are each one right solution with a slip put into it: many copies of
    few people's work, which no longer stand out from each other.
    """
    paths = sorted((FOLDER / assignment.stem).glob("*.py"))
    own = (path for path in paths if not path.stem.startswith(BATCHES))
    return {path.stem: path.read_text(encoding="utf-8") for path in own}


@functools.lru_cache(maxsize=1000)
def _units(assignment: Assignment, text: str) -> Submission:
    return code.units(assignment, [text])


def compared(assignment: Assignment, texts: dict[str, str]) -> Similar:
    """A class compared."""
    work = {student: _units(assignment, text) for student, text in texts.items()}
    return compare(work, code.given(assignment))


def own_surprise(assignment: Assignment, texts: dict[str, str], student: str) -> float:
    """What a submission has that few share, in nats: the score that it has with its own copy."""
    work = {name: _units(assignment, text) for name, text in texts.items()}
    copied = compare(work | {"copy": work[student]}, code.given(assignment), math.inf)
    pairs = (p.score for p in copied.pairs if {p.first, p.second} == {student, "copy"})
    return max(pairs, default=0.0)


def listed(result: Similar) -> set[frozenset[str]]:
    """The pairs that are listed."""
    return {frozenset((pair.first, pair.second)) for pair in result.pairs}


def main() -> None:
    """Print a row for each assignment and disguise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("assignments", nargs="*", default=ASSIGNMENTS)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--own", type=float, default=20, help="nats that a copied work must have")
    arguments = parser.parse_args()
    catalog = Catalog()
    for stem in arguments.assignments:
        assignment = catalog[stem]
        texts = class_of(assignment)
        alone = listed(compared(assignment, texts))
        pairs = len(list(combinations(texts, 2)))
        print(f"{stem}: {len(texts)} submissions, {len(alone)} of {pairs} pairs listed as they are")
        chance = random.Random(0)
        telling = [s for s in sorted(texts) if own_surprise(assignment, texts, s) >= arguments.own]
        print(f"  {len(telling)} of them have at least {arguments.own:g} nats that few share")
        victims = chance.sample(telling, min(arguments.copies, len(telling)))
        for name, disguise in DISGUISES.items():
            found, others = 0, 0
            for victim in victims:
                copy = disguise(texts[victim], code.names(assignment), chance)
                result = compared(assignment, texts | {"copy": copy})
                with_copy = {p for p in listed(result) if "copy" in p}
                found += frozenset(("copy", victim)) in with_copy
                others += len(with_copy - {frozenset(("copy", victim))})
            rate = f"{found} of {len(victims)} copies listed"
            print(f"  {name:18} {rate}, and {others} other pairs with a copy")


if __name__ == "__main__":
    main()
