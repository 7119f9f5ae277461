"""Is what the project says about a newcomer's first minute what was measured?"""

import re
import shutil

import pytest

from autograder.gradebook.course import REPOSITORY
from bench import first_minute
from bench.first_minute import AIMS, Span

BENCHMARKS = (REPOSITORY / "docs" / "benchmarks.md").read_text("utf-8")
README = (REPOSITORY / "README.md").read_text("utf-8")
CHINESE = (REPOSITORY / "README.zh-CN.md").read_text("utf-8")


def measured():
    """The rows of the table in docs/benchmarks.md: seconds on the clock, and of the processors."""
    found = {}
    for name in AIMS:
        row = rf"^\| {re.escape(name)} \| (\d+) s \| (?:(\d+) s)? \|"
        clock, used = re.search(row, BENCHMARKS, re.M).groups()
        found[name] = Span(int(clock), used and int(used))
    return found


def test_the_table_of_the_docs_is_that_of_the_bench():
    """Does docs/benchmarks.md have the table as the bench prints it, its aims among it?"""
    assert first_minute.show(measured()) in BENCHMARKS


def test_the_readme_promises_what_was_measured():
    """Are the seconds of the README those of docs/benchmarks.md?"""
    table, book = re.search(
        r"the first table was there after (\d+) s and the book after (\d+) s", README
    ).groups()
    figures = measured()
    assert re.search(r"第一张表(\d+)秒后出现，两种语言的书在(\d+)秒后建好", CHINESE).groups() == (
        table,
        book,
    )
    assert int(table) == figures["first table, from nothing"].clock
    assert int(book) == figures["`make demo`, the whole"].clock


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_promise_the_grading_that_was_measured(name):
    """Are the times of a class those of the tables in docs/benchmarks.md?"""
    text = (REPOSITORY / name).read_text("utf-8")
    whole = re.search(r"^\| `grade` \| [\d.]+ s \| ([\d.]+) s", BENCHMARKS, re.M)[1]
    pages = re.search(r"^\| `autograder feedback[^|]*\| [\d.]+ s \| ([\d.]+) s", BENCHMARKS, re.M)[
        1
    ]
    ratio = re.search(r"^\| `plain` .*\| ([\d.]+) / [\d.]+ \|$", BENCHMARKS, re.M)[1]
    said = re.search(
        r"Four hundred submissions took ([\d.]+) s on two cores, and their pages of feedback "
        r"([\d.]+) s; .* took ([\d.]+) times"
        r"|四百份作业，在两个核上用了([\d.]+)秒，它们的反馈页([\d.]+)秒；.*用了([\d.]+)倍",
        text,
    )
    assert [figure for figure in said.groups() if figure] == [whole, pages, ratio]


def test_no_other_page_promises_a_time_of_make():
    """Do the pages for newcomers tell the time of a target nowhere else?"""
    timed = r"`make (?:demo|sample|book|setup)`[^.\n]*\b(?:seconds?|minutes?|\d+ s)\b"
    names = ("README.md", "CONTRIBUTING.md", "index.md", "book/self_study.md", "book/teaching.md")
    for name in names:
        text = (REPOSITORY / name).read_text("utf-8")
        assert re.findall(timed, text, re.I) == [], name


def test_the_first_table_is_recognized():
    """Does the grade table of the README begin as the bench expects?"""
    assert re.search(rf"^{first_minute.TABLE} +forward", README, re.M)


def test_an_edit_changes_one_sentence_of_text(tmp_path):
    """Does the bench add a sentence to a paragraph, and leave code and headings as they are?"""
    page = tmp_path / "page.md"
    shutil.copy(REPOSITORY / first_minute.CHAPTER, page)
    before = page.read_text("utf-8").splitlines()
    first_minute.edit(page)
    after = page.read_text("utf-8").splitlines()
    (new,) = (number for number, line in enumerate(after) if line == "This sentence is new.")
    assert after[:new] + after[new + 1 :] == before
    assert after[new - 1] == ""
    assert after[new + 1][0].isalpha()


def test_a_command_that_fails_ends_the_bench(tmp_path):
    """Is a failure told with its output, and not measured?"""
    with pytest.raises(SystemExit, match=r"`sh -c echo so; exit 3` failed:\nso"):
        first_minute.run(tmp_path, "sh", "-c", "echo so; exit 3")
