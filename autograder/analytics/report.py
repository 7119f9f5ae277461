"""The class report: one HTML page that says what tomorrow's lecture should be about, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from great_tables import GT

from autograder.analytics import charts
from autograder.analytics.findings import SMALL, TOPICS, TYPING, Findings, Topic
from autograder.analytics.html import code, listed, page, text
from autograder.analytics.statistics import ENOUGH, Item
from autograder.messages import say

#: What to read again in the book, by misconception, question, or class or function.
Readings = Mapping[str, str]
#: Rows of a table that are shown; a page that nobody reads to the end says nothing.
MAX_ROWS = 40
#: What a topic is called that has no name of its own, by its kind.
TITLES = {
    "unwritten": "class.unwritten",
    "unnamed": "class.unnamed",
    "raised": "class.raised",
    "stopped": "class.code_stopped",
    "endless": "class.endless",
}


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
    return page(say("class.title", stem=found.stem), "\n".join(part for part in parts if part))


def _head(found: Findings) -> str:
    numbers = [say("class.answered", count=found.graded)]
    for count, key in (
        (found.blank, "class.blank"),
        (found.ungraded, "class.ungraded"),
        (found.absent, "class.absent"),
        (found.excused, "class.excused"),
    ):
        if count != 0:
            numbers.append(say(key, count=text(_count(count))))
    head = say("class.head", stem=text(found.stem))
    told = say("class.counts", told=say("list.semicolon").join(numbers))
    return f'<header><h1>{head}</h1><p class="soft">{told}</p></header>'


# ------------------------------------------------------------------ first screen


def _lecture(found: Findings, readings: Readings) -> str:
    topics = [topic for topic in found.topics if topic.lost is not None][:TOPICS]
    if not topics:
        return f"<p>{say('class.nobody_lost')}</p>"
    cards = "".join(f"<li>{_card(topic, found, readings)}</li>" for topic in topics)
    return f'<ol class="cards">{cards}</ol>'


def title(topic: Topic) -> str:
    """What a topic is called on the page, as HTML."""
    key = TITLES.get(topic.kind)
    return say(key, name=code(topic.name)) if key else text(spaced(topic.name))


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
    key = "class.cost_one" if topic.students == 1 else "class.cost_many"
    cost = say(key, count=text(_count(topic.students)), graded=found.graded, points=per)
    where = [f"{code(id)} {text(_count(n))}" for id, n in topic.questions.items()]
    shown = say("list.comma").join(where[:6]) + (" …" if where[6:] else "")
    facts = {"class.who": cost, "class.where": shown}
    if example := topic.example:
        given = "\n".join(example.given)
        gave = say("class.gave", method=code(example.method))
        facts["class.example"] = (
            f"<pre>{text(given)}</pre><p>{gave}</p><pre>{text(example.mine)}</pre>"
            f"<p>{say('class.right')}</p><pre>{text(example.right)}</pre>"
        )
    if read := _reading(topic, readings):
        facts["class.read"] = text(read)
    listing = "".join(f"<dt>{say(key)}</dt><dd>{value}</dd>" for key, value in facts.items())
    return "".join(parts) + f"<dl>{listing}</dl>"


def _reading(topic: Topic, readings: Readings) -> str:
    if topic.kind in TYPING:  # no section of the book is about typing
        return ""
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
        return f"<p>{say('class.few', least=SMALL)}</p>"
    scores = found.scores
    words = [say("class.mean", mean=scores["mean"], most=found.max_score, median=scores["median"])]
    if scores["deviation"] is not None:
        words.append(say("class.deviation", deviation=scores["deviation"]))
    if found.alpha is not None:
        words.append(say("class.alpha", alpha=_number(found.alpha)))
    said = say("list.sentences").join(words)
    return f"<h2>{say('class.points')}</h2><p>{said}</p>{charts.distribution(found)}"


def _questions(found: Findings) -> str:
    if not found.items:
        return ""
    hardest = sorted(found.items, key=lambda item: item.mean)
    note = say("class.items") if found.enough else say("class.items_few", least=ENOUGH)
    rows = [_item(item, found) for item in hardest]
    return (
        f"<h2>{say('class.questions')}</h2><p>{note}</p>{charts.questions(found)}{charts.difficulty(found)}"
        f"{_table(rows, 'questions')}"
    )


def _item(item: Item, found: Findings) -> dict[str, str]:
    row = {
        say("class.column_question"): item.id,
        say("class.column_points"): f"{item.points:g}",
        say("class.column_mean"): f"{100 * item.mean:.0f} %",
        say("class.column_deviation"): _number(item.deviation),
        say("class.column_full"): _count(item.full),
        say("class.column_some"): _count(item.some),
    }
    if not found.enough:
        return row
    interval, rest = item.full_interval, item.item_rest
    row[say("class.column_interval")] = (
        say("class.interval", low=100 * interval[0], high=100 * interval[1]) if interval else "–"
    )
    low, high = map(_number, rest.interval if rest else (None, None))
    row[say("class.column_rest")] = (
        say("class.rest", r=_number(rest.r), low=low, high=high) if rest else "–"
    )
    row[say("class.column_upper_lower")] = _number(item.upper_lower)
    row[say("class.column_alpha")] = _number(item.alpha_without)
    row[say("class.column_fifths")] = " ".join(f"{100 * q:.0f}" for q in item.quintiles or ())
    return row


def _mistakes(found: Findings, readings: Readings) -> str:
    if not found.matrix:
        return ""
    shown = {m: row for m, row in found.matrix.items() if any(n is not None for n in row.values())}
    asked = [item.id for item in found.items] or sorted({q for r in shown.values() for q in r})
    columns = [id for id in asked if any(id in row for row in shown.values())]
    rows = [
        {say("class.column_mistake"): mistake}
        | {id: _count(row.get(id, 0)) if id in row else "" for id in columns}
        | ({say("class.column_read"): readings.get(mistake, "")} if readings else {})
        for mistake, row in list(shown.items())[:MAX_ROWS]
    ]
    left = len(found.matrix) - len(rows)
    more = f"<p>{say('class.left_out', count=left)}</p>" if left else ""
    if not rows:
        return f"<h2>{say('class.mistakes')}</h2>{more}"
    return (
        f"<h2>{say('class.matrix')}</h2><p>{say('class.matrix_note')}</p>"
        f"{_table(rows, 'mistakes')}{more}"
    )


def _together(found: Findings) -> str:
    if not found.enough:
        return ""
    head = f"<h2>{say('class.together')}</h2>"
    if not found.together:
        return f"{head}<p>{say('class.together_none')}</p>"
    rows = [
        {
            say("class.column_mistake"): pair.first,
            say("class.column_other"): pair.second,
            say("class.column_students"): str(pair.both),
            say("class.column_chance"): f"{pair.expected:.1f}",
            "φ": f"{pair.phi:.2f}",
            "p": f"{pair.p:.1g}",
        }
        for pair in found.together[:MAX_ROWS]
    ]
    return f"{head}<p>{say('class.together_note')}</p>{_table(rows, 'together')}"


def _hand_ins(found: Findings) -> str:
    if set(found.hand_ins) <= {1}:
        return ""
    counts = say("list.comma").join(_times(n, text(_count(k))) for n, k in found.hand_ins.items())
    words = [say("class.handed_in", counts=counts)]
    if found.first is not None and found.last is not None:
        words.append(say("class.progress", first=100 * found.first, last=100 * found.last))
    rows = [
        {
            say("class.column_hint"): m.misconception,
            say("class.column_again"): _count(m.read),
            say("class.column_mended"): _count(m.mended),
            say("class.column_persists"): _count(m.persists),
        }
        for m in found.mended
        if m.read is not None
    ][:MAX_ROWS]
    table = f"<p>{say('class.hints')}</p>{_table(rows, 'hints')}" if rows else ""
    return f"<h2>{say('class.hand_ins')}</h2><p>{say('list.sentences').join(words)}</p>{table}"


def _times(number: int, count: str) -> str:
    key = {1: "class.once", 2: "class.twice"}.get(number, "class.times")
    return say(key, count=count, number=number)


def _unusual(found: Findings) -> str:
    if not found.unusual:
        return ""
    entries = "".join(
        f"<li>{text(_count(u.count))}: {text(u.what)}. {listed(u.students)}</li>"
        for u in found.unusual
    )
    return f"<h2>{say('class.unusual')}</h2><p>{say('class.unusual_note')}</p><ul>{entries}</ul>"


def _foot(found: Findings) -> str:
    words = [say("class.foot")]
    if found.hidden:
        words.append(say("class.hidden", most=SMALL - 1, small=SMALL))
    return f"<footer><p>{say('list.sentences').join(words)}</p></footer>"


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
    label = f'aria-label="{text(say("class.table", name=id))}"'
    return f'<div class="scroll {id}" tabindex="0" role="region" {label}>{inner}</div>'


def _count(count: int | None) -> str:
    return f"<{SMALL}" if count is None else f"{count}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
