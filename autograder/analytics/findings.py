"""What an instructor should know of a class's work, as a value: no page, no file, JSON out."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from autograder.analytics import statistics
from autograder.analytics.gather import Student, Work
from autograder.analytics.statistics import Item, Together
from autograder.judging.exam import hint
from autograder.judging.families import FAMILIES, FUNCTION_FAMILIES
from autograder.judging.report import Example, QuestionResult
from autograder.judging.rubric import Misconception, Rubric
from autograder.judging.wording import say_phrase
from autograder.messages import of_assignment, say

#: With names hidden, a count below this could point at somebody and is not shown.
SMALL = 5
#: Kinds of topics that are about typing and not about the subject, and those without an answer.
#: What only one student, or less than this share of the class, did so comes after all others.
TYPING = ("stopped", "endless")
NO_ANSWER, RARE = (*TYPING, "raised"), 0.1
#: How many things the first screen is about.
TOPICS = 3
#: Two hand-ins less than this apart, with more than this share of all points between them.
FAST, JUMP = datetime.timedelta(minutes=10), 0.5
#: Share of the class, by time, that counts as early.
EARLY = 0.1
#: What the machine, not the student, may be the reason of, and how it is told.
MACHINE = {"fact.timeout": "class.timeout", "fact.died": "class.died"}


@dataclass(frozen=True)
class Topic:
    """Something that a lecture can be about.

    Attributes:
        kind: ``mistake`` (recognized), ``unnamed`` (wrong, for no known reason), ``unwritten``,
            ``raised`` (an error where a number was expected), or what is no matter of the
            subject: ``stopped`` (the cell did not run) and ``endless`` (no answer in time).
        name: the family of the mistake, or the class or function.
        said: the first sentence of the hint, where a mistake was recognized; else why the code
            gave no answer, where that is known.
        lost: points that the class lost over it; ``None`` if that is not to be shown.
        students: how many lost them; ``None`` if that is not to be shown.
        questions: the questions that lost them, with the number of students (``None`` likewise).
        misconceptions: the ids of the mistakes, the most frequent first.
        example: what one student's code gave for the worked example, without a name.
    """

    kind: str
    name: str
    said: str
    lost: float | None
    students: int | None
    questions: dict[str, int | None]
    misconceptions: tuple[str, ...] = ()
    example: Example | None = None


@dataclass(frozen=True)
class Mended:
    """What became of a mistake in the next hand-in, by the hint that was read.

    Attributes:
        misconception: whose hint was read.
        read: students who read it and handed in again.
        mended: of these, who had full points on its questions then.
        persists: who was told the same hint again.
    """

    misconception: str
    read: int | None
    mended: int | None
    persists: int | None


@dataclass(frozen=True)
class Unusual:
    """Something to look at, and whom it is about (empty if names are hidden)."""

    what: str
    count: int | None
    students: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """The class report as numbers.

    Attributes:
        stem: the assignment.
        graded: how many students the statistics are about.
        blank: how many handed in the untouched notebook; they are left out of the statistics.
        excused, absent, ungraded: how many others there are.
        max_score: points that could be earned.
        enough: whether the class is large enough for more than counts and means.
        hidden: whether names and small cells are left out.
        scores: mean, median and standard deviation of the totals.
        alpha: Cronbach's alpha.
        topics: the most costly first; the first three are tomorrow's lecture.
        items: the questions in order of the assignment.
        matrix: mistakes × questions, numbers of students.
        together: mistakes that the same students make more often than chance allows.
        distribution: how many totals lie in each tenth (or fifth) of the points.
        hand_ins: how many students handed in once, twice, …
        first, last: mean share of the points in first and last hand-ins, of who had several.
        mended: what became of mistakes after their hint.
        unusual: what to look at.
    """

    stem: str
    graded: int
    blank: int | None
    excused: int | None
    absent: int | None
    ungraded: int | None
    max_score: float
    enough: bool
    hidden: bool
    scores: dict[str, float | None]
    alpha: float | None
    topics: tuple[Topic, ...]
    items: tuple[Item, ...]
    matrix: dict[str, dict[str, int | None]]
    together: tuple[Together, ...]
    distribution: tuple[int | None, ...]
    hand_ins: dict[int, int | None]
    first: float | None
    last: float | None
    mended: tuple[Mended, ...]
    unusual: tuple[Unusual, ...] = ()
    families: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The object that ``autograder report --json`` prints; ``null`` is what is not shown."""
        return asdict(self)


