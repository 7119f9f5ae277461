"""The front page: what it promises, and where its button leads."""

import json
import re

import pytest

from .conftest import ROOT

INDEX = (ROOT / "index.md").read_text("utf-8")
CHAPTERS = [path.read_text("utf-8") for path in sorted((ROOT / "book").glob("*.md"))]
PROVED = r"`{3,}\{prf:(?:theorem|lemma|corollary|proposition)\}"


def count(pattern):
    """How often the chapters match."""
    return sum(len(re.findall(pattern, text, re.MULTILINE)) for text in CHAPTERS)


def known_mistakes():
    """The mistakes that the grader knows, as its own table says."""
    table = (ROOT / "docs" / "rubrics.md").read_text("utf-8")
    return int(re.search(r"^\| together(?: \| \d+){3} \| (\d+)", table, re.MULTILINE)[1])


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("theorems", lambda: count(PROVED)),
        ("assertions", lambda: count(r"^ *assert\b")),
        ("boxes", lambda: count(r"^:class: bug")),
        ("mistakes in student", known_mistakes),
    ],
)
def test_the_front_page_counts_right(words, counted):
    """Is each number of the front page the round number below the true one?"""
    stated = int(re.search(rf"\* - (\d+)\+\n  - {words}", INDEX)[1])
    step = 10 if stated < 100 else 100
    assert stated == counted() // step * step


def test_every_theorem_is_followed_by_a_proof():
    """Does a proof come after each theorem, before the next one?"""
    for text in CHAPTERS:
        for part in re.split(PROVED, text)[1:]:
            assert re.search(r"`{3,}\{prf:proof\}", part), part[:80]


def test_cross_entropy_is_derived_four_times():
    """Has the chapter the four derivations that the front page speaks of?"""
    text = (ROOT / "book" / "cross_entropy.md").read_text("utf-8")
    assert len(re.findall(r"^### \([a-d]\) ", text, re.MULTILINE)) == 4


browser = pytest.mark.browser
PLACE = "surprise-to-gradient:place"


def remember(page, place):
    """Leave a note as if the reader had stopped there."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [PLACE, json.dumps(place)])


@browser
@pytest.mark.parametrize("scripts", [True, False])
def test_the_button_starts_with_the_first_chapter(served, open_page, scripts):
    """Does a new reader start where the contents start, with scripts and without?"""
    page = open_page(served + "index.html", java_script_enabled=scripts)
    first = page.locator(".bd-docs-nav ul:not(.bd-sidenav__home-link) a.internal").first
    button = page.locator(".course-start a")
    assert button.count() == 1
    assert button.inner_text() == "Start reading"
    place = button.get_attribute("href").split("#")[0]
    assert place == first.get_attribute("href").split("#")[0]


@browser
def test_the_button_goes_on_where_reading_stopped(served, open_page):
    """Does it lead back to the section that was read last, and name it?"""
    page = open_page(served + "book/information.html")
    page.evaluate(
        "document.querySelector('#self-information').scrollIntoView({ behavior: 'instant' })"
    )
    page.wait_for_function(f"(localStorage.getItem('{PLACE}') || '').includes('Self-inf')")
    page.goto(served + "index.html")
    button = page.locator(".course-start a")
    assert button.inner_text() == "Continue reading"
    assert "Self-information" in page.locator(".course-start").inner_text()
    button.click()
    assert page.url == served + "book/information.html#self-information"


@browser
def test_a_finished_page_is_not_offered_again(served, open_page):
    """Does the button go on to the next chapter when the last one was ticked off?"""
    page = open_page(served + "index.html")
    remember(page, {"page": "book/information.html", "hash": "#summary", "section": "Summary"})
    page.evaluate("localStorage.setItem('surprise-to-gradient:page:book/information.html', 'x')")
    page.reload()
    links = page.locator(".bd-docs-nav ul:not(.bd-sidenav__home-link) a.internal")
    following = [link.get_attribute("href").split("#")[0] for link in links.all()]
    after = following[following.index("book/information.html") + 1]
    assert page.locator(".course-start a").get_attribute("href") == served + after


@browser
@pytest.mark.parametrize(
    "note", ["{", "null", "[]", '{"page": "elsewhere.html"}', '{"page": "index.html"}']
)
def test_a_damaged_note_is_no_place(served, open_page, note):
    """Does the button start at the beginning when the browser holds rubbish?"""
    page = open_page(served + "index.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [PLACE, note])
    page.reload()
    assert page.errors == []
    assert page.locator(".course-start a").inner_text() == "Start reading"


@browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_screen_says_what_this_is(served, open_page, width):
    """Are title, sentence, button and the live figure's picture seen without scrolling?"""
    page = open_page(served + "index.html", width)
    page.wait_for_selector(".course-hero svg path", state="attached")
    for selector in ("article h1", ".course-hero > p", ".course-start a", ".course-hero svg"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 900, selector
    assert page.locator(".course-doors .sd-card").count() == 3
