"""Which mistakes explain what a submission showed?

A mistake is recognized by its numbers, and only if it is consistent with all that is known of the
submission: it agrees wherever the group in question went wrong, it shows nothing wrong where the
submission is right, and no question that it breaks has passed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.judging import relations
from autograder.judging.compare import Difference, alike, same, unwrap
from autograder.judging.exam import Exam, Mistake
from autograder.judging.instead import instead
from autograder.judging.places import places
from autograder.judging.report import HINT, Phrase
from autograder.judging.rubric import Case, Group, Question
from autograder.sandbox.protocol import Observation, Returned, Step


@dataclass(frozen=True)
class Trial:
    """One case, what the submission showed, and where it differs from what is right.

    Attributes:
        seen: what the submission showed.
        bare: the same without superfluous axes; see :func:`autograder.judging.compare.unwrap`.
        right: what the reference shows.
        expected: what counts as right here; see :func:`autograder.judging.questions.expect`.
        difference: the first place where it goes wrong, if it does.
        wrapped: where a value has superfluous axes that cost points in this case.
        fresh: what new objects of the submission show for the same steps, if that is known.
    """

    case: Case
    seen: list[Observation]
    bare: list[Observation]
    right: list[Observation]
    expected: list[Observation]
    difference: Difference | None
    wrapped: Difference | None = None
    fresh: Sequence[Observation] = ()

    @property
    def wrong(self) -> bool:
        """Whether more is wrong than an axis too many."""
        return self.difference is not None and self.difference.kind != "wrapped"


@dataclass(frozen=True)
class Answer:
    """All trials of one question, group by group; a group may be cut short by a lost child."""

    question: Question
    groups: list[list[Trial]]

    def earned(self) -> float:
        """The points of the groups that pass."""
        lost = sum(group.points for group, _ in self.failures())
        return float(self.question.points - lost)

    def failures(self) -> list[tuple[Group, Trial]]:
        """The first failing trial of each group that fails: one that is more than wrapped first."""
        pairs = zip(self.question.groups, self.groups, strict=True)
        first = ((group, first_failure(trials)) for group, trials in pairs)
        return [(group, trial) for group, trial in first if trial is not None]

    def wrapped(self) -> set[str]:
        """The methods whose values have superfluous axes that cost points here."""
        trials = (trial for group in self.groups for trial in group if trial.wrapped)
        return {getattr(t.case.steps[t.wrapped.step], "method", "") for t in trials if t.wrapped}


def first_failure(trials: Sequence[Trial]) -> Trial | None:
    """The trial of a group that is told about."""
    failing = [trial for trial in trials if trial.difference]
    return next((t for t in failing if t.wrong), failing[0] if failing else None)


@dataclass(frozen=True)
class Suspect:
    """One variant of a mistake, by its number."""

    mistake: Mistake
    variant: int


@dataclass(frozen=True)
class Cause:
    """Why a group failed.

    Attributes:
        mistake: the mistake that was recognized, if one was.
        facts: what is to be said besides, or instead.
        follows: the other class or function that is to blame: the group is right given that.
    """

    mistake: Mistake | None = None
    facts: tuple[Phrase, ...] = ()
    follows: str | None = None


NOTHING = Cause()
#: So many variants of a mistake are those of a free constant, which could be any factor as well.
MANY = 3
#: So many pairs of mistakes are tried on one group.
PAIRS = 2000
#: In so many cases one of two mistakes may have undone the other: a third times three is one.
UNDONE = 2
#: Questions about what a loss or a function computes in the first place.
BASIC = (".forward", ".backward", ".value")
#: The question about an object that is used again, where a factor tells nothing of a formula.
REUSE = ".reuse"


class Findings:
    """What is concluded from all answers of a submission, group by group.

    Groups of a target are explained in rounds, the surest first: what follows from an earlier
    answer; mistakes that agree in finite numbers; mistakes that another group has shown already;
    then mistakes that agree in an exception, a shape or nan only, and relations between numbers.
    """

    def __init__(self, exam: Exam, answers: Sequence[Answer]):
        self.exam, self.answers = exam, answers
        self._causes: dict[tuple[str, int], Cause] = {}
        self._known: dict[str, dict[Suspect, Phrase | None]] = {}
        for target in dict.fromkeys(answer.question.target for answer in answers):
            self._explain(target)

    def cause(self, question: Question, group: int) -> Cause:
        """Why a group of a question failed."""
        return self._causes.get((question.id, group), NOTHING)

    def causes(self, question: Question) -> list[Cause]:
        """The causes that are known for the groups of a question, in their order."""
        known = (self._causes.get((question.id, g)) for g in range(len(question.groups)))
        return [cause for cause in known if cause is not None]

    def known(self, answer: Answer, group: int) -> bool:
        """Whether it is known why a group of an answer failed."""
        return (answer.question.id, group) in self._causes

    def blamed(self, target: str) -> str | None:
        """What the reference calls for a target, if it has lost points itself."""
        wrong = {answer.question.target for answer in self.answers if answer.failures()}
        return next((name for name in self.exam.depends.get(target, ()) if name in wrong), None)

    # ------------------------------------------------------------------ the rounds

    def _explain(self, target: str) -> None:
        self._known[target] = {}
        rounds = (
            self._look_before,
            self._look_closely,
            self._look_again,
            self._look_for_less,
            self._look_again,
        )
        for look in rounds:
            for answer in self.about(target):
                for number, trials in enumerate(answer.groups):
                    place = answer.question.id, number
                    failing = [t for t in trials if t.wrong] or [t for t in trials if t.difference]
                    if not failing or place in self._causes:
                        continue
                    if cause := look(answer, failing):
                        self._causes[place] = cause
        for answer in self.about(target):
            self._spare(answer)

    def _spare(self, answer: Answer) -> None:
        """Find the groups that are wrong only as ``forward`` or ``backward`` is wrong already."""
        for number, group in enumerate(answer.question.groups):
            trials = answer.groups[number]
            if group.spared and first_failure(trials):
                for basic, mistake in self._charged(answer.question.target):
                    if self._shows_only(mistake, trials):
                        self._causes[answer.question.id, number] = Cause(follows=basic)

    def _charged(self, target: str) -> Iterator[tuple[str, Mistake]]:
        """The questions that have lost points for what is computed first, and by which mistake.

        One of them is right, or all are wrong by that mistake: an answer that is the same whatever
        comes in agrees with one in some cases by chance, and what computes nothing earns nothing.
        """
        basics = [answer for answer in self.about(target) if answer.question.id.endswith(BASIC)]
        wrong = [answer for answer in basics if answer.failures()]
        named = [{c.mistake for c in self.causes(answer.question) if c.mistake} for answer in wrong]
        for answer, mistakes in zip(wrong, named, strict=True):
            for mistake in mistakes:
                if len(wrong) < len(basics) or all(mistake in others for others in named):
                    yield answer.question.id, mistake

    def _shows_only(self, mistake: Mistake, trials: Sequence[Trial]) -> bool:
        """Whether wrong answers are wholly those of a mistake, in one of its variants."""
        failing = [(t.bare, self.exam.shows(mistake, t.case)) for t in trials if t.difference]
        several = zip(*(shown for _, shown in failing), strict=True)
        return any(
            all(same(bare, wrong) for (bare, _), wrong in zip(failing, variant, strict=True))
            for variant in several
        )

    def about(self, target: str) -> list[Answer]:
        """The answers to all questions about a class or function."""
        return [answer for answer in self.answers if answer.question.target == target]

    def _look_before(self, answer: Answer, failing: Sequence[Trial]) -> Cause | None:
        """Does it follow from a mistake in what the reference calls here?

        Two functions that raise alike are no sign of that: who always raises does so, too. But who
        calls a function that spoils its input hands it an array to spoil.
        """
        if not all(_manner(_shown_last(trial))[0] == "returned" for trial in failing):
            return None
        for earlier in self.exam.depends.get(answer.question.target, ()):
            if answer.question.id.endswith(BASIC) and all(map(spoiled, failing)):
                groups = (group for other in self.about(earlier) for group in other.groups)
                if any(map(spoiled, itertools.chain(*groups))):
                    return Cause(follows=earlier)
            for suspect, besides in self._known.get(earlier, {}).items():
                shown = [self._shown(suspect, t.case) for t in failing]
                if all(same(t.bare, wrong) for t, wrong in zip(failing, shown, strict=True)):
                    return Cause(follows=earlier)
                scaled = besides and relations.scaled(paired(failing, shown))
                if (
                    besides
                    and scaled
                    and scaled.arguments["factors"] == besides.arguments["factors"]
                ):
                    return Cause(follows=earlier)
        return None

    def _look_closely(self, answer: Answer, failing: Sequence[Trial]) -> Cause | None:
        """Does one consistent mistake give just these numbers?"""
        if not any(map(_telling, failing)):
            return None
        return self._suspected(answer, failing, everywhere=False)

    def _look_again(self, answer: Answer, failing: Sequence[Trial]) -> Cause | None:
        """Is it, at least in part, a mistake that other questions have shown already?"""
        methods = {_method(trial) for trial in failing}
        for suspect in self._known[answer.question.target]:
            if answer.question.id in suspect.mistake.breaks and all(
                self._takes_part(suspect, trial) for trial in failing
            ):
                return Cause(suspect.mistake, self._elsewhere(suspect, methods))
        return None

    def _look_for_less(self, answer: Answer, failing: Sequence[Trial]) -> Cause | None:
        """Does one mistake fail alike everywhere, or is there a relation between numbers?"""
        dark = self._in_the_dark(answer, failing)
        if cause := None if dark else self._suspected(answer, failing, everywhere=True):
            return cause
        return self._related(answer, failing, dark)

    # ------------------------------------------------------------------ mistakes

    def _suspected(
        self, answer: Answer, failing: Sequence[Trial], everywhere: bool
    ) -> Cause | None:
        """The one mistake that agrees with what failed and contradicts nothing."""
        methods = {_method(trial) for trial in failing}
        group = next(trials for trials in answer.groups if failing[0] in trials)
        suspects = [
            suspect
            for suspect in self._suspects(answer)
            if all(self._agrees(suspect, trial) for trial in failing)
            and any(self._is_seen(suspect, trial) for trial in failing)
            and not any(self._contradicted(suspect, trial, methods) for trial in group)
            and self._consistent(suspect, failing)
            and not (everywhere and not self._explains_all(suspect, methods))
        ]
        best = self._best(suspects)
        if best is None:
            return None
        self._known[answer.question.target].setdefault(best, None)
        return Cause(best.mistake, self._elsewhere(best, methods))

    def _is_seen(self, suspect: Suspect, trial: Trial) -> bool:
        """Whether a mistake may be why a case fails; what is held to new objects shows it there."""
        if not trial.wrong or trial.case.baseline or spoiled(trial):
            return True
        return _shows_itself(trial, self._shown(suspect, trial.case))

    def _elsewhere(self, suspect: Suspect, methods: set[str]) -> tuple[Phrase, ...]:
        """What restricts a hint: a mistake in two methods may have been made in one only."""
        here, everywhere = self._score(suspect, methods), self._score(suspect)
        one = len(methods) == 1 and not methods & {suspect.mistake.target, ""}
        if not one or everywhere.against <= here.against or self._also_beside(suspect, methods):
            return ()
        return (Phrase("fact.only", {"name": next(iter(methods))}),)

    def _also_beside(self, suspect: Suspect, methods: set[str]) -> bool:
        """Whether other methods go wrong anywhere as a mistake does, or in its manner.

        Sums in another order differ in the last digit of a 32-bit number, for instance.
        """
        trials = (
            t for a in self.about(suspect.mistake.target) for group in a.groups for t in group
        )
        wrong = (t for t in trials if t.difference and _method(t) not in methods)
        return any(self._agrees(suspect, t) or self._takes_part(suspect, t) for t in wrong)

    def _suspects(self, answer: Answer) -> Iterable[Suspect]:
        """The mistakes that could have broken a question."""
        some = next(trial for trials in answer.groups for trial in trials)
        for mistake in self.exam.mistakes:
            if answer.question.id in mistake.breaks:
                for variant in range(len(self.exam.shows(mistake, some.case))):
                    yield Suspect(mistake, variant)

    def _shown(self, suspect: Suspect, case: Case) -> list[Observation]:
        variants = self.exam.shows(suspect.mistake, case)
        return variants[suspect.variant % len(variants)]

    def _agrees(self, suspect: Suspect, trial: Trial) -> bool:
        """Whether a mistake shows what the submission showed, up to where it first goes wrong.

        What comes after that may be another mistake's doing.
        """
        assert trial.difference is not None
        end, shown = trial.difference.step + 1, self._shown(suspect, trial.case)
        return any(
            len(seen) >= end and len(shown) >= end and same(seen[:end], shown[:end])
            for seen in ((trial.bare, trial.seen) if trial.wrong else (trial.seen,))
        )

    def _consistent(self, suspect: Suspect, failing: Sequence[Trial]) -> bool:
        """Whether what is known of the submission does not speak against a mistake.

        It does if a question passed in which the mistake shows itself by the same method. A case
        that is right where the mistake would be wrong weighs as much against it as one that is
        wrong in the same way weighs for it: a mistake may be made in one branch only.
        """
        methods = {_method(trial) for trial in failing}
        broken = [
            a for a in self.about(suspect.mistake.target) if a.question.id in suspect.mistake.breaks
        ]
        if any(self._is_missing(suspect, answer, methods) for answer in broken):
            return False
        score = self._score(suspect, methods)
        return score.against <= score.agreed

    def _is_missing(self, suspect: Suspect, answer: Answer, methods: set[str]) -> bool:
        """Whether a question that a mistake breaks shows no sign of it, though it should."""
        trials = [trial for trials in answer.groups for trial in trials]
        if not any(methods & self._spoils(suspect, trial) for trial in trials):
            return False
        failing = [t for t in trials if t.difference and _method(t) in methods]
        if not failing or not answer.question.id.endswith(BASIC):
            return not answer.failures()
        agreed = sum(self._agrees(suspect, trial) for trial in failing)
        shown = [self._shown(suspect, trial.case) for trial in failing]
        return 2 * agreed < len(failing) and not relations.scaled(paired(failing, shown))

    def _spoils(self, suspect: Suspect, trial: Trial) -> set[str]:
        """The methods that a mistake gets wrong in a case."""
        shown = unwrap(self._shown(suspect, trial.case), trial.right)
        triples = zip(trial.case.steps, trial.right, shown, strict=False)
        return {_name(step) for step, right, wrong in triples if not alike(wrong, right)}

    def _takes_part(self, suspect: Suspect, trial: Trial) -> bool:
        """Whether a mistake goes wrong where the submission does, in the same manner."""
        assert trial.difference is not None
        step, shown = trial.difference.step, self._shown(suspect, trial.case)
        if not trial.wrong or step >= len(shown) or step >= len(trial.right):
            return False
        wrong, mine = shown[step], trial.bare[step]
        return not alike(wrong, trial.right[step]) and _manner(wrong) == _manner(mine)

    def _explains_all(self, suspect: Suspect, methods: set[str]) -> bool:
        """Whether a mistake is seen in most places where it shows itself, and missing nowhere."""
        score = self._score(suspect, methods)
        return score.against == 0 and score.missed <= score.agreed

    def _best(self, suspects: Sequence[Suspect]) -> Suspect | None:
        """The one that explains most; none if several do that equally well."""
        if len(suspects) > 1:
            scores = {suspect: self._score(suspect).balance for suspect in suspects}
            suspects = [s for s in suspects if scores[s] == max(scores.values())]
        return suspects[0] if len({s.mistake.id for s in suspects}) == 1 else None

    def _score(self, suspect: Suspect, methods: set[str] | None = None) -> Score:
        """Hold a mistake against all cases of its target, or only what some methods show."""
        agreed = exactly = missed = against = 0
        for answer in self.about(suspect.mistake.target):
            for trial in (trial for trials in answer.groups for trial in trials):
                shown = self._shown(suspect, trial.case)
                if trial.difference and self._agrees(suspect, trial):
                    agreed += 1
                    exactly += same(trial.bare, shown) or same(trial.seen, shown)
                elif _contradicts(trial, shown, methods):
                    against += 1
                elif trial.difference and _shows_itself(trial, shown):
                    missed += 1
        return Score(agreed, exactly, missed, against)

    def _contradicted(self, suspect: Suspect, trial: Trial, methods: set[str]) -> bool:
        return _contradicts(trial, self._shown(suspect, trial.case), methods)

    # ------------------------------------------------------------------ relations

    def _related(self, answer: Answer, failing: Sequence[Trial], dark: bool) -> Cause | None:
        """A relation of the numbers to the right ones, or to those of one mistake.

        Args:
            dark: whether nobody knows what is wrong in the first place: then only what an object
                does when it is used again is told.
        """
        if not any(trial.wrong for trial in failing):
            return None
        reused = answer.question.id.endswith(REUSE)
        if phrase := relations.of_reuse(failing) or (reused and relations.of_memory(failing)):
            return Cause(facts=(phrase,))
        if reused or dark:
            return None
        right, like = paired(failing, [t.right for t in failing]), self._like(failing)
        if phrase := relations.to_right(right, like):
            return Cause(facts=(phrase,))
        if phrases := self._instead(failing):
            return Cause(facts=phrases)
        product = relations.times(right)
        if found := self._scaled(answer, failing, any_of_several=product is not None):
            suspect, phrase = found
            self._known[answer.question.target].setdefault(suspect, phrase)
            return Cause(suspect.mistake, (phrase,))
        return Cause(facts=(product,)) if product else self._two(answer, failing)

    def _instead(self, failing: Sequence[Trial]) -> tuple[Phrase, ...]:
        """For which other inputs or options the answers of a method would be right."""
        names = {_method(trial) for trial in failing}
        name = next(iter(names))
        wrong = [place for place in places(failing, name, self.exam) if not place.ok]
        return tuple(instead(wrong, name, self.exam)) if wrong and len(names) == 1 else ()

    def _scaled(
        self, answer: Answer, failing: Sequence[Trial], any_of_several: bool
    ) -> tuple[Suspect, Phrase] | None:
        """A mistake and what else was done to its numbers, if one was made beside it."""
        found: dict[str, tuple[Suspect, Phrase]] = {}
        known = {suspect.mistake.id for suspect in self._known[answer.question.target]}
        for suspect in self._suspects(answer):
            shown = [self._shown(suspect, t.case) for t in failing]
            several = len(self.exam.shows(suspect.mistake, failing[0].case)) > MANY
            if several or not (phrase := relations.scaled(paired(failing, shown))):
                continue
            wanted = (t.right[t.difference.step] for t in failing if t.difference)
            if not relations.apart_rightly(phrase, wanted):
                continue
            if not any(map(_undone, failing, shown)):
                found.setdefault(suspect.mistake.id, (suspect, phrase))
        if len(found) == 1 or (found and any_of_several):
            return next(
                (found[name] for name in found if name in known), next(iter(found.values()))
            )
        return None

    # ------------------------------------------------------------------ two at once

    def _two(self, answer: Answer, failing: Sequence[Trial]) -> Cause | None:
        """Two mistakes that make these numbers together, where no single one does.

        Nothing that the methods show may speak against them, and no other two may do as well.
        """
        if not all(map(_telling, failing)):
            return None
        methods = {_method(trial) for trial in failing}
        candidates = [
            s for s in self._suspects(answer) if self._score(s, methods).against <= UNDONE
        ]
        agreeing = (
            pair
            for pair in itertools.islice(itertools.combinations(candidates, 2), PAIRS)
            if pair[0].mistake != pair[1].mistake
            and all(self._together(pair, t, t.difference.step) for t in failing if t.difference)
        )
        scores = {pair: self._jointly(pair, methods) for pair in agreeing}
        best = [pair for pair in scores if scores[pair] == max(scores.values()) >= 0]
        if len({(a.mistake.id, b.mistake.id) for a, b in best}) != 1:
            return None
        first, second = (suspect.mistake for suspect in best[0])
        for suspect in best[0]:
            self._known[answer.question.target].setdefault(suspect, None)
        hint = Phrase(HINT, {"id": second.id, "english": second.hint})
        return Cause(first, (Phrase("fact.besides_mistake", {"hint": hint}),))

    def _together(self, pair: tuple[Suspect, Suspect], trial: Trial, step: int) -> bool:
        """Whether a step of a trial shows what two mistakes make of it together."""
        shown = [unwrap(self._shown(suspect, trial.case), trial.right) for suspect in pair]
        if step >= min(map(len, (trial.bare, trial.right, *shown))):
            return False
        return relations.together(trial.bare[step], trial.right[step], *(s[step] for s in shown))

    def _jointly(self, pair: tuple[Suspect, Suspect], methods: set[str]) -> int:
        """How often two mistakes explain what methods got wrong, less how often they do not.

        It is −1 if something is right that the two would not leave right, or if one of them is
        never seen alone: numbers of a third mistake can be those of two by chance of algebra.
        """
        score, alone = 0, set()
        for answer in self.about(pair[0].mistake.target):
            for trial in itertools.chain(*answer.groups):
                if trial.wrong and trial.difference and _method(trial) in methods:
                    score += 1 if self._together(pair, trial, trial.difference.step) else -1
                    seen = [s for s in pair if self._spoils(s, trial) & methods]
                    alone |= set(seen) if len(seen) == 1 and self._agrees(seen[0], trial) else set()
                for i, (step, mine, right) in enumerate(
                    zip(trial.case.steps, trial.bare, trial.right, strict=False)
                ):
                    told = _name(step) in methods and alike(mine, right)
                    if told and not self._together(pair, trial, i):
                        return -1
        return score if len(alone) == len(pair) else -1

    def _in_the_dark(self, answer: Answer, failing: Sequence[Trial]) -> bool:
        """Whether a basic question is wrong by the same methods, and nobody knows why.

        Then its mistake is in these numbers, too, and a relation would be chance.
        """
        if answer.question.id.endswith(BASIC):
            return False
        methods = {_method(trial) for trial in failing}
        return any(
            other.question.id.endswith(BASIC)
            and (other.question.id, number) not in self._causes
            and any(t.wrong and _method(t) in methods for t in trials)
            for other in self.about(answer.question.target)
            if other is not answer
            for number, trials in enumerate(other.groups)
        )

    def _like(self, failing: Sequence[Trial]) -> list[relations.Pair]:
        """All places where the same method of the target is wrong in finite numbers."""
        methods = {_method(trial) for trial in failing}
        trials = [
            trial
            for answer in self.answers
            for group in answer.groups
            for trial in group
            if trial.wrong and _method(trial) in methods
        ]
        pairs = paired(trials, [t.right for t in trials])
        return [pair for pair in pairs if pair is not None]


@dataclass(frozen=True)
class Score:
    """How a mistake stands to all cases of its target.

    Attributes:
        agreed: in so many the submission goes wrong as the mistake does.
        exactly: in so many of these all that comes after that is alike, too.
        missed: in so many the mistake shows itself, and the submission shows something else.
        against: in so many the submission is right where the mistake shows itself.
    """

    agreed: int
    exactly: int
    missed: int
    against: int

    @property
    def balance(self) -> tuple[int, int]:
        """What speaks for it, less what speaks against it; then how exactly it agrees."""
        return self.agreed - self.missed - self.against, self.exactly


def _contradicts(trial: Trial, shown: list[Observation], methods: set[str] | None = None) -> bool:
    """Whether the submission is right where a mistake would show something wrong."""
    shown = unwrap(shown, trial.right)
    places = zip(trial.case.steps, trial.bare, trial.right, shown, strict=False)
    return any(
        alike(mine, right) and not alike(wrong, right)
        for step, mine, right, wrong in places
        if methods is None or _name(step) in methods
    )


def paired(
    failing: Sequence[Trial], others: Sequence[list[Observation]]
) -> list[relations.Pair | None]:
    """What a submission showed where it went wrong, each beside what another shows there."""
    both = zip(failing, others, strict=True)
    pairs = [relations.Pair.of(t.case, t.difference, t.bare, other) for t, other in both]
    return [pair for pair in pairs if pair is not relations.NEGLIGIBLE]


def spoiled(trial: Trial) -> bool:
    """Whether it is the caller's arrays that went wrong."""
    return trial.difference is not None and trial.difference.kind == "input"


