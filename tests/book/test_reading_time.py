"""The time that a chapter takes: what is counted, what is not, and that nobody sits too long."""

import re

import pytest
import reading
from bs4 import BeautifulSoup

from book._tools.reading import LONGEST, ROOT, list_chapters, main

CHAPTERS = list_chapters()
PAGE = """# A title

Needs: logarithms, *limits* · Difficulty: ●●○

## Learning objectives

After this chapter you can

- count.

(sec-story)=
## A story

Some words.
"""
COUNTED = [
    ("One two three.", {"words": 3}),
    ("# A *long* title", {"words": 3}),
    ("| a | b |\n|---|---|\n| c | d |", {"words": 4}),
    ("See {ref}`the end <sec-end>` and `np.log`.", {"words": 5}),
    (r"So $p_k = \frac{1}{3}$ is left.", {"words": 3, "signs": 5}),
    ("$$\na = b\n$$", {"displays": 1}),
    ("$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$ (eq-two)", {"displays": 2}),
    ("$$\n\\begin{pmatrix} a \\\\ b \\end{pmatrix}\n$$", {"displays": 1}),
    ("```{math}\n:label: eq-a\na \\\\ b\n```", {"displays": 2}),
    ("````{prf:proof}\nTwo words.\n\n$$\na\n$$\n````", {"words": 2, "displays": 1}),
    (":::{admonition} The title\n:class: bug\nText.\n:::", {"words": 3}),
    ("```{dropdown} Diagnosis\nNo.\n```", {"words": 2}),
    ("```python\na = b\n```", {"code": 2}),
    ("```{code-cell} ipython3\na = b\n```", {"code": 2}),
    ("```{code-cell} ipython3\nassert a == b\n```", {}),
    ("```{code-cell} ipython3\nprint(a)\n```", {"code": 2, "outputs": 1}),
    ("```{code-cell} ipython3\n:tags: [hide-cell]\nprint(a)\n```", {}),
    (
        "```{code-cell} ipython3\n---\ntags: [hide-input]\nmystnb:\n  figure:\n"
        '    caption: "Two $x$ words."\n    name: fig-a\n---\nplt.show()\n```',
        {"figures": 1, "words": 2, "signs": 1},
    ),
    (
        "```{widget} kl-both-ways\n:name: fig-a\n:caption: Two words.\n\nUnseen.\n```",
        {"widgets": 1, "words": 2},
    ),
    ("```{quiz} quiz-a\nHow?\n\n- [x] So\n\n  Why\n```", {"questions": 1}),
    ("```{exercise} Try\n:label: ex-a\nDo it.\n```", {"exercises": 1}),
    ("```{solution} ex-a\n:class: dropdown\nDone.\n```", {}),
    (
        "```{solution-start} ex-a\n```\nDone $x$.\n\n```{math}\nx\n```\n\n"
        "```{code-cell} ipython3\nprint(a)\n```\n"
        "```{solution-end}\n```\nLast.",
        {"words": 1},
    ),
    ("## Further reading\n\n- a book", {}),
    ("## Further reading\n\n- a book\n\n## Problem set\n\nHere.", {"words": 3}),
]


@pytest.mark.parametrize(("source", "expected"), COUNTED)
def test_what_is_counted(source, expected):
    """Is each kind counted as itself, and nothing that lies folded or apart?"""
    found = {kind: number for kind, number in vars(reading.count(source)).items() if number}
    assert found == expected


def test_minutes():
    """Do the speeds give the minutes, without questions and exercises?"""
    words = reading.Count(words=300, displays=5, code=100, questions=9, exercises=9)
    assert words.minutes == 2 + 2 + 1


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_one_sitting(path):
    """Can each chapter be read in three quarters of an hour, questions and exercises apart?"""
    assert reading.count(path.read_text("utf-8")).minutes <= LONGEST


def test_the_table(capsys):
    """Does the command print a line for each chapter, and fail exactly if one is too long?"""
    long = any(reading.count(path.read_text("utf-8")).minutes > LONGEST for path in CHAPTERS)
    assert main() == long
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [path.stem for path in CHAPTERS]


def test_the_head_is_one_line_and_a_fold(build):
    """Do needs and aims lie in a fold, so that the story follows its one line?"""
    html, warnings = build(PAGE + "word " * 300, "reading")
    assert warnings == ""
    page = BeautifulSoup(html, "html.parser")
    head = page.select_one("h1 + details.chapter-head")
    assert "About 2 minutes" in head.summary.text
    assert head.select_one('[role="img"]')["aria-label"] == "Difficulty 2 of 3"
    assert [p.text for p in head.select(":scope > p")] == [
        "Needs: logarithms, limits",
        "After this chapter you can",
    ]
    assert head.find_next_sibling().find("h2").text.startswith("A story")
    assert "Learning objectives" not in page.text


def test_a_page_that_is_no_chapter_keeps_its_beginning(build):
    """Is a page without needs left as it is?"""
    html, warnings = build("# A title\n\nWords.\n\n## More\n\nWords.", "reading")
    assert warnings == ""
    assert "chapter-head" not in html


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_chapter_says_its_time(site, path):
    """Does each chapter of the built book say at its head how long it takes?"""
    html = (site / "book" / f"{path.stem}.html").read_text("utf-8")
    summary = BeautifulSoup(html.partition("chapter-head")[2][:600], "html.parser").text
    minutes = reading.count(path.read_text("utf-8")).minutes
    assert f"About {minutes} minutes" in summary


def test_no_time_is_typed():
    """Is the time of every page counted, so that none can be stale?"""
    typed = re.compile(r"reading time|\babout \d+ minutes ·", re.IGNORECASE)
    assert [
        p.name for p in (ROOT / "book").glob("*.md") if typed.search(p.read_text("utf-8"))
    ] == []
