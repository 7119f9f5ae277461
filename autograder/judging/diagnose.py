"""Step four, *diagnose*: which mistake was made, and how many points does that leave?

Which mistakes explain an answer is :mod:`autograder.judging.recognize`; what is said about it is
:mod:`autograder.judging.wording`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.judging import where
from autograder.judging.compare import Difference
from autograder.judging.recognize import BASIC, NOTHING, Answer, Cause, Findings, Trial, spoiled
from autograder.judging.report import HINT, Example, GroupResult, Phrase, QuestionResult, Status
from autograder.judging.rubric import Group
from autograder.judging.wording import example, fact, worded
from autograder.sandbox.protocol import Call, Returned

#: Kinds of difference after which there is nothing to recognize.
UNANSWERED = {"unanswered", "missing", "timeout", "died"}

#: Facts that only numbers can show which are right but for a factor, or for two known mistakes.
PROPORTIONAL = {"fact.times", "fact.sign", "fact.besides_mistake"}


#: Facts that are told only if they hold wherever the same method returns a wrong value.
MULTIPLES = {"fact.sign", "fact.factor", "fact.scaled"}


#: Facts that leave open where the mistake is.
UNEXPLAINED = {
    f"fact.{key}"
    for key in ("value", "precision", "nonfinite", "raised", "shape", "factor", "scaled")
}


def _example(trial: Trial | None) -> Example | None:
    """The numbers of a worked example; none where it is held to its own answers."""
    if trial is None or trial.difference is None or trial.expected is not trial.right:
        return None
    return example(trial.case, trial.difference)


def verdict(answer: Answer, findings: Findings) -> QuestionResult:
    """The result of one question, in the light of all answers of the submission."""
    question, failures = answer.question, answer.failures()
    spared = _spared(answer, findings)
    charged = [(group, trial) for group, trial in failures if id(group) not in spared]
    held_back = withheld(answer, findings)
    lost = sum(g.points for g, _ in charged) + sum(g.points for g in held_back)
    groups = _group_results(answer, charged, held_back)
    status = _status(charged[0][1].difference) if charged else "failed" if held_back else "passed"
    told = _first_told(findings, answer, charged) if charged else NOTHING
    shown = next((trial for _, trial in charged if trial.case.public), None)
    said = _said(answer, charged, told, findings) if charged else _follows(spared)
    result = QuestionResult(
        id=question.id,
        points=question.points,
        earned=question.points - lost,
        status=status,
        misconception=told.mistake.id if told.mistake else None,
        message="",
        groups=groups,
        example=_example(shown),
        said=said,
    )
    return worded(result, told.mistake)


def _spared(answer: Answer, findings: Findings) -> dict[int, str]:
    """The groups that are wrong only because of an earlier answer, and whose it is.

    They give what the formula gives with that answer, whose mistake has cost its points already.
    """
    causes = ((g, findings.cause(answer.question, i)) for i, g in _numbered(answer))
    return {id(group): cause.follows for group, cause in causes if cause.follows}


def _numbered(answer: Answer) -> list[tuple[int, Group]]:
    return list(enumerate(answer.question.groups))


def _follows(spared: dict[int, str]) -> tuple[Phrase, ...]:
    keys = {name: "fact.same" if "." in name else "fact.follows" for name in spared.values()}
    return tuple(Phrase(key, {"earlier": name}) for name, key in keys.items())


def _first_told(findings: Findings, answer: Answer, charged: list[tuple[Group, Trial]]) -> Cause:
    """The cause that is told: the first mistake that was recognized, else the first relation."""
    failed = {id(group) for group, _ in charged}
    causes = [findings.cause(answer.question, i) for i, g in _numbered(answer) if id(g) in failed]
    named = next((cause for cause in causes if cause.mistake), None)
    return named or next((cause for cause in causes if cause.facts), NOTHING)


def _said(
    answer: Answer, charged: list[tuple[Group, Trial]], told: Cause, findings: Findings
) -> tuple[Phrase, ...]:
    """What is said besides a hint, or instead of one."""
    question = answer.question
    said = [*told.facts, *_in_part(answer, charged, told, findings)]
    first = next((t for _, t in charged if t.wrong), None)
    wrapped = next((t for _, t in charged if t.wrapped), None)
    if wrapped and wrapped.wrapped and (first or not told.mistake):
        said.insert(0, fact(question, wrapped.case, wrapped.wrapped))
    if first and first.difference and not told.mistake and not told.facts:
        said.append(_seen(answer, first))
        if said[-1].key in UNEXPLAINED:
            about = findings.about(question.target)
            said += where.told(answer, about, first, findings.exam, findings.known)
        earlier = findings.blamed(question.target)
        if earlier and first.difference.kind not in UNANSWERED:
            said.append(Phrase("fact.after", {"earlier": earlier}))
    changed = next(filter(spoiled, itertools.chain(*answer.groups)), None)
    untold = first and first.difference and first.difference.kind != "input"
    if changed and changed.difference and untold and not told.mistake:
        said.append(fact(question, changed.case, changed.difference))
    return tuple(said)


def _in_part(
    answer: Answer, charged: list[tuple[Group, Trial]], told: Cause, findings: Findings
) -> list[Phrase]:
    """Where a relation between numbers was found, if more than one part of a question is wrong."""
    if told.mistake or not told.facts or len(charged) == 1:
        return []
    numbered = _numbered(answer)
    name = next(g.name for i, g in numbered if findings.cause(answer.question, i) == told)
    return [Phrase("fact.in_part", {"group": Phrase(HINT, {"id": name, "english": name})})]


def _seen(answer: Answer, first: Trial) -> Phrase:
    """What is said of the first difference; that it is a factor only if it is one everywhere.

    Two numbers that add up to 0 are a multiple of any other two that do.
    """
    assert first.difference is not None
    told = fact(answer.question, first.case, first.difference)
    others = (trial for trial in itertools.chain(*answer.groups) if trial.wrong)
    facts = [fact(answer.question, t.case, t.difference) for t in others if t.difference]
    plain = Phrase("fact.value", {"name": told.arguments["name"]})
    return plain if told.key in MULTIPLES and plain in facts else told


def _group_results(
    answer: Answer, failures: list[tuple[Group, Trial]], held_back: list[Group]
) -> tuple[GroupResult, ...]:
    failed = {id(group): trial.case.label for group, trial in failures}
    held = {id(group) for group in held_back}
    return tuple(
        GroupResult(
            group.name,
            group.points,
            0.0 if id(group) in failed or id(group) in held else group.points,
            failed.get(id(group)),
        )
        for group in answer.question.groups
    )


def withheld(answer: Answer, findings: Findings) -> list[Group]:
    """The hollow groups of an answer, where there is no honest attempt beside them.

    Without this an object that always answers 0 would be rewarded for answering 0 twice, and one
    that always raises for raising. An attempt is honest if numbers of it are right anywhere, or if
    ``forward``, ``backward`` or ``value`` is wrong in a way that is recognized and with numbers of
    its own: nan equals nan, and what came in comes back alike, however often one asks.
    """
    found, target = hollow(answer), answer.question.target
    if not found:
        return []
    ids = {target + part for part in BASIC}
    attempts = [a for a in findings.answers if a.question.id in ids]
    honest = (
        not attempts
        or computes_rightly(findings.about(target))
        or any(_honest(a, findings) for a in attempts)
    )
    return [] if honest else found


def hollow(answer: Answer) -> list[Group]:
    """The groups that pass, but whose points count only beside an honest attempt.

    They compare the submission with itself, or ask for an exception, or for inputs to stay as
    they are.
    """
    return [
        group
        for group, trials in zip(answer.question.groups, answer.groups, strict=True)
        if not any(t.difference for t in trials)
        and (any(t.case.baseline for t in trials) or not any(map(computes, trials)))
    ]


def computes_rightly(answers: Sequence[Answer]) -> bool:
    """Whether there is a group of right numbers that were held against the reference's."""
    for answer in answers:
        apart = set(map(id, hollow(answer)))
        for group, trials in zip(answer.question.groups, answer.groups, strict=True):
            if trials and id(group) not in apart and not any(t.difference for t in trials):
                return True
    return False


