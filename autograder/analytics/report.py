"""The class report: one HTML page that says what tomorrow's lecture should be about, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from great_tables import GT

from autograder.analytics import charts
from autograder.analytics.findings import SMALL, TOPICS, Findings, Topic
from autograder.analytics.html import code, listed, page, text
from autograder.analytics.statistics import ENOUGH, Item

#: What to read again in the book, by misconception, question, or class or function.
Readings = Mapping[str, str]
#: Rows of a table that are shown; a page that nobody reads to the end says nothing.
MAX_ROWS = 40


def html(found: Findings, readings: Readings = {}) -> str:  # noqa: B006  (it is not changed)
    """The page.

    Args:
        found: what is to be shown; nothing else is, so what it leaves out stays out.
        readings: sections of the book.
    """
    parts = [
        _head(found),
        "<main>",
        _lecture(found, readings),
        _scores(found),
        _questions(found),
        _mistakes(found, readings),
        _together(found),
        _hand_ins(found),
        _unusual(found),
        "</main>",
        _foot(found),
    ]
    return page(f"Class report: {found.stem}", "\n".join(part for part in parts if part))


def _head(found: Findings) -> str:
    numbers = [f"{found.graded} students answered"]
    for count, what in (
        (found.blank, "handed in the untouched notebook"),
        (found.ungraded, "handed in and could not be graded"),
        (found.absent, "handed in nothing"),
        (found.excused, "excused"),
    ):
        if count != 0:
            numbers.append(f"{_count(count)} {what}")
    return (
        f"<header><h1>{text(found.stem)}: what should tomorrow’s lecture be about?</h1>"
        f'<p class="soft">{text("; ".join(numbers))}.</p></header>'
    )


# ------------------------------------------------------------------ first screen


def _lecture(found: Findings, readings: Readings) -> str:
    topics = [topic for topic in found.topics if topic.lost is not None][:TOPICS]
    if not topics:
        return "<p>Nobody lost points that may be shown here. Choose the next chapter.</p>"
    cards = "".join(f"<li>{_card(topic, found, readings)}</li>" for topic in topics)
    return f'<ol class="cards">{cards}</ol>'


def title(topic: Topic) -> str:
    """What a topic is called on the page, as HTML."""
    if topic.kind == "unwritten":
        return f"{code(topic.name)} was not written"
    if topic.kind == "unnamed":
        return f"{code(topic.name)}: wrong, for no reason that the grader knows"
    return text(spaced(topic.name))


def spaced(name: str) -> str:
    """``SumForMean`` as “sum for mean”; abbreviations such as MSE stay."""
    words = re.findall(r"[A-Z]{2,}(?=[A-Z][a-z]|$)|[A-Z]?[a-z]+|[A-Z]+|\d+", name)
    said = " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in words)
    return said[:1].upper() + said[1:]


def _card(topic: Topic, found: Findings, readings: Readings) -> str:
    parts = [f"<h2>{title(topic)}</h2>"]
    if topic.said:
        parts.append(f"<p>“{_hint(topic.said)}”</p>")
    per = (topic.lost or 0) / found.graded
    cost = f"{_students(topic.students)} of {found.graded}; {per:.1f} points a head"
    where = [f"{code(id)} {text(_count(n))}" for id, n in topic.questions.items()]
    facts = {"Who": text(cost), "Where": ", ".join(where[:6]) + (" …" if where[6:] else "")}
    if example := topic.example:
        given = "\n".join(example.given)
        facts["For example"] = (
            f"<pre>{text(given)}</pre><p>A student’s {code(example.method)} gave</p>"
            f"<pre>{text(example.mine)}</pre><p>and right is</p><pre>{text(example.right)}</pre>"
        )
    if read := _reading(topic, readings):
        facts["Read again"] = text(read)
    listing = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items())
    return "".join(parts) + f"<dl>{listing}</dl>"


def _reading(topic: Topic, readings: Readings) -> str:
    targets = [id.partition(".")[0] for id in topic.questions]
    # Who wrote nothing reads where it is defined, not about the option of one question
    questions = [] if topic.kind == "unwritten" else topic.questions
    keys = [*topic.misconceptions, *questions, *targets, topic.name, ""]
    return next((readings[key] for key in keys if key in readings), "")


def _hint(said: str) -> str:
    """A sentence of a hint, with its code as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text(said))


# ---------------------------------------------------------------------- sections


def _scores(found: Findings) -> str:
    if not found.scores:
        return f"<p>Fewer than {SMALL} students answered, so nothing more is shown.</p>"
    scores = found.scores
    words = f"The mean is {scores['mean']:.1f} of {found.max_score:g} points, the median "
    words += f"{scores['median']:g}"
    if scores["deviation"] is not None:
        words += f", the standard deviation {scores['deviation']:.1f}"
    if found.alpha is not None:
        words += f"; Cronbach’s α is {_number(found.alpha)}"
    return f"<h2>Points</h2><p>{text(words)}.</p>{charts.distribution(found)}"


def _questions(found: Findings) -> str:
    if not found.items:
        return ""
    hardest = sorted(found.items, key=lambda item: item.mean)
    note = (
        "In the table the hardest come first. <i>Item-rest</i> is the correlation of a question "
        "with the sum of all others, in brackets its 95 % interval; D is the mean of the best "
        "27 % less that of the weakest 27 %; “α without” above the class’s α says that the rest "
        "measures better alone."
        if found.enough
        else f"In the table the hardest come first. Below {ENOUGH} students a correlation is "
        "mostly chance, so there is none here."
    )
    rows = [_item(item, found) for item in hardest]
    return (
        f"<h2>Questions</h2><p>{note}</p>{charts.questions(found)}{charts.difficulty(found)}"
        f"{_table(rows, 'questions')}"
    )


