"""Slides for each chapter, made from the chapter's page: a deck to show, to print and to cut.

A deck is one HTML page without any framework, since a chapter's sections are slides already: each
section gives its heading, its definitions and theorems (no proofs), its numbered formulas, its
figures, its bugs and its questions, each question followed by its answer. Arrow keys and the wheel
go from slide to slide, and printing gives one slide a page. So a deck follows its chapter by
itself, and cannot contradict it.
"""

from __future__ import annotations

import shutil
import sys
from copy import copy
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from book._tools.pdf import list_chapters, read_page

sys.path.append(str(Path(__file__).parents[1] / "_ext"))

from edition import in_language

#: What of a section stands on slides. What lies inside another of these stands there once.
CHOSEN = (
    ".proof.definition, .proof.theorem, .proof.lemma, .proof.corollary, .proof.proposition,"
    " .admonition.bug, div.math:has(.eqno), figure, .cell_output img, form.quiz, table"
)
#: Blocks that come after the last section of a lecture.
LEFT_OUT = {"exercises", "further-reading", "problem-set"}
UNUSED = (
    ".headerlink, button, script, noscript, .widget-stage, details, .toggle-hidden, .copybtn,"
    " .lit-key, .proof.proof, .solution"
)
WORDS = {"answer": "Answer", "colon": ": "}
STYLE = """
html { scroll-snap-type: y mandatory; }
body { margin: 0; background: #fff; color: #111; font: 28px/1.4 system-ui, sans-serif; }
.slide {
  box-sizing: border-box; height: 100vh; padding: 4vh 6vw; overflow: hidden; position: relative;
  scroll-snap-align: start; display: flex; flex-direction: column; justify-content: center;
  border-bottom: 1px solid #ddd;
}
.slide h1 { font-size: 2em; }
.slide h2 {
  position: absolute; top: 3vh; left: 6vw; right: 6vw; margin: 0; font-size: 1.15em; color: #0b53b8;
}
.slide .body { max-height: 80vh; margin-top: 6vh; }
.slide .body > * { margin: 0 0 0.6em; max-width: none; }
.slide img {
  max-width: 100%; max-height: 62vh; width: auto; height: auto; display: block; margin: auto;
}
.slide figcaption, .slide .source { font-size: 0.7em; color: #444; }
.slide .admonition-title, .slide legend { font-weight: 700; font-size: 1em; }
.slide fieldset { border: 0; padding: 0; }
.slide pre { font-size: 0.7em; line-height: 1.3; white-space: pre-wrap; margin: 0.2em 0; }
.slide table { border-collapse: collapse; }
.slide th, .slide td { padding: 0.15em 0.6em; border-bottom: 1px solid #bbb; text-align: left; }
.slide .eqno { float: right; }
.slide ol { list-style: upper-alpha; }
.number { position: absolute; right: 2vw; bottom: 2vh; font-size: 0.6em; color: #555; }
@media print {
  @page { size: 320mm 180mm; margin: 0; }
  .slide { height: 180mm; break-after: page; border: 0; }
}
"""
SCRIPT = """
(function () {
  var slides = Array.from(document.querySelectorAll(".slide"));
  /* What is too long for its slide is set smaller. */
  slides.forEach(function (slide) {
    var body = slide.querySelector(".body");
    for (var size = 28; body && size > 9 && body.scrollHeight > window.innerHeight * 0.8; size--)
      body.style.fontSize = size + "px";
  });
  function go(step) {
    var here = Math.round(scrollY / innerHeight);
    var next = slides[Math.min(Math.max(here + step, 0), slides.length - 1)];
    next.scrollIntoView();
  }
  addEventListener("keydown", function (event) {
    var steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1 };
    steps.ArrowLeft = steps.ArrowUp = steps.PageUp = -1;
    steps.Home = -slides.length;
    steps.End = slides.length;
    if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(steps[event.key]);
  });
})();
"""
DECK = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>
<title>{title}</title><link rel="stylesheet" href="vendor/katex/katex.min.css"/>
<style>{style}</style></head>
<body>{slides}<script>{script}</script></body>
</html>
"""


def heading_of(section: Tag) -> Tag | None:
    """The heading of a section; a box's inside is marked as a section too, but has none."""
    return section.find(["h1", "h2", "h3"], recursive=False)


def outermost(section: Tag) -> list[Tag]:
    """The chosen blocks of a section, not those of its subsections, nor parts of one another."""
    found = []
    for block in section.select(CHOSEN):
        home = block.find_parent(lambda tag: tag.name == "section" and heading_of(tag))
        if home is section and not any(kept in block.parents for kept in found):
            found.append(block)
    return found


def block_html(block: Tag) -> str:
    """A block as it stands on a slide."""
    block = copy(block)
    for unused in block.select(UNUSED):
        unused.decompose()
    for element in [block, *block.find_all(True)]:
        for attribute in ("id", "tabindex"):
            del element[attribute]
        if element.name == "a":
            del element["href"]
    return str(block)