def find(work: Work, rubric: Rubric, hide_names: bool = False) -> Findings:
    """Work out what a class's work shows.

    Args:
        work: the reports.
        rubric: names questions and mistakes.
        hide_names: leave out names, and counts below :data:`SMALL` with all that tells them.
    """
    count = _small if hide_names else _as_is
    answered = [student for student in work.students if not student.is_blank]
    several = [student for student in work.students if len(student.hand_ins) > 1]
    least = SMALL if hide_names else 1
    ids = [q.id for q in rubric.questions]
    points = [q.points for q in rubric.questions]
    earned = np.array([[q.earned for q in s.report.questions] for s in answered], dtype=float)
    earned = earned.reshape(len(answered), len(ids))
    totals, most = earned.sum(axis=1), float(sum(points))
    shown = len(answered) >= least
    enough = len(answered) >= statistics.ENOUGH
    made = _made(answered)
    items = statistics.items(ids, points, earned) if shown else []
    return Findings(
        stem=work.stem,
        graded=len(answered),
        blank=count(len(work.students) - len(answered)),
        excused=count(work.excused),
        absent=count(len(work.absent)),
        ungraded=count(len(work.ungraded)),
        max_score=most,
        enough=enough,
        hidden=hide_names,
        scores=_summary(totals) if shown else {},
        alpha=statistics.alpha(earned) if enough else None,
        topics=_topics(answered, rubric, count),
        items=tuple(_without_small(item, len(answered)) if hide_names else item for item in items),
        matrix=_matrix(answered, rubric, count),
        together=tuple(statistics.together(made, len(answered), SMALL)),
        distribution=_distribution(totals, most, 5 if hide_names else 10, count),
        hand_ins={n: count(k) for n, k in _numbers(work.students).items()},
        first=_mean_share(several, 0, most, least),
        last=_mean_share(several, -1, most, least),
        mended=_mended(several, count),
        unusual=_unusual(work, most, hide_names),
        families={m.__name__: family(m) for m in rubric.misconceptions},
    )


def _as_is(count: int) -> int | None:
    return count


def _small(count: int) -> int | None:
    return None if 0 < count < SMALL else count


def family(misconception: Any) -> str:
    """The kind of a mistake that any loss can have; its own id where it has none."""
    names = {kind.__name__ for kind in (*FAMILIES, *FUNCTION_FAMILIES)}
    kinds = [base.__name__ for base in misconception.__mro__[1:] if base.__name__ in names]
    return kinds[0] if kinds else str(misconception.__name__)


def first_sentence(text: str) -> str:
    """The first sentence of a hint."""
    return re.split(r"(?<=[.?!])\s|(?<=[。？！])", text.strip(), maxsplit=1)[0]


def _told(misconception: Misconception) -> str:
    """A hint in the language of the context."""
    return of_assignment(misconception.__name__, hint(misconception))


# ------------------------------------------------------------------------ topics


def _lost(question: QuestionResult) -> float:
    return question.points - question.earned


def _topic_of(question: QuestionResult, families: dict[str, str]) -> tuple[str, str]:
    """What a question that lost points is about: the kind and the name of a topic."""
    if question.misconception:
        return "mistake", families.get(question.misconception, question.misconception)
    target = question.id.partition(".")[0]
    return _kind(question), target


