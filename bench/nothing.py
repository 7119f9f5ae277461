"""Search for points that nothing earns: ``python -m bench.nothing [SEEDS] [ASSIGNMENT …]``.

Answers that compute nothing (constants, nan, shapes alone, what came in, errors) are given to every
question of every assignment, seed by seed. Each must be worth 0 points.

Most of the time that judging takes goes into finding out what to say. A submission that can earn
nothing whatever is found out (:func:`could_earn`) is therefore not judged to the end; a test
compares the two.
"""

import inspect
import itertools
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from autograder.catalog import Catalog
from autograder.judging import relations
from autograder.judging.compare import same
from autograder.judging.diagnose import computes, shows_work
from autograder.judging.exam import LiveExam, draw
from autograder.judging.questions import ask_all, report
from autograder.judging.recognize import BASIC, Answer, first_failure, paired
from autograder.judging.rubric import Rubric
from autograder.judging.trusted import Trusted


def arrays(arguments):
    """The arguments that are arrays, or something like it."""
    return [a for a in arguments if isinstance(a, np.ndarray | list | tuple | float | int)]


def first(*arguments):
    found = arrays(arguments)
    return found[0] if found else 0.0


def last(*arguments):
    found = arrays(arguments)
    return found[-1] if found else 0.0


def filled(value):
    """An answer of the shape of the first argument."""
    return lambda *arguments: np.full(np.shape(first(*arguments)), value, dtype=float)


def per_row(value):
    """A number for each row of the first argument."""
    return lambda *arguments: np.full(np.shape(first(*arguments))[:1], value, dtype=float)


def constant(value):
    return lambda *arguments: value


def fails(kind):
    def answer(*arguments):
        raise kind

    return answer


#: Answers to any call, by name: constants, shapes alone, what came in, errors.
ANSWERS = {
    **{f"always {v}": constant(v) for v in (0, 0.0, 1.0, 0.5, -1.0, np.nan, np.inf, -np.inf)},
    **{f"full of {v}": filled(v) for v in (0, 1, np.nan, np.inf)},
    **{f"a row of {v}": per_row(v) for v in (0, np.nan)},
    "nothing": constant(None),
    "an empty array": constant(np.zeros(0)),
    "two numbers": constant((0.0, 0.0)),
    "two nans": constant((np.nan, np.nan)),
    "a number and zeros": lambda *a: (0.0, np.zeros(np.shape(first(*a)))),
    "the first argument": first,
    "the last argument": last,
    "a copy of the first argument": lambda *a: np.array(first(*a)),
    "the first argument and zeros": lambda *a: (first(*a), np.zeros(np.shape(first(*a)))),
    "ValueError": fails(ValueError),
    "IndexError": fails(IndexError),
}
#: How `backward` answers, which takes no argument, beside a `forward` that computes nothing.
ENDINGS = ("same", "full of 0", "always nan", "ValueError")


def loss(reference, forward, backward):
    """A class with the methods of the reference, which answer without computing."""

    def method(self, *arguments, **options):
        self.came = arguments
        return ANSWERS[forward](*arguments)

    def ending(self, *arguments):
        came = arguments or getattr(self, "came", ())
        return ANSWERS[forward if backward == "same" else backward](*came)

    names = [n for n, m in vars(reference).items() if inspect.isfunction(m) and n != "__init__"]
    body = {n: ending if n in ("backward", "spread") else method for n in names}
    return type(reference.__name__, (), {"__init__": lambda self, *a, **k: None, **body})


def hollow(rubric, answer, ending="same"):
    """A namespace in which everything asked about computes nothing."""
    namespace = {}
    for target in {q.target for q in rubric.questions}:
        reference = getattr(rubric.reference, target)
        namespace[target] = (
            loss(reference, answer, ending)
            if isinstance(reference, type)
            else lambda *a, **k: ANSWERS[answer](*a)
        )
    return namespace


def tries(rubric: Rubric, endings: Sequence[str] = ENDINGS) -> Iterator[tuple[str, str]]:
    """Each (answer, ending) to try; only a class has methods that end differently."""
    targets = {getattr(rubric.reference, q.target) for q in rubric.questions}
    classes = any(isinstance(target, type) for target in targets)
    return itertools.product(ANSWERS, endings if classes else endings[:1])


def earned(
    rubric: Rubric, seed: int, endings: Sequence[str] = ENDINGS
) -> Iterator[tuple[str, str, str, float]]:
    """Each (question, answer, ending, points) with points for nothing."""
    exam = draw(rubric, seed)
    for answer, ending in tries(rubric, endings):
        answers = ask_all(exam, Trusted(hollow(rubric, answer, ending)))
        if could_earn(exam, answers):
            for result in report(exam, answers).questions:
                if result.earned:
                    yield result.id, answer, ending, result.earned


def could_earn(exam: LiveExam, answers: list[Answer]) -> bool:
    """Whether points are possible at all: by a group that passes, or by one that may be spared.

    A group that compares the submission with itself, or asks for an exception, counts only beside
    an honest attempt: one that is right somewhere, or shows numbers of its own.
    """
    places = [(a, i) for a in answers for i in range(len(a.groups))]
    if any(may_follow(exam, answers, answer, i) for answer, i in places):
        return True
    passed = [(a.question.target, a.groups[i]) for a, i in places if not first_failure(a.groups[i])]
    if any(any(map(computes, ts)) and not any(t.case.baseline for t in ts) for _, ts in passed):
        return True
    return any(may_be_honest(answers, target) for target, _ in passed)


def may_be_honest(answers: list[Answer], target: str) -> bool:
    """Whether what is asked for first might count as an attempt."""
    attempts = [a for a in answers if a.question.id in {target + part for part in BASIC}]
    right = any(not any(t.wrong for t in ts) for a in attempts for ts in a.groups)
    return not attempts or right or any(map(shows_work, attempts))


def may_follow(exam: LiveExam, answers: list[Answer], at: Answer, number: int) -> bool:
    """Whether a group that fails shows what some mistake makes of it: its own or another's.

    Its own must have been found in what is asked for first, everywhere if all of that is wrong.
    What follows from another's may be that times a factor.
    """
    failing = [trial for trial in at.groups[number] if trial.difference]
    target, callees = at.question.target, exam.depends.get(at.question.target, ())
    basics = [a for a in answers if a.question.id in {target + part for part in BASIC}]
    wrong = {a.question.id for a in basics if a.failures()}
    enough = len(wrong) if len(wrong) == len(basics) else 1
    own = at.question.groups[number].spared
    for mistake in exam.mistakes if failing else ():
        follows = mistake.target in callees
        found = own and mistake.target == target and len(wrong & set(mistake.breaks)) >= enough
        if follows or found:
            for variant in zip(*(exam.shows(mistake, t.case) for t in failing), strict=True):
                if all(same(t.bare, seen) for t, seen in zip(failing, variant, strict=True)):
                    return True
                if follows and relations.scaled(paired(failing, variant)):
                    return True
    return False


def main(seeds: int = 50, *stems: str) -> int:
    """Print what was found, seed by seed; the exit status says whether anything was."""
    catalog, found, tried = Catalog(), 0, 0
    for seed in range(seeds):
        for stem in stems or catalog.stems():
            for question, answer, ending, points in earned(catalog[stem].rubric, seed):
                found += 1
                print(f"{stem} seed {seed}: {question} gives {points:g} to {answer}, {ending}")
            tried += len(list(tries(catalog[stem].rubric)))
        print(f"{seed + 1} seeds, {tried} submissions: {found} earned something", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:2]]
    sys.exit(main(*numbers, *sys.argv[2:]))
