"""The card at the end of each chapter."""

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup

from .widget_pages import ROOT

SETS = """
# Sets

(ps-demo)=
## Demo

(sec-self_study-check)=
## Check
"""
PAGE = f"# Page\n\n## First\n\nText.\n\n## Problem set\n\nWrite it.\n{SETS.replace('#', '###')}"
SETTINGS = {"practice_sets": {"index": "demo"}, "suppress_warnings": ["myst.header"]}
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]


def chapters():
    """The numbered pages of the table of contents."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"]
    return [c["file"] for part in parts if part.get("numbered") for c in part["chapters"]]


@pytest.fixture
def released(tmp_path):
    """A released assignment."""
    folder = tmp_path / "assignments" / "demo"
    folder.mkdir(parents=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A demo")])
    nbformat.write(notebook, folder / "demo.ipynb")


def test_the_card_has_the_notebook_the_command_and_the_way_to_the_grader(build, released):
    """Does a page of a problem set end with all that a reader needs to practice?"""
    html, warnings = build(PAGE, "practice", **SETTINGS)
    assert warnings == ""
    card = BeautifulSoup(html, "html.parser").select_one(".practice")
    assert "A demo" in card.text
    assert "autograder check demo demo.ipynb" in card.text
    links = [link["href"] for link in card.select("a")]
    assert links[0].endswith("/demo.ipynb")
    assert links[1:] == ["#ps-demo", "#sec-self-study-check"]


def test_one_setting_says_where_the_grader_is(build, released):
    """Does the address of the repository give the zip, the command and Colab?"""
    settings = {**SETTINGS, "course_repository": "https://github.com/me/course/"}
    html, _ = build(PAGE, "practice", **settings)
    card = BeautifulSoup(html, "html.parser").select_one(".practice")
    archive = "https://github.com/me/course/archive/refs/heads/main.zip"
    assert f"$ pip install {archive}" in card.text
    assert card.find("a", href=archive)
    colab = (
        "https://colab.research.google.com/github/me/course/blob/main/assignments/demo/demo.ipynb"
    )
    assert card.find("a", href=colab)


def test_colab_is_offered_for_github_only(build, released):
    """Is a repository elsewhere not sent to a service that cannot read it?"""
    settings = {**SETTINGS, "course_repository": "https://git.example.org/me/course"}
    assert "colab" not in build(PAGE, "practice", **settings)[0]


def test_a_page_without_problem_set_has_no_card(build):
    """Is other prose left alone?"""
    html, warnings = build(PAGE, "practice", suppress_warnings=["myst.header"])
    assert warnings == ""
    assert "autograder check" not in html


@pytest.mark.parametrize("docname", chapters())
def test_a_chapter_knows_its_problem_set(docname):
    """Is there a released notebook for each chapter, by its own name or by the table?"""
    stems = CONFIG["practice_sets"].get(docname, docname.removeprefix("book/")).split()
    assert stems
    for stem in stems:
        assert (ROOT / "assignments" / stem / f"{stem}.ipynb").is_file(), stem


def test_the_table_names_no_other_page():
    """Would a renamed chapter be noticed?"""
    assert set(CONFIG["practice_sets"]) <= set(chapters())


@pytest.mark.book
@pytest.mark.parametrize("docname", chapters())
def test_a_chapter_ends_with_its_card(site, docname):
    """Is the card the last thing of the built chapter, and does its download exist?"""
    page = site / f"{docname}.html"
    html = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    (card,) = html.select(".practice")
    article = card.find_parent("article")
    assert article.get_text().rstrip().endswith(card.get_text().rstrip())
    for link in card.select("a.download"):
        assert (page.parent / link["href"]).is_file()