def _kind(question: QuestionResult) -> str:
    """What there is to say of a question that lost points by no known mistake."""
    if question.status == "missing":
        return "unwritten"
    if question.status == "timeout":
        return "endless"
    if question.status == "error":
        known = question.said and question.said[0].key.startswith("cause.")
        return "stopped" if known else "raised"
    return "unnamed"


def _why(kind: str, answers: Iterable[QuestionResult]) -> str:
    """Why there was no answer, as most were told; nothing in it is a student's own text."""
    if kind not in NO_ANSWER:
        return ""
    told = Counter(say_phrase(q.said[0]) for q in answers if q.said)
    return told.most_common(1)[0][0] if told else ""


def _topics(
    students: Sequence[Student], rubric: Rubric, count: Callable[[int], int | None]
) -> tuple[Topic, ...]:
    """What cost the class points, the most costly first."""
    families = {m.__name__: family(m) for m in rubric.misconceptions}
    hints = {m.__name__: first_sentence(_told(m)) for m in rubric.misconceptions}
    found: dict[tuple[str, str], list[tuple[str, QuestionResult]]] = defaultdict(list)
    for student in students:
        for question in student.report.questions:
            if _lost(question) > 0:
                found[_topic_of(question, families)].append((student.id, question))
    topics = []

    def order(item: tuple[tuple[str, str], list[tuple[str, QuestionResult]]]) -> Any:
        (kind, name), answers = item
        few = len({student for student, _ in answers}) <= max(1, RARE * len(students))
        return kind in NO_ANSWER and few, -sum(_lost(q) for _, q in answers), kind, name

    ranked = sorted(found.items(), key=order)
    for (kind, name), answers in ranked:
        who = {student for student, _ in answers}
        ids = Counter(q.misconception for _, q in answers if q.misconception)
        shown = count(len(who)) is not None
        topics.append(
            Topic(
                kind=kind,
                name=name,
                said=hints.get(ids.most_common(1)[0][0], "")
                if ids
                else _why(kind, [q for _, q in answers]),
                lost=float(sum(_lost(q) for _, q in answers)) if shown else None,
                students=count(len(who)),
                questions={k: count(n) for k, n in Counter(q.id for _, q in answers).items()},
                misconceptions=tuple(id for id, _ in ids.most_common()),
                example=_example([q for _, q in answers]) if shown else None,
            )
        )
    if count(1) is None:  # an order would tell how small the small ones are
        topics.sort(key=lambda topic: topic.lost is None)
    return tuple(topics)


def _example(answers: Iterable[QuestionResult]) -> Example | None:
    """What was given most often for a worked example."""
    counts = Counter(q.example for q in answers if q.example)
    return counts.most_common(1)[0][0] if counts else None


def _made(students: Sequence[Student]) -> dict[str, set[str]]:
    """For each mistake, who made it."""
    made: dict[str, set[str]] = defaultdict(set)
    for student in students:
        for question in student.report.questions:
            if question.misconception and _lost(question) > 0:
                made[question.misconception].add(student.id)
    return dict(made)


def _matrix(
    students: Sequence[Student], rubric: Rubric, count: Callable[[int], int | None]
) -> dict[str, dict[str, int | None]]:
    """Mistakes × questions, the most frequent mistakes first."""
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for student in students:
        for question in student.report.questions:
            if question.misconception and _lost(question) > 0:
                cells[question.misconception][question.id] += 1
    order = {m.__name__: i for i, m in enumerate(rubric.misconceptions)}
    by_count = sorted(
        cells, key=lambda m: (-(count(max(cells[m].values())) or 0), order.get(m, len(order)), m)
    )
    return {m: {q: count(n) for q, n in cells[m].items()} for m in by_count}


# ----------------------------------------------------------------- distributions


def _summary(totals: statistics.Numbers) -> dict[str, float | None]:
    if not len(totals):
        return {}
    deviation = float(totals.std(ddof=1)) if len(totals) > 1 else None
    return {
        "mean": float(totals.mean()),
        "median": float(np.median(totals)),
        "deviation": deviation,
    }


