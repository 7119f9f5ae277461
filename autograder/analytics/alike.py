"""Similar submissions side by side, on one HTML page that says what its numbers cannot say."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.analytics.html import code, page, text
from autograder.analytics.similarity import ELSEWHERE, Pair, Similar, Submission

WARNING = (
    "This page proves nothing. Two students who worked together, who had the same tutor or the "
    "same page from the web, or who copied, look alike here; and a copy that was rewritten by hand "
    "or by a machine does not. The number says how much of the code is shared that few others in "
    "this class have. Read the code, then ask each student to explain it."
)


def html(found: Similar, work: Mapping[str, Submission], stem: str) -> str:
    """The page; all text of students is escaped."""
    if found.students < 10:
        meaning = (
            f"A class of {found.students} is too small to say how alike its members are by "
            "chance, so the pairs that share most are shown, whatever that means."
        )
    else:
        meaning = (
            f"{found.students} submissions make {len(found.scores)} pairs; "
            f"{sum(score > 0 for score in found.scores)} of them share something that few have. "
            "Listed are pairs with a score that this class makes likely in fewer than "
            f"{found.level:g} pairs. Every {found.scale:.1f} nats make a pair e times as unlikely."
        )
    parts = [
        f"<header><h1>{text(stem)}: submissions that are alike</h1></header><main>",
        f"<p><strong>{text(WARNING)}</strong></p><p>{text(meaning)}</p>",
        *(_pair(number, pair, work) for number, pair in enumerate(found.pairs, start=1)),
        "" if found.pairs else "<p>No pair shares more than is likely.</p>",
        "</main><footer><p>Marked lines hold tokens that both have and few others do. Comments, "
        "layout, docstrings and names of one’s own are not compared.</p></footer>",
    ]
    return page(f"Similar submissions: {stem}", "\n".join(parts))


def _pair(number: int, pair: Pair, work: Mapping[str, Submission]) -> str:
    likely = "" if pair.expected is None else f"; expected pairs like this: {pair.expected:.2g}"
    head = (
        f"<h2>{number}. {code(pair.first)} and {code(pair.second)}</h2>"
        f"<p>{pair.score:.0f} nats shared, {100 * pair.share:.0f} % of what the less unusual one "
        f"has that few share{likely}.</p>"
    )
    first, second = work[pair.first], work[pair.second]
    units = sorted(pair.units.items(), key=lambda item: -item[1])
    return head + "".join(_unit(name, nats, pair, first, second) for name, nats in units)


def _unit(name: str, nats: float, pair: Pair, first: Submission, second: Submission) -> str:
    common = set(first[name].prints) & set(second[name].prints)
    title = "outside of what is asked for" if name == ELSEWHERE else code(name)
    sides = "".join(
        f'<div><p class="soft">{code(student)}</p>{_marked(one, name, common)}</div>'
        for student, one in ((pair.first, first), (pair.second, second))
    )
    return (
        f"<details open><summary>{title}: {nats:.0f} nats</summary>"
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