def _honest(answer: Answer, findings: Findings) -> bool:
    """Whether some group of an answer is right, nearly so or given what it calls, or recognized."""
    causes = findings.causes(answer.question)
    right = any(not any(t.wrong for t in trials) for trials in answer.groups) or any(
        cause.follows for cause in causes
    )
    recognized = any(cause.mistake and not _besides(cause) for cause in causes) or any(
        phrase.key in PROPORTIONAL for cause in causes for phrase in cause.facts
    )
    nearly = any(all(_nearly(t) for t in trials) for trials in answer.groups if trials)
    return right or (shows_work(answer) and (recognized or nearly))


def _nearly(trial: Trial) -> bool:
    """Whether a case is right, or right to the digits of 32-bit numbers."""
    return trial.difference is None or trial.difference.kind == "precision"


def _besides(cause: Cause) -> list[Phrase]:
    """What was done to the numbers of a mistake besides making it."""
    return [phrase for phrase in cause.facts if phrase.key != "fact.only"]


def shows_work(answer: Answer) -> bool:
    """Whether different numbers came out, finite and not just arguments handed back."""
    numbers = [
        part[np.isfinite(part)]
        for trial in itertools.chain(*answer.groups)
        for seen in trial.seen
        if isinstance(seen, Returned)
        for part in seen.parts
        if not any(np.array_equal(part, a) for a in _arguments(trial))
    ]
    return bool(numbers) and np.unique(np.concatenate(numbers)).size > 1


def _arguments(trial: Trial) -> list[Any]:
    return [a for step in trial.case.steps if isinstance(step, Call) for a in step.args]


def computes(trial: Trial) -> bool:
    """Whether a number that the submission computed was looked at."""
    shown = zip(trial.case.steps, trial.seen, strict=False)
    return any(isinstance(step, Call) and isinstance(seen, Returned) for step, seen in shown)


def _status(difference: Difference | None) -> Status:
    by_kind: dict[str, Status] = {
        "raised": "error",
        "died": "error",
        "timeout": "timeout",
        "missing": "missing",
        "unanswered": "missing",
    }
    return by_kind.get(difference.kind, "failed") if difference else "passed"
