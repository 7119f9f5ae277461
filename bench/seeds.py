"""Do the points of a submission depend on the seed of the cases?

They must not: who hands in the same work gets the same grade. Judged are, in this process, the
references, all misconceptions and the files of a folder of cases, each with many seeds, and every
question is printed whose points or hint differ from seed to seed.

Usage: ``python -m bench.seeds [ASSIGNMENT ...] [--seeds N] [--without-mistakes] [--folder DIR]``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.catalog import Catalog
from autograder.judging.exam import LiveExam
from autograder.judging.questions import ask_all, report
from autograder.judging.rubric import Rubric
from autograder.judging.trusted import Trusted
from bench.diagnosis import FOLDER, told

#: Seconds for one assignment, after which its process is ended.
LIMIT = 3600.0
Outcomes = dict[tuple[str, str], dict[tuple[float, tuple[str, ...]], list[int]]]


def main() -> None:
    """Search every assignment in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--without-mistakes", action="store_true")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for stem in chosen.assignments or Catalog().stems():
        arguments = (stem, chosen.seeds, not chosen.without_mistakes, chosen.folder)
        process = multiprocessing.Process(target=search, args=arguments)
        process.start()
        process.join(LIMIT)
        if process.is_alive():
            process.terminate()
            print(f"{stem}: no answer in {LIMIT:g} seconds")


def search(stem: str, seeds: int, mistakes: bool, folder: Path) -> None:
    """Print what depends on the seed in one assignment."""
    rubric = Catalog()[stem].rubric
    works = dict(submissions(rubric, mistakes, folder))
    outcomes: Outcomes = defaultdict(lambda: defaultdict(list))
    for seed in range(seeds):
        exam = LiveExam(rubric, seed)  # not kept, as those of `draw` are
        for name, namespace in works.items():
            judged = report(exam, ask_all(exam, Trusted(namespace)))
            for question in judged.questions:
                outcomes[name, question.id][question.earned, tuple(told(question))].append(seed)
    found = {place: kinds for place, kinds in outcomes.items() if len(kinds) > 1}
    points = {p for p, kinds in found.items() if len({earned for earned, _ in kinds}) > 1}
    print(
        f"{stem}: {len(works)} works, {seeds} seeds: points differ in {len(points)} questions, ",
        end="",
    )
    print(f"only the hint in {len(found) - len(points)}", flush=True)
    for place in sorted(found, key=lambda place: place not in points):
        kinds = ", ".join(
            f"{earned:g} {list(said)} at {len(at)} (as {at[0]})"
            for (earned, said), at in sorted(found[place].items())
        )
        print(
            f"  {'POINTS' if place in points else 'hint'} {': '.join(place)}: {kinds}", flush=True
        )


def submissions(rubric: Rubric, mistakes: bool, folder: Path) -> Iterator[tuple[str, Any]]:
    """What is judged, by name: the reference, each mistake, and the files of a folder."""
    yield "the reference", rubric.namespace()
    for mistake in rubric.misconceptions if mistakes else ():
        for number, namespace in enumerate(rubric.mistaken(mistake)):
            yield f"{mistake.__name__} {number}", namespace
    for path in sorted((folder / rubric.stem).glob("*.py")):
        namespace: dict[str, Any] = {"__name__": "work"}
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
            exec(compile(path.read_text(encoding="utf-8"), path.name, "exec"), namespace)
        yield path.name, namespace


if __name__ == "__main__":
    main()
