"""The questions of the quizzes, read from the built pages, for all that is made from them.

A question's text is HTML with nothing but paragraphs, emphasis, code and formulas. Formulas are
TeX between ``\\(`` and ``\\)``, which Moodle and Anki draw by themselves.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

FORM = re.compile(r'<form class="quiz".*?</form>', re.DOTALL)
PLAIN = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "br"}


@dataclass(frozen=True)
class Choice:
    """What may be chosen, whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """One question of a chapter."""

    name: str
    text: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> Choice:
        """The choice that is right."""
        return next(choice for choice in self.choices if choice.right)


@dataclass(frozen=True)
class Chapter:
    """A page that asks questions: its address below the root of the site, its title, the forms."""

    page: str
    title: str
    forms: tuple[Tag, ...]

    @property
    def stem(self) -> str:
        """The name of its file."""
        return Path(self.page).stem

    @property
    def questions(self) -> list[Question]:
        """Its questions."""
        return [read_question(form) for form in self.forms]


def plain(element: Tag) -> str:
    """The inner HTML of an element, reduced to what every learning platform shows."""
    copy = BeautifulSoup(str(element), "html.parser").find()
    for formula in copy.select(".math"):
        tex = formula.find("annotation").get_text()
        display = formula.name == "div"
        formula.replace_with(rf"\[{tex}\]" if display else rf"\({tex}\)")
    for unseen in copy.select(".quiz-verdict, .headerlink, button"):
        unseen.decompose()
    for inner in copy.find_all(True):
        if inner.name in PLAIN:
            inner.attrs = {}
        else:
            inner.unwrap()
    copy.smooth()
    return copy.decode_contents().strip()


def read_question(form: Tag) -> Question:
    """The question that a form of the ``quiz`` directive asks."""
    more = "".join(
        str(child)
        for child in form.fieldset.find_all(True, recursive=False)
        if child.name not in ("legend", "button") and "quiz-choice" not in child.get("class", [])
    )
    more = plain(BeautifulSoup(f"<div>{more}</div>", "html.parser").div)
    choices = [
        Choice(
            plain(choice.select_one("label")),
            "quiz-right" in choice["class"],
            plain(choice.select_one(".quiz-why")),
        )
        for choice in form.select(".quiz-choice")
    ]
    return Question(form["id"], f"<p>{plain(form.legend)}</p>{more}", tuple(choices))


def read_chapters(site: Path, titles: dict[str, str]) -> list[Chapter]:
    """The pages that ask questions, by their titles, in the order given."""
    chapters = []
    for docname, title in titles.items():
        html = (site / f"{docname}.html").read_text("utf-8")
        if found := FORM.findall(html):  # to parse the whole page would take a second
            forms = tuple(BeautifulSoup(form, "html.parser").form for form in found)
            chapters.append(Chapter(f"{docname}.html", title, forms))
    return chapters


@functools.lru_cache(maxsize=1)  # for the review and the exports
def chapters_of(app) -> list[Chapter]:
    """The pages of the site that Sphinx has just written, in the order of the book."""
    env = app.env
    docnames = env.toctree_includes.get(app.config.root_doc, [])
    return read_chapters(Path(app.outdir), {name: env.titles[name].astext() for name in docnames})
