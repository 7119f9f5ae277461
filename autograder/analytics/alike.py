"""Similar submissions side by side, on one HTML page that says what its numbers cannot say."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.analytics.html import code, listed, page, text
from autograder.analytics.similarity import ELSEWHERE, Pair, Similar, Submission
from autograder.messages import say


def html(found: Similar, work: Mapping[str, Submission], stem: str) -> str:
    """The page; all text of students is escaped."""
    if found.students < 10:
        meaning = say("alike.small", students=found.students)
    else:
        meaning = say(
            "alike.meaning",
            students=found.students,
            pairs=len(found.scores),
            shared=sum(score > 0 for score in found.scores),
            level=found.level,
            scale=found.scale,
        )
    parts = [
        f"<header><h1>{say('alike.head', stem=text(stem))}</h1></header><main>",
        f"<p><strong>{say('alike.warning')}</strong></p><p>{meaning}</p>",
        *(_pair(number, pair, work) for number, pair in enumerate(found.pairs, start=1)),
        "" if found.pairs else f"<p>{say('alike.none')}</p>",
        f"</main><footer><p>{say('alike.foot')}</p></footer>",
    ]
    return page(say("alike.title", stem=stem), "\n".join(parts))


def _pair(number: int, pair: Pair, work: Mapping[str, Submission]) -> str:
    shares = {"nats": pair.score, "share": 100 * pair.share, "expected": pair.expected}
    told = say("alike.shared" if pair.expected is None else "alike.expected", **shares)
    names = listed([pair.first, pair.second])
    head = f"<h2>{number}. {names}</h2><p>{told}</p>"
    first, second = work[pair.first], work[pair.second]
    units = sorted(pair.units.items(), key=lambda item: -item[1])
    return head + "".join(_unit(name, nats, pair, first, second) for name, nats in units)


def _unit(name: str, nats: float, pair: Pair, first: Submission, second: Submission) -> str:
    common = set(first[name].prints) & set(second[name].prints)
    title = say("alike.elsewhere") if name == ELSEWHERE else code(name)
    sides = "".join(
        f'<div><p class="soft">{code(student)}</p>{_marked(one, name, common)}</div>'
        for student, one in ((pair.first, first), (pair.second, second))
    )
    return (
        f"<details open><summary>{say('alike.unit', title=title, nats=nats)}</summary>"
        f'<div class="pair">{sides}</div></details>'
    )


def _marked(one: Submission, name: str, common: set[int]) -> str:
    """A function's code, the lines marked that hold what both have."""
    unit = one[name]
    marked = {line for value in common for line in unit.prints[value]}
    lines = (
        f"<mark>{text(line)}</mark>" if number in marked and line.strip() else text(line)
        for number, line in enumerate(unit.source.splitlines())
    )
    return "<pre>" + "\n".join(lines) + "</pre>"
