"""Reading a long page: its contents, its height, and the search that leads to it."""

import json
import random
import subprocess

import katex_math
import pytest
import sections

from .conftest import ROOT

pytestmark = pytest.mark.browser

STOPS = 60
LONG = ("information", "cross_entropy", "softmax", "regression")
MARKED = """() => {
  const marked = document.querySelectorAll("#course-toc a.active");
  return Array.from(marked, (link) => decodeURIComponent(link.hash.slice(1)));
}"""
#: The reading line is a fifth of the window below its top; at a page's end it sinks to the bottom.
EXPECTED = """() => {
  const left = document.documentElement.scrollHeight - innerHeight - scrollY;
  const end = Math.min(1, Math.max(0, 1 - left / innerHeight));
  const line = innerHeight * (0.2 + 0.8 * end * end);
  const found = Array.from(document.querySelectorAll(
    ".bd-article h2, .bd-article h3, .bd-article h4"
  )).filter((heading) => heading.getBoundingClientRect().top <= line);
  const listed = found.map((heading) => heading.closest("section").id).filter((id) =>
    document.querySelector(`#course-toc a[href="#${CSS.escape(id)}"]`));
  return listed.slice(-1);
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("name", LONG)
def test_the_contents_mark_the_section_that_is_read(served, open_page, name):
    """Is, at sixty stops, the marked entry the section whose heading passed the line last?"""
    page = open_page(f"{served}book/{name}.html")
    height = page.evaluate("document.documentElement.scrollHeight")
    wrong, marks = [], set()
    places = [height * stop / STOPS for stop in range(STOPS)]
    random.Random(0).shuffle(places)  # jumps, down and up
    for place in places:
        page.evaluate("(y) => scrollTo({ top: y, behavior: 'instant' })", place)
        for _ in range(5):  # what is above may just be getting its true height
            page.evaluate(FRAMES)
            marked, expected = page.evaluate(f"() => [({MARKED})(), ({EXPECTED})()]")
            if marked == expected:
                break
        marks.update(marked)
        if marked != expected:
            wrong.append((place, marked, expected))
    assert wrong == []
    assert len(marks) > 10


@pytest.mark.parametrize("name", LONG)
def test_the_last_section_gets_its_turn(served, open_page, name):
    """Is the last entry marked at the very end, and a section after a click on its entry?"""
    page = open_page(f"{served}book/{name}.html")
    page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")
    page.wait_for_function(
        "document.querySelector('#course-toc > ul > li:last-child > a.active') !== null"
    )
    link = page.locator("#course-toc > ul > li > a").nth(3)
    link.click()
    page.wait_for_function(
        "document.querySelector('#course-toc > ul > li:nth-child(4)').classList.contains('active')"
    )
    assert page.locator("#course-toc a[aria-current]").count() == 1


TRUE_HEIGHT = """() => {
  const guess = document.documentElement.scrollHeight;
  const style = document.createElement("style");
  style.textContent = "* { content-visibility: visible !important; }";
  document.head.append(style);
  return [guess, document.documentElement.scrollHeight];
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", LONG)
def test_a_page_guesses_its_height_well(served, open_page, name, width):
    """Is the scroll bar right within a tenth from the start, before anything far is laid out?"""
    never = "window.requestIdleCallback = () => 0;"
    page = open_page(f"{served}book/{name}.html", width, script=never)
    guess, true = page.evaluate(TRUE_HEIGHT)
    assert abs(guess / true - 1) < 0.12, (guess, true)


@pytest.mark.parametrize("name", LONG)
def test_a_page_soon_knows_its_height(served, open_page, name):
    """Is the height exact when the browser has had a moment to itself?"""
    page = open_page(f"{served}book/{name}.html")
    page.wait_for_function(
        """() => Array.from(document.querySelectorAll(
          ".bd-article :is(div.math, .admonition, .cell, form.quiz)"
        )).every((one) => one.style.contentVisibility === "visible")"""
    )
    guess, true = page.evaluate(TRUE_HEIGHT)
    assert abs(guess - true) <= 2


def results(page):
    """The addresses that the search page shows."""
    page.wait_for_selector("#search-results [role=status]")
    links = page.locator("#search-results li a")
    return [link.get_attribute("href") for link in links.all()]


@pytest.mark.parametrize("query", ["-100", "−100", "‐100"])
def test_a_negative_number_is_found(address, open_page, query):
    """Is −100 found on all pages that speak of it, with a minus sign or a hyphen?"""
    page = open_page(f"{address}search.html?q={query}")
    pages = {link.split("#")[0] for link in results(page)}
    expected = {"book/binary.html", "book/cross_entropy.html", "book/pytorch.html"}
    assert expected <= pages


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("temperature", "book/softmax.html#temperature"),
        ("two kinds of zeros", "book/divergence.html#two-kinds-of-zeros"),
        ("gradients four times", "book/cross_entropy.html#the-gradient-four-times"),
        ("softmx temperature", "book/softmax.html#temperature"),
        ("ignore_index", "book/pytorch.html#what-ignore-index-ignores"),
    ],
)
def test_search_finds_sections(address, open_page, query, place):
    """Is the section with these words among the first five, and does its link lead there?"""
    page = open_page(f"{address}search.html?q={query}")
    assert place in results(page)[:5]
    page.locator(f'#search-results a[href="{place}"]').click()
    page.wait_for_selector("article.bd-article")
    assert page.evaluate("document.querySelector(location.hash) !== null")
    assert page.errors == []


def test_search_answers_while_one_types(served, open_page):
    """Do results change with the field, and does a search without results say so?"""
    page = open_page(served + "search.html")
    field = page.locator(".bd-search-container input[name=q]")
    field.fill("entropy")
    page.wait_for_selector("#search-results li a")
    field.fill("xyzzyx")
    page.wait_for_function("!document.querySelector('#search-results li')")
    assert "Nothing was found" in page.locator("#search-results").inner_text()
    field.fill("<b>entropy</b>")
    page.wait_for_selector("#search-results li a")
    assert page.locator("#search-results b").count() == 0


def tokens(text):
    """The words of a text, as builder and browser see them."""
    program = "const o = require(process.argv[1]); const t = process.argv[2];"
    program += "console.log(JSON.stringify(o.tokenize(t).map(o.processTerm).filter(Boolean)));"
    command = [katex_math.find_node(), "-e", program, str(sections.WORDS), text]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("default −100, or -100", ["default", "-100", "-100"]),
        ("z-1 and x−1 and (a)-2", ["z", "1", "x", "1", "2"]),
        ("losses of batches, gradients", ["loss", "batch", "gradient"]),
        ("1.25 ignore_index ln", ["1.25", "ignore_index", "ln"]),
        ("bias class entropies", ["bias", "class", "entropy"]),
        ("交叉熵 loss", ["交叉", "叉熵", "loss"]),
    ],
)
def test_words_of_a_text(text, words):
    """Do numbers keep their sign, plurals fold, the commonest words go, and Han go in pairs?"""
    assert tokens(text) == words


def test_the_index_is_made_for_this_book():
    """Is MiniSearch where the builder looks for it?"""
    assert (ROOT / "node_modules" / "minisearch").is_dir()
    assert sections.IN_BROWSER.is_file()
    assert sections.IN_NODE.is_file()
