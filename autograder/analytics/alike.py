"""Similar submissions side by side, on one HTML page that says what its numbers cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograder.analytics.html import code, listed, page, text
from autograder.analytics.similarity import ELSEWHERE, Pair, Similar, Submission
from autograder.messages import say

#: Bytes that the page may have, and those of them that are for its style and what it says at most.
MAX_PAGE, MAX_REST = 300_000, 12_000


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
        *_fitting(found, work),
        "" if found.pairs else f"<p>{say('alike.none')}</p>",
        f"</main><footer><p>{say('alike.foot')}</p></footer>",
    ]
    return page(say("alike.title", stem=stem), "\n".join(parts))


def _fitting(found: Similar, work: Mapping[str, Submission]) -> Iterator[str]:
    """The pairs, the most alike first; what is too much for a page has its numbers alone."""
    heads = [_head(number, pair) for number, pair in enumerate(found.pairs, start=1)]
    left_out = f"<p>{say('alike.left_out')}</p>"
    room = MAX_PAGE - MAX_REST - sum(_size(head + left_out) for head in heads)
    for head, pair in zip(heads, found.pairs, strict=True):
        if (size := _size(code := _code(pair, work))) <= room:
            room -= size
            yield head + code
        else:
            yield head + left_out


def _size(made: str) -> int:
    return len(made.encode(errors="replace"))


def _head(number: int, pair: Pair) -> str:
    shares = {"nats": pair.score, "share": 100 * pair.share, "expected": pair.expected}
    told = say("alike.shared" if pair.expected is None else "alike.expected", **shares)
    names = listed([pair.first, pair.second])
    return f"<h2>{number}. {names}</h2><p>{told}</p>"


def _code(pair: Pair, work: Mapping[str, Submission]) -> str:
    """The functions of a pair that share something, those that share most first."""
    first, second = work[pair.first], work[pair.second]
    units = sorted(pair.units.items(), key=lambda item: -item[1])
    return "".join(_unit(name, nats, pair, first, second) for name, nats in units)


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
