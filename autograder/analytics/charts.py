"""The figures of the class report: small SVG in the colors of the page, with words for all."""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib import font_manager, rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.analytics.findings import SMALL, Findings
from autograder.analytics.html import text
from autograder.analytics.statistics import Correlation, Item
from autograder.messages import say

#: Colors that matplotlib is given, and the page's own that take their place.
INK, SOFT, ACCENT, WARM = "#010101", "#020202", "#030303", "#040404"
COLORS = {INK: "var(--ink)", SOFT: "var(--soft)", ACCENT: "var(--accent)", WARM: "var(--warm)"}
LOOK: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


def distribution(found: Findings) -> str:
    """How many students have how many points."""
    bins = len(found.distribution)
    heights = [SMALL - 1 if n is None else n for n in found.distribution]
    labels = [_shown(n) for n in found.distribution]
    edges = [found.max_score * k / bins for k in range(bins + 1)]
    with _drawing("distribution", 7.2, 2.6) as (axes, made):
        bars = axes.bar(
            [(a + b) / 2 for a, b in itertools.pairwise(edges)],
            heights,
            width=0.92 * edges[1],
            color=[SOFT if n is None else ACCENT for n in found.distribution],
        )
        axes.bar_label(bars, labels, padding=2)
        axes.set_xticks(edges, [f"{edge:g}" for edge in edges])
        xlabel = say("chart.points", most=found.max_score)
        axes.set(xlabel=xlabel, ylabel=say("chart.students"))
        axes.set_ylim(0, 1.18 * max([*heights, 1]))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        spans = zip(itertools.pairwise(edges), labels, strict=True)
        words = say("list.semicolon").join(
            say("chart.bar", low=a, high=b, count=n) for (a, b), n in spans
        )
    return _figure(made[0], "chart.distribution", words, say("chart.distribution_caption"))


def questions(found: Findings) -> str:
    """The share of the class with all points at each question, with intervals."""
    shown = [(item, item.full) for item in found.items if item.full is not None]
    if not shown:
        return ""
    with _drawing("questions", 7.2, 0.6 + 0.24 * len(shown)) as (axes, made):
        for row, (item, full) in enumerate(shown):
            low, high = item.full_interval or (full / found.graded,) * 2
            axes.plot([low, high], [row, row], color=SOFT, linewidth=2, solid_capstyle="butt")
            axes.plot(full / found.graded, row, "o", color=ACCENT, markersize=6)
        axes.set_yticks(range(len(shown)), [item.id for item, _ in shown])
        axes.set(xlim=(-0.02, 1.02), ylim=(len(shown) - 0.5, -0.5))
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
        axes.set_xlabel(say("chart.full"))
        words = say("list.semicolon").join(
            say("chart.row", id=item.id, full=full, count=found.graded) for item, full in shown
        )
    caption = say("chart.questions_intervals" if found.enough else "chart.questions_caption")
    return _figure(made[0], "chart.questions", words, caption)


def difficulty(found: Findings) -> str:
    """Each question by its difficulty and by how well it tells students apart."""
    shown = [(item, item.item_rest) for item in found.items if item.item_rest]
    if not shown:
        return ""
    with _drawing("difficulty", 7.2, 3.4) as (axes, made):
        low = min([0.0, *(rest.interval[0] for _, rest in shown)])
        for item, rest in shown:
            weak = rest.interval[0] <= 0
            color = WARM if weak else ACCENT
            axes.plot([item.mean] * 2, rest.interval, color=SOFT, linewidth=1)
            axes.plot(item.mean, rest.r, "s" if weak else "o", color=color, markersize=6)
        for item, rest in _extreme(shown):
            axes.annotate(item.id, (item.mean, rest.r), (5, 5), textcoords="offset points")
        axes.axhline(0, color=SOFT, linewidth=0.8)
        axes.set(xlim=(-0.02, 1.02), ylim=(low - 0.05, 1.05))
        axes.set(xlabel=say("chart.mean"), ylabel=say("chart.correlation"))
        words = say("list.semicolon").join(
            say("chart.point", id=item.id, mean=item.mean, r=rest.r) for item, rest in shown
        )
    return _figure(made[0], "chart.difficulty", words, say("chart.difficulty_caption"))


def _extreme(shown: Sequence[tuple[Item, Correlation]]) -> list[tuple[Item, Correlation]]:
    """The hardest question and the one that tells least: those that are named in the figure."""
    hardest = min(shown, key=lambda pair: pair[0].mean)
    weakest = min(shown, key=lambda pair: pair[1].r)
    return [hardest] if hardest is weakest else [hardest, weakest]


def _shown(count: int | None) -> str:
    return f"<{SMALL}" if count is None else f"{count}"


def _fonts() -> list[str]:
    """Fonts to measure text by: one for the script of the language, if this machine has it."""
    wanted, there = say("chart.fonts").split(", "), set(font_manager.get_font_names())
    return ["sans-serif", *(name for name in wanted if name in there)]


@contextmanager
def _drawing(name: str, width: float, height: float) -> Iterator[tuple[Axes, list[str]]]:
    """Axes to draw into; the list holds the SVG afterward."""
    made: list[str] = []
    with rc_context(LOOK | {"font.family": _fonts()}), warnings.catch_warnings():
        # Text stays text in the page, where the browser has the glyphs
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.patch.set_visible(False)
        axes = figure.add_subplot()
        axes.patch.set_visible(False)
        yield axes, made
        file = io.StringIO()
        metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(file, format="svg", metadata=metadata)
    made.append(_inline(file.getvalue(), name))


def _inline(svg: str, name: str) -> str:
    """An SVG file as part of a page: its ids made the page's own, its colors the page's."""
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(href="|url\()#', rf"\1#{name}-", svg)
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font: \1 inherit; font-family: inherit", svg)
    for ours, pages in COLORS.items():
        svg = svg.replace(ours, pages)
    return re.sub(r"\s*\n\s*", "\n", svg)


def _figure(svg: str, key: str, words: str, caption: str) -> str:
    """A figure with all its numbers in words, which the text of a key begins."""
    label = text(say(key, words=words))
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return f"<figure>{svg}<figcaption>{text(caption)}</figcaption></figure>"
