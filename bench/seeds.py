"""Do the points of a submission depend on the seed of the cases?

They must not: who hands in the same work gets the same grade. Judged are, in this process, the
references, all misconceptions and the files of a folder of cases, each with many seeds, and every
question is printed whose points or hint differ from seed to seed. With ``--points`` only points are
looked at, which is quicker: a mistake is looked for only where finding it could change points.

Usage: ``python -m bench.seeds [ASSIGNMENT ...] [--first N] [--seeds N] [--points]
[--without-mistakes] [--folder DIR]``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.catalog import Catalog
from autograder.judging.diagnose import computes_rightly, hollow
from autograder.judging.exam import Exam, LiveExam
from autograder.judging.questions import ask_all, report
from autograder.judging.recognize import BASIC, Answer
from autograder.judging.rubric import Rubric
from autograder.judging.trusted import Trusted
from bench.diagnosis import FOLDER, told

#: Seconds for one assignment, after which its process is ended.
LIMIT = 3600.0
#: Points, and what was told.
Outcome = tuple[float, tuple[str, ...]]
#: The seeds at which a question of a work came out so.
Outcomes = dict[tuple[str, str], dict[Outcome, list[int]]]


def main() -> None:
    """Search every assignment in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("assignments", nargs="*")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--points", action="store_true")
    parser.add_argument("--without-mistakes", action="store_true")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for stem in chosen.assignments or Catalog().stems():
        process = multiprocessing.Process(target=search, args=(stem, chosen))
        process.start()
        process.join(LIMIT)
        if process.is_alive():
            process.terminate()
            print(f"{stem}: no answer in {LIMIT:g} seconds")


def search(stem: str, chosen: argparse.Namespace) -> None:
    """Print what depends on the seed in one assignment."""
    rubric = Catalog()[stem].rubric
    works = dict(submissions(rubric, not chosen.without_mistakes, chosen.folder))
    outcomes: Outcomes = defaultdict(lambda: defaultdict(list))
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        exam = LiveExam(rubric, seed)  # not kept, as those of `draw` are
        for name, namespace in works.items():
            answers = ask_all(exam, Trusted(namespace))
            for question, outcome in (points if chosen.points else verdicts)(exam, answers).items():
                outcomes[name, question][outcome].append(seed)
    found = {place: kinds for place, kinds in outcomes.items() if len(kinds) > 1}
    costly = {p for p, kinds in found.items() if len({earned for earned, _ in kinds}) > 1}
    judged = f"{stem}: {len(works)} works, {chosen.seeds} seeds"
    more = "" if chosen.points else f", only the hint in {len(found) - len(costly)}"
    print(f"{judged}: points differ in {len(costly)} questions{more}", flush=True)
    for place in sorted(found, key=lambda place: place not in costly):
        kinds = ", ".join(
            f"{earned:g} {list(said)} at {len(at)} (as {at[0]})"
            for (earned, said), at in sorted(found[place].items())
        )
        print(
            f"  {'POINTS' if place in costly else 'hint'} {': '.join(place)}: {kinds}", flush=True
        )


def verdicts(exam: Exam, answers: list[Answer]) -> dict[str, Outcome]:
    """The points and the hint of each question."""
    return {q.id: (q.earned, tuple(told(q))) for q in report(exam, answers).questions}


def points(exam: Exam, answers: list[Answer]) -> dict[str, Outcome]:
    """The points of each question, without its hint."""
    if any(depends(answer, exam, answers) for answer in answers):
        return {question: (earned, ()) for question, (earned, _) in verdicts(exam, answers).items()}
    return {answer.question.id: (answer.earned(), ()) for answer in answers}


def depends(answer: Answer, exam: Exam, answers: Sequence[Answer]) -> bool:
    """Whether the points of an answer may depend on which mistake is recognized.

    They do if it may follow from another mistake, or if it has groups that count only beside an
    honest attempt and nothing beside it is right.
    """
    target, failures = answer.question.target, answer.failures()
    about = [a for a in answers if a.question.target == target]
    attempts = [a for a in about if a.question.id in {target + part for part in BASIC}]
    groups = [trials for attempt in attempts for trials in attempt.groups]
    whole = any(not any(t.wrong for t in trials) for trials in groups)
    honest = not attempts or whole or computes_rightly(about)
    follows = target in exam.depends or any(group.spared for group, _ in failures)
    return bool((failures and follows) or (hollow(answer) and not honest))


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