def lead_in(block: Tag) -> str:
    """The paragraph that leads to a formula: alone it would say nothing."""
    before = block.find_previous_sibling()
    is_formula = "math" in block.get("class", [])
    return block_html(before) if is_formula and before and before.name == "p" else ""


def question_html(form: Tag) -> tuple[str, str]:
    """A question with its choices, and its answer."""
    asked = copy(form)
    choices = []
    answer = ""
    for choice in asked.select(".quiz-choice"):
        choices.append(f"<li>{choice.label.decode_contents()}</li>")
        if "quiz-right" in choice["class"]:
            why = choice.select_one(".quiz-why")
            why.select_one(".quiz-verdict").decompose()
            answer = f"<p><strong>{choice.label.decode_contents()}</strong></p>"
            answer += why.decode_contents()
        choice.decompose()
    legend = f"<p><strong>{asked.legend.decode_contents()}</strong></p>"
    asked.legend.decompose()
    asked.find("button").decompose()
    more = asked.fieldset.decode_contents()
    return f"{legend}{more}<ol>{''.join(choices)}</ol>", answer


def slide(heading: str, body: str) -> str:
    """One slide."""
    return f'<section class="slide"><h2>{heading}</h2><div class="body">{body}</div>'


def section_slides(section: Tag, words: dict[str, str]) -> list[str]:
    """The slides of one section: a slide for each block, two for a question."""
    title = copy(heading_of(section))
    for link in title.select(".headerlink"):
        link.decompose()
    heading, slides = title.decode_contents(), []
    for block in outermost(section):
        if block.name == "form":
            asked, answer = question_html(block)
            slides.append(slide(heading, asked))
            slides.append(slide(f"{heading}{words['colon']}{words['answer']}", answer))
        else:
            slides.append(slide(heading, lead_in(block) + block_html(block)))
    return slides or exhibit_slides(section, heading, words["colon"])


def exhibit_slides(section: Tag, heading: str, colon: str) -> list[str]:
    """What a section shows before its folded end, and that end: a case and its diagnosis."""
    folded = section.find("details", recursive=False)
    if folded is None:
        return []
    case = section.find_all(["p", "div"], recursive=False)
    answer = copy(folded)
    label = answer.summary.extract().get_text(" ", strip=True)
    shown = "".join(map(block_html, case))
    return [
        slide(heading, shown),
        slide(f"{heading}{colon}{escape(label)}", "".join(map(block_html, answer.find_all("p")))),
    ]


def summary_slide(article: Tag) -> list[str]:
    """The summary as the last slide."""
    section = article.find("section", id=lambda name: name and name.endswith("summary"))
    points = section.find("ul") if section else None
    return [slide(section.h2.get_text().rstrip("#"), block_html(points))] if points else []


def make_deck(soup: BeautifulSoup) -> str:
    """The deck of a chapter."""
    article, language = soup.select_one("article.bd-article"), soup.html.get("lang", "en")
    words = in_language(language, WORDS)
    heading = article.h1
    for link in heading.select(".headerlink"):
        link.decompose()
    title = heading.get_text(" ", strip=True)
    book = soup.select_one(".logo__title").get_text(strip=True)
    slides = [f'<section class="slide"><h1>{escape(title)}</h1><p>{escape(book)}</p>']
    for section in article.select("section section"):
        names = {name for name in (section.get("id"),) if name}
        names |= {span["id"] for span in section.find_all("span", id=True, recursive=False)}
        if heading_of(section) and not any(name.endswith(tuple(LEFT_OUT)) for name in names):
            slides += section_slides(section, words)
    slides += summary_slide(article)
    numbered = [f'{one}<p class="number">{n}</p></section>' for n, one in enumerate(slides, 1)]
    body = "\n".join(numbered)
    return DECK.format(
        language=language, title=escape(title), style=STYLE, slides=body, script=SCRIPT
    )


def make_decks(site: Path, folder: Path) -> None:
    """Write the decks with the pictures and fonts that they need, and nothing else of the site."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for page, number in list_chapters(read_page(site / "index.html")).items():
        deck = BeautifulSoup(make_deck(read_page(site / page)), "html.parser")
        for image in deck.select("img"):
            source = site / unquote(urlsplit(urljoin(page, image["src"])).path)
            image["src"] = f"images/{source.name}"
            (folder / "images").mkdir(exist_ok=True)
            shutil.copy(source, folder / "images")
        (folder / f"{int(number):02}-{Path(page).stem}.html").write_text(str(deck), "utf-8")
    katex = Path(__file__).parents[2] / "node_modules" / "katex" / "dist"
    shutil.copytree(katex / "fonts", folder / "vendor" / "katex" / "fonts")
    shutil.copy(katex / "katex.min.css", folder / "vendor" / "katex")