def _undone(trial: Trial, shown: Sequence[Observation]) -> bool:
    """Whether entries are right that a mistake makes wrong: a factor beside it would undo it."""
    assert trial.difference is not None
    step = trial.difference.step
    if step >= min(len(trial.bare), len(shown)):
        return False
    places = (trial.bare[step], trial.right[step], shown[step])
    parts = [place.parts for place in places if isinstance(place, Returned)]
    if len(parts) < len(places):
        return False
    for mine, right, wrong in zip(*parts, strict=False):
        if mine.shape == right.shape == wrong.shape:  # else it may be too large to be copied
            mine, right, wrong = (part.astype(float) for part in (mine, right, wrong))
            telling = np.abs(right) > relations.SMALL
            if (telling & np.isclose(mine, right) & ~np.isclose(wrong, right)).any():
                return True
    return False


def _name(step: Step) -> str:
    """The method or function that a step calls, or the name that it builds."""
    return getattr(step, "method", "") or getattr(step, "name", "")


def _method(trial: Trial) -> str:
    assert trial.difference is not None
    return _name(trial.case.steps[trial.difference.step])


def _telling(trial: Trial) -> bool:
    """Whether it goes wrong in finite numbers, in which no two mistakes agree by chance."""
    assert trial.difference is not None
    seen = trial.bare[trial.difference.step] if trial.difference.step < len(trial.bare) else None
    return isinstance(seen, Returned) and all(np.isfinite(part).all() for part in seen.parts)


def _shown_last(trial: Trial) -> Observation:
    """What was shown where it went wrong, or last before it was lost."""
    assert trial.difference is not None
    return trial.bare[min(trial.difference.step, len(trial.bare) - 1)]


def _manner(seen: Observation) -> tuple[str, ...]:
    """How an observation is wrong: finite numbers, others, or the exception."""
    if isinstance(seen, Returned):
        finite = all(np.isfinite(part).all() for part in seen.parts)
        return "returned", "finite" if finite else "not finite"
    return (type(seen).__name__, getattr(seen, "kind", ""))


def _shows_itself(trial: Trial, shown: Sequence[Observation]) -> bool:
    """Whether a mistake is seen no later than where the submission goes wrong."""
    assert trial.difference is not None
    end = trial.difference.step + 1
    return not same(unwrap(shown[:end], trial.right[:end]), trial.right[:end])
