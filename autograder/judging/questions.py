"""Put the questions of an exam to a submission, and judge its answers.

The whole of judging in two calls: :func:`ask_all` and :func:`report`. It needs NumPy and the
standard library only, so that the same code serves a class, a cluster and a page.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.judging.compare import compare, unwrap, wrapping
from autograder.judging.diagnose import verdict
from autograder.judging.exam import Exam, Part, draw
from autograder.judging.faults import RubricError, of_maker
from autograder.judging.origins import explained
from autograder.judging.recognize import REUSE, Answer, Findings, Trial
from autograder.judging.report import Origin, Report
from autograder.judging.rubric import Case, Question, Rubric
from autograder.judging.trusted import Player, Trusted
from autograder.sandbox.protocol import (
    Build,
    Call,
    Done,
    Observation,
    Raised,
    Returned,
    encode_scripts,
)

#: The question about what the options of a class do.
OPTIONS = ".options"


def judge_trusted(rubric: Rubric, namespace: dict[str, Any], seed: int = 0) -> Report:
    """Judge trusted code in this process: the reference, a misconception, a mutant."""
    exam = draw(rubric, seed)
    return report(exam, ask_all(exam, Trusted(namespace)))


def prove(rubric: Rubric, seed: int = 0) -> None:
    """Draw all cases once and judge the reference, before anything is made of a rubric.

    Raises:
        RubricError: if the rubric cannot grade, or the reference does not score full.
    """
    told = judge_trusted(rubric, rubric.namespace(), seed)
    for question in rubric.questions:
        if next(q for q in told.questions if q.id == question.id).status != "passed":
            where = of_maker(question.groups[0].cases, question.id, rubric.stem)
            raise RubricError("rubric.reference", place=where, question=question.id)


def report(exam: Exam, answers: list[Answer], origins: Sequence[Origin] = ()) -> Report:
    """The verdicts on all answers of one submission.

    Args:
        origins: why what is asked for is missing or raises, as far as that is known.
    """
    findings = Findings(exam, answers)
    verdicts = (explained(verdict(answer, findings), answer, origins) for answer in answers)
    return Report(exam.stem, tuple(verdicts))


def ask_all(exam: Exam, opened: Player) -> list[Answer]:
    """Put all questions to a submission, in order.

    The worked examples of all questions come first. What a student is shown of one that went
    wrong are numbers that the submission made, and they are here before the first hidden case
    is sent.
    """
    public = {q.id: play(exam.prepared(q).public, opened) for q in exam.questions}
    answers: dict[str, Answer] = {}
    for question in exam.questions:
        showings = public[question.id] | play(exam.prepared(question).hidden, opened)
        answers[question.id] = ask(exam, question, showings, answers)
    return list(answers.values())


@dataclass(frozen=True)
class Showing:
    """What a submission showed for one case, and for each of its baselines."""

    seen: list[Observation]
    baselines: list[list[Observation]]


def play(part: Part, opened: Player) -> dict[Case, Showing]:
    """Play some cases of a question."""
    if not part.cases:
        return {}
    shown = iter(opened.play(part.scripts, part.encoded))
    seen = {case: next(shown) for case in part.cases}
    return {c: Showing(seen[c], [next(shown) for _ in c.baseline]) for c in part.cases}


def ask(
    exam: Exam, question: Question, shown: Mapping[Case, Showing], before: Mapping[str, Answer]
) -> Answer:
    """Compare what a submission showed for one question with what it should."""
    prepared = exam.prepared(question)
    seen = {id(case): shown[case].seen for case in prepared.cases}
    baselines = {id(case): shown[case].baselines for case in prepared.cases}
    wrong = wrong_methods(question, before)
    excused = wrong_with_options(question, before)
    right = {id(case): answer for case, answer in zip(prepared.cases, prepared.right, strict=True)}
    charged = {
        method
        for answer in before.values()
        if answer.question.target == question.target
        for method in answer.wrapped()
    }
    groups: list[list[Trial]] = []
    for group in prepared.groups:
        trials = [
            trial(
                case,
                seen[id(case)],
                right[id(case)],
                baselines[id(case)],
                wrong,
                charged,
                excused,
                either=question.id.endswith(OPTIONS),
            )
            for case in group
        ]
        groups.append(trials)
        charged |= Answer(question, [trials]).wrapped()
    return Answer(question, groups)


def trial(
    case: Case,
    seen: list[Observation],
    right: list[Observation],
    baselines: Sequence[list[Observation]],
    wrong: set[str],
    charged: set[str],
    excused: Collection[str] = (),
    either: bool = False,
) -> Trial:
    """Compare what one case showed with what it should.

    A number in an array of shape (1, 1) costs the first group that sees it; after that, and for
    everything else, it counts as the number that it holds.

    Args:
        wrong: methods that are held to what they show themselves in the baselines.
        charged: methods whose wrapping has cost its points already.
        excused: methods that are wrong with some options only. They are held to what they show
            themselves, too, and to nothing where a new object cannot do it either.
        either: whether what the reference shows is right, too, where a method is held to itself.
    """
    bare = unwrap(seen, right)
    fresh = by_fresh_objects(right, baselines)
    expected = expect(case, right, fresh, wrong | set(excused))
    raises = any(isinstance(shown, Raised) for each in baselines for shown in each)
    if excused and not wrong and raises:
        expected = bare
    if fresh and only_renames(case):
        expected = fresh
    difference = compare(case.steps, bare, expected)
    if difference and either:
        difference = compare(case.steps, bare, right) and difference
    wrapped = [
        d
        for d in wrapping(case.steps, seen, right)
        if getattr(case.steps[d.step], "method", "") not in charged
    ]
    due = wrapped[0] if wrapped else None
    return Trial(case, seen, bare, right, expected, difference or due, due, fresh)


def only_renames(case: Case) -> bool:
    """Whether a case asks only that options given by position mean what they mean by name.

    What these options do is asked elsewhere, and costs nothing here.
    """
    if len(case.baseline) != 1:
        return False
    (first, *rest), (other, *others) = case.steps, case.baseline[0]
    if not isinstance(first, Build) or not isinstance(other, Build):
        return False
    if not first.args or other.args:
        return False
    return encode_scripts([tuple(rest)]) == encode_scripts([tuple(others)])


def wrong_methods(question: Question, before: Mapping[str, Answer]) -> set[str]:
    """The methods of the class asked about whose own question lost points already."""
    answered = (
        before.get(f"{question.target}.{part}") for part in ("forward", "backward", "value")
    )
    return {
        step.method
        for answer in answered
        if answer and answer.failures()
        for trial in itertools.chain(*answer.groups)
        for step in trial.case.steps
        if isinstance(step, Call) and step.observed
    }


def wrong_with_options(question: Question, before: Mapping[str, Answer]) -> set[str]:
    """The methods that an object is asked for again, if ``options`` has lost points already.

    An object with options that is used again does not pay for a wrong option once more.
    """
    answered = before.get(f"{question.target}.options")
    reused = question.id.endswith(REUSE) and answered is not None and answered.failures()
    return {"forward", "backward"} if reused else set()


def by_fresh_objects(
    right: list[Observation], baselines: Sequence[list[Observation]]
) -> list[Observation]:
    """What the steps of a case show if each is done by a new object of the submission.

    Nothing is known of that if there are no baselines, or if one of them did not go through.
    """
    shown = [seen for baseline in baselines for seen in baseline]
    if not shown or not all(isinstance(seen, Done | Returned) for seen in shown):
        return []
    values = (seen for seen in shown if isinstance(seen, Returned))
    return unwrap([next(values) if isinstance(seen, Returned) else seen for seen in right], right)


def expect(
    case: Case, right: list[Observation], fresh: list[Observation], wrong: set[str]
) -> list[Observation]:
    """What the steps of a case must show.

    It is the reference's answers; only where a method is known to be wrong is it held to what it
    shows itself by fresh objects, since its mistake has cost its points already.
    """
    if not wrong or not fresh:
        return right
    held = [getattr(step, "method", "") in wrong for step in case.steps]
    return [mine if h else r for mine, r, h in zip(fresh, right, held, strict=False)]
