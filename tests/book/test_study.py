"""Do the pages on studying alone and teaching say what the book and the grader say?"""

import re

import pytest
import yaml

from autograder.cli import main

from .conftest import ROOT

SELF_STUDY = (ROOT / "book" / "self_study.md").read_text("utf-8")
PLAN = [line.split(" | ") for line in SELF_STUDY.splitlines() if re.match(r"\| \d+ \| ", line)]


def numbered_chapters():
    """The stems of the chapters that have a number, in the order of the book."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"]
    files = [one["file"] for part in parts if part.get("numbered") for one in part["chapters"]]
    return [file.removeprefix("book/") for file in files]


def needs(stem):
    """The chapters that a chapter says it needs, by reference."""
    text = (ROOT / "book" / f"{stem}.md").read_text("utf-8")
    line = re.search(r"^Needs: (.+)", text, re.M)[1]
    if stem == "gradient_check":  # the last one named only helps, it says
        line = line.split(";")[0]
    return re.findall(r"ch-(\w+)", line)


def test_the_plan_has_every_chapter_and_every_problem_set():
    """Does each numbered chapter stand in the plan once, and each problem set at least once?"""
    read = [stem for _, chapters, _ in PLAN for stem in re.findall(r"<ch-(\w+)>", chapters)]
    assert sorted(read) == sorted(numbered_chapters())
    assert {stem for *_, sets in PLAN for stem in re.findall(r"`(\w+)`", sets)} == {
        path.stem for path in (ROOT / "assignments").glob("*/*.ipynb")
    }


@pytest.mark.parametrize("stem", numbered_chapters())
def test_the_plan_reads_first_what_is_needed_first(stem):
    """Is no chapter planned before one that it needs?"""
    week = {
        one: int(n[2:]) for n, chapters, _ in PLAN for one in re.findall(r"<ch-(\w+)>", chapters)
    }
    assert all(week[one] <= week[stem] for one in needs(stem)), needs(stem)


def test_the_names_that_the_grader_lists_are_todays(capsys):
    """Is the message about a name that does not exist the one that is printed?"""
    told = re.search(r"^autograder: there is no assignment “regresion”.+", SELF_STUDY, re.M)[0]
    main(["check", "regresion", "my_losses.py"])
    assert capsys.readouterr().err.strip() == told


def test_a_section_to_read_again_is_in_the_chapter_that_is_named():
    """Does the chapter that the page of feedback names in the book have that title and section?"""
    text = (ROOT / "book" / "teaching.md").read_text("utf-8")
    found = re.findall(r"^To read again: “(.+)” in the chapter “(.+)”\.$", text, re.M)
    assert found
    pages = [page.read_text("utf-8") for page in (ROOT / "book").glob("*.md")]
    for section, chapter in found:
        page = next(page for page in pages if f"\n# {chapter}\n" in page)
        assert re.search(rf"^#+ {re.escape(section)}$", page, re.M), section
