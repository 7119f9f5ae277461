"""The page that asks the questions of the chapters again."""

import json
import re

import pytest
from review import at_home

from .test_site import AXE, AXE_OPTIONS, RUN_AXE, strangers

pytestmark = [pytest.mark.browser, pytest.mark.book]

STATE = "JSON.parse(localStorage.getItem('surprise-to-gradient:review'))"
PAGE = "book/review.html"


def choose(page, number=0):
    """Choose a chapter."""
    page.locator(".review-settings input[type=checkbox]").nth(number).check()


def answer(page, kind):
    """Answer the question that is asked, rightly or wrongly; give its name."""
    form = page.locator(".review-stage form")
    name = form.get_attribute("id")
    form.locator(f".quiz-{kind} input").first.check()
    form.get_by_role("button", name="Check").click()
    return name


def test_links_lead_from_the_top():
    """Do links in a question hold wherever the question is shown?"""
    html = '<a href="#x">a</a> <a href="b.html">b</a> <a class="c" href="https://d.org/">d</a>'
    moved = at_home(html, "book/a.html")
    assert re.findall(r'href="([^"]*)"', moved) == [
        "book/a.html#x",
        "book/b.html",
        "https://d.org/",
    ]


def test_nothing_is_asked_before_a_chapter_is_chosen(address, open_page):
    """Is a new reader told what to do, over http and from disk?"""
    page = open_page(address + PAGE)
    assert page.locator(".review-status").inner_text().startswith("Choose the chapters")
    assert page.locator(".review-stage form").count() == 0
    choose(page)
    assert page.locator(".review-stage form").count() == 1
    assert page.errors == []
    assert strangers(page, address) == []


def test_what_was_right_comes_later_than_what_was_wrong(address, open_page):
    """Does the schedule follow the answers, and is it remembered?"""
    page = open_page(address + PAGE)
    choose(page)
    assert not page.locator(".review-stage .quiz-why").first.is_visible()
    wrong = answer(page, "wrong")
    assert page.locator(".review-stage .quiz-right .quiz-why").is_visible()
    page.get_by_role("button", name="Next").click()
    right = answer(page, "right")
    assert right != wrong
    page.get_by_role("button", name="Easy").click()
    page.reload()
    cards = page.evaluate(STATE)["cards"]
    assert cards[wrong]["due"] < cards[right]["due"]
    assert page.locator(".review-stage form").get_attribute("id") not in (wrong, right)


def test_a_day_brings_at_most_ten_new_questions_and_misses_return(served, open_page):
    """Does a session end, after the questions that were missed were asked again?"""
    page = open_page(served + PAGE)
    choose(page, 0)
    choose(page, 1)
    missed, asked = None, []
    while page.locator(".review-stage form").count():
        assert len(asked) < 30, "a session must end"
        kind = "right" if asked else "wrong"
        asked.append(answer(page, kind))
        missed = missed or asked[0]
        page.locator(".review-stage .review-grades button").last.click()
    assert len(set(asked)) == 10
    assert asked.count(missed) > 1
    assert page.locator(".review-status").inner_text().startswith("Nothing is due now.")


def test_all_of_it_works_by_keyboard(served, open_page):
    """Can a reader choose, check and grade without a pointer, and does the focus follow?"""
    page = open_page(served + PAGE)
    choose(page)
    names = set()
    page.locator(".review-stage input").first.focus()
    for _ in range(3):
        names.add(page.locator(".review-stage form").get_attribute("id"))
        page.keyboard.press("2")
        assert page.locator(".review-stage input").nth(1).is_checked()
        page.keyboard.press("Enter")
        assert page.locator(".review-grades").first.is_visible()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.type") == "radio"
    assert len(names) == 3


def test_keys_mean_nothing_elsewhere(served, open_page):
    """Is a digit that is typed outside the question left alone?"""
    page = open_page(served + PAGE)
    choose(page)
    page.keyboard.press("1")
    assert page.locator(".review-stage input:checked").count() == 0


def test_what_is_exported_can_be_imported_elsewhere(address, open_page, tmp_path):
    """Does another browser go on where this one stopped?"""
    page = open_page(address + PAGE)
    choose(page)
    name = answer(page, "right")
    page.get_by_role("button", name="Good").click()
    page.locator(".review-settings summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "kept.json")
    other = open_page(address + PAGE)
    other.locator(".review-settings summary").click()
    other.set_input_files("input[type=file]", tmp_path / "kept.json")
    said = other.locator(".review-said")
    said.filter(has_text="Imported: 1 question.").wait_for()
    assert other.evaluate(STATE)["cards"][name] == page.evaluate(STATE)["cards"][name]
    assert other.locator(".review-settings input[type=checkbox]").first.is_checked()


@pytest.mark.parametrize("text", ["no JSON", "{}", json.dumps({"format": "x", "cards": 1})])
def test_another_file_is_refused_in_one_sentence(served, open_page, tmp_path, text):
    """Does a wrong file change nothing and say what is wrong?"""
    (tmp_path / "notes.json").write_text(text, "utf-8")
    page = open_page(served + PAGE)
    choose(page)
    before = page.evaluate(STATE)
    page.locator(".review-settings summary").click()
    page.set_input_files("input[type=file]", tmp_path / "notes.json")
    page.locator(".review-said").filter(has_text="notes.json is not what").wait_for()
    assert page.evaluate(STATE) == before


@pytest.mark.parametrize("kept", ["no JSON", "{}", "[]", '{"version": 1, "cards": 3}'])
def test_a_broken_memory_is_begun_anew(served, open_page, kept):
    """Does a page open whatever the browser holds under its name?"""
    script = f"localStorage.setItem('surprise-to-gradient:review', {json.dumps(kept)})"
    page = open_page(served + PAGE, script=script)
    assert page.locator(".review-status").inner_text().startswith("Choose the chapters")
    assert page.errors == []


def test_a_chapter_that_was_answered_is_chosen(served, open_page):
    """Does a reader who did a chapter's quiz find that chapter here?"""
    page = open_page(served + "book/softmax.html")
    page.locator("form.quiz input").first.check()
    page.goto(served + PAGE)
    label = page.locator(".review-settings label:has(input:checked)")
    assert label.all_inner_texts() == ["Softmax"]


def test_without_scripts_the_page_says_where_the_questions_are(served, open_page):
    """Is a reader without scripts told where to go?"""
    page = open_page(served + PAGE, java_script_enabled=False)
    assert "ends of the chapters" in page.locator(".review").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_question_and_its_answer_are_accessible(served, open_page, theme):
    """Does axe-core find nothing while a question is asked and when it is answered?"""
    page = open_page(served + PAGE)
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.add_style_tag(content="* { transition: none !important; }")
    choose(page)
    page.locator(".review-settings summary").click()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE, [[], AXE_OPTIONS]) == []
    answer(page, "wrong")
    assert page.evaluate(RUN_AXE, [[], AXE_OPTIONS]) == []