def _distribution(
    totals: statistics.Numbers, most: float, bins: int, count: Callable[[int], int | None]
) -> tuple[int | None, ...]:
    heights, _ = np.histogram(totals / most, bins=bins, range=(0, 1))
    return tuple(count(int(height)) for height in heights)


def _without_small(item: Item, n: int) -> Item:
    """An item without what tells that fewer than five students did, or did not, get points."""
    counts = [k for k in (item.full, item.some) if k is not None]
    telling = any(0 < k < SMALL for few in counts for k in (few, n - few))
    if not telling:
        return item
    return Item(**vars(item) | {"full": None, "some": None, "full_interval": None})


# ----------------------------------------------------------------------- hand-ins


def _numbers(students: Sequence[Student]) -> dict[int, int]:
    return dict(sorted(Counter(len(student.hand_ins) for student in students).items()))


def _mean_share(students: Sequence[Student], which: int, most: float, least: int) -> float | None:
    if len(students) < least:
        return None
    return float(np.mean([s.hand_ins[which].report.score / most for s in students]))


def _mended(students: Sequence[Student], count: Callable[[int], int | None]) -> tuple[Mended, ...]:
    """What became of each mistake from one hand-in to the next; each student counts once.

    A mistake is mended if the questions that it was told at have all their points; it persists if
    the same hint is given again. The student's last step from the mistake on decides.
    """
    fate: dict[str, dict[str, str]] = defaultdict(dict)
    for student in students:
        for before, after in itertools.pairwise(student.hand_ins):
            told = defaultdict(set)
            for question in before.report.questions:
                if question.misconception:
                    told[question.misconception].add(question.id)
            now = {q.id: q for q in after.report.questions}
            again = {q.misconception for q in now.values()}
            for mistake, questions in told.items():
                full = all(now[id].earned == now[id].points for id in questions)
                fate[mistake][student.id] = (
                    "mended" if full else "persists" if mistake in again else "other"
                )
    found = []
    for mistake, fates in sorted(fate.items(), key=lambda item: (-len(item[1]), item[0])):
        of = Counter(fates.values())
        numbers = count(len(fates)), count(of["mended"]), count(of["persists"])
        found.append(Mended(mistake, *numbers))
    return tuple(found)


# ------------------------------------------------------------------------ unusual


def _unusual(work: Work, most: float, hide_names: bool) -> tuple[Unusual, ...]:
    """What to look at: work that is fast and perfect, and failures of the machine."""
    found = [
        (say("class.early"), _early(work)),
        (
            say("class.jump", minutes=FAST.seconds // 60),
            [s.id for s in work.students if _jumps(s, most)],
        ),
        (say("class.not_graded"), sorted(work.ungraded)),
    ]
    for key, told in MACHINE.items():
        found.append((say(told), [s.id for s in work.students if _said(s, key)]))
    count = _small if hide_names else _as_is
    return tuple(
        Unusual(what, count(len(who)), () if hide_names else tuple(who))
        for what, who in found
        if who
    )


def _early(work: Work) -> list[str]:
    """Who got everything at the first hand-in, before nine tenths of the class handed in."""
    first = {s.id: s.hand_ins[0] for s in work.students}
    times = sorted(hand_in.when for hand_in in first.values() if hand_in.when)
    if len(times) < statistics.ENOUGH:
        return []
    bound = times[int(EARLY * len(times))]
    return [
        id
        for id, hand_in in first.items()
        if hand_in.when
        and hand_in.when < bound
        and hand_in.report.score == hand_in.report.max_score
    ]


def _jumps(student: Student, most: float) -> bool:
    return any(
        before.when
        and after.when
        and after.when - before.when < FAST
        and after.report.score - before.report.score >= JUMP * most
        for before, after in itertools.pairwise(student.hand_ins)
    )


def _said(student: Student, key: str) -> bool:
    return any(phrase.key == key for q in student.report.questions for phrase in q.said)