def _item(item: Item, found: Findings) -> dict[str, str]:
    row = {
        "question": item.id,
        "points": f"{item.points:g}",
        "mean": f"{100 * item.mean:.0f} %",
        "SD": _number(item.deviation),
        "all points": _count(item.full),
        "any points": _count(item.some),
    }
    if not found.enough:
        return row
    interval, rest = item.full_interval, item.item_rest
    row["all points, 95 %"] = (
        f"{100 * interval[0]:.0f} to {100 * interval[1]:.0f} %" if interval else "–"
    )
    row["item-rest"] = (
        f"{_number(rest.r)} ({_number(rest.interval[0])} to {_number(rest.interval[1])})"
        if rest
        else "–"
    )
    row["D"] = _number(item.upper_lower)
    row["α without"] = _number(item.alpha_without)
    row["fifths, weakest first"] = " ".join(f"{100 * q:.0f}" for q in item.quintiles or ())
    return row


def _mistakes(found: Findings, readings: Readings) -> str:
    if not found.matrix:
        return ""
    shown = {m: row for m, row in found.matrix.items() if any(n is not None for n in row.values())}
    asked = [item.id for item in found.items] or sorted({q for r in shown.values() for q in r})
    columns = [id for id in asked if any(id in row for row in shown.values())]
    rows = [
        {"mistake": mistake}
        | {id: _count(row.get(id, 0)) if id in row else "" for id in columns}
        | ({"read again": readings.get(mistake, "")} if readings else {})
        for mistake, row in list(shown.items())[:MAX_ROWS]
    ]
    left = len(found.matrix) - len(rows)
    more = f"<p>{left} rarer mistakes are left out.</p>" if left else ""
    if not rows:
        return f"<h2>Mistakes</h2>{more}"
    return (
        "<h2>Mistakes and where they cost points</h2><p>Numbers of students. The names are those "
        f"of the rubric.</p>{_table(rows, 'mistakes')}{more}"
    )


def _together(found: Findings) -> str:
    if not found.enough:
        return ""
    head = "<h2>Mistakes that come together</h2>"
    if not found.together:
        return head + "<p>No two, more often than chance allows.</p>"
    rows = [
        {
            "mistake": pair.first,
            "and": pair.second,
            "students": str(pair.both),
            "by chance": f"{pair.expected:.1f}",
            "φ": f"{pair.phi:.2f}",
            "p": f"{pair.p:.1g}",
        }
        for pair in found.together[:MAX_ROWS]
    ]
    note = (
        "Fisher’s exact test, corrected by Holm for all pairs. Two that come together often have "
        "one cause: treat them in one example."
    )
    return f"{head}<p>{note}</p>{_table(rows, 'together')}"


def _hand_ins(found: Findings) -> str:
    if set(found.hand_ins) <= {1}:
        return ""
    counts = ", ".join(f"{_count(k)} {_times(n)}" for n, k in found.hand_ins.items())
    words = f"Handed in: {counts}."
    if found.first is not None and found.last is not None:
        words += (
            f" Who did so several times had {100 * found.first:.0f} % of the points first and "
            f"{100 * found.last:.0f} % last."
        )
    rows = [
        {
            "hint": m.misconception,
            "read it and handed in again": _count(m.read),
            "all points then": _count(m.mended),
            "told the same again": _count(m.persists),
        }
        for m in found.mended
        if m.read is not None
    ][:MAX_ROWS]
    note = (
        "<p>A hint that many were told again did not help: say it in other words. That points "
        "came after a hint does not prove that they came from it.</p>"
    )
    table = f"{note}{_table(rows, 'hints')}" if rows else ""
    return f"<h2>From hand-in to hand-in</h2><p>{text(words)}</p>{table}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _unusual(found: Findings) -> str:
    if not found.unusual:
        return ""
    entries = "".join(
        f"<li>{text(_count(u.count))}: {text(u.what)}. {listed(u.students)}</li>"
        for u in found.unusual
    )
    return (
        "<h2>Worth a look</h2><p>None of this proves anything. Ask, and listen.</p>"
        f"<ul>{entries}</ul>"
    )


def _foot(found: Findings) -> str:
    words = ["Mistakes are recognized by the numbers that a submission shows."]
    if found.hidden:
        words.append(
            f"Names are left out, and counts from 1 to {SMALL - 1} are shown as <{SMALL} or not "
            "at all. Who knows the class may still guess: this page is not anonymous to all."
        )
    return f"<footer><p>{text(' '.join(words))}</p></footer>"


# ----------------------------------------------------------------------- details


def _table(rows: Sequence[Mapping[str, str]], id: str) -> str:
    """A table whose first column names its rows.

    Great Tables makes the markup, with scopes and headers; the style is the page's.
    """
    frame: Any = pd.DataFrame(list(rows))
    first, *others = frame.columns
    table = GT(frame, rowname_col=first, id=id).tab_stubhead(label=first)
    numbers = [c for c in others if frame[c].str.match(r"^[–<−\d].{0,9}$|^$").all()]
    made = (
        table.cols_align(align="right", columns=numbers).as_raw_html()
        if numbers
        else (table.as_raw_html())
    )
    made = re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL)
    inner = made[made.index("<table") : made.index("</table>") + len("</table>")]
    label = f'aria-label="Table of {text(id)}"'
    return f'<div class="scroll" tabindex="0" role="region" {label}>{inner}</div>'


def _count(count: int | None) -> str:
    return f"<{SMALL}" if count is None else f"{count}"


def _students(count: int | None) -> str:
    return "1 student" if count == 1 else f"{_count(count)} students"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
