"""Notebooks offered by the book: problem sets and the chapters themselves."""

import json

import nbformat
import notebooks
import pytest

PAGE = "# Page\n\n```{problem-set} demo\nWhat it asks for.\n```\n"


@pytest.fixture
def released(tmp_path):
    """A released assignment."""
    folder = tmp_path / "assignments" / "demo"
    folder.mkdir(parents=True)
    cells = [nbformat.v4.new_code_cell("1"), nbformat.v4.new_markdown_cell("# A demo\n\nText.")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "demo.ipynb")
    return folder / "demo.ipynb"


def test_a_released_problem_set_can_be_downloaded_and_referred_to(build, released, tmp_path):
    """Does the page offer the notebook itself, under its title?"""
    html, warnings = build(PAGE + "\nSee {ref}`ps-demo`.\n", "notebooks")
    assert warnings == ""
    assert "<strong>A demo</strong>" in html
    assert "What it asks for." in html
    assert 'href="#ps-demo"' in html
    (copied,) = (tmp_path / "_out" / "_downloads").rglob("demo.ipynb")
    assert copied.read_bytes() == released.read_bytes()
    assert "colab" not in html


def test_what_is_not_released_is_not_offered(build):
    """Is a page free of boxes for problem sets that do not exist yet?"""
    html, warnings = build(PAGE, "notebooks")
    assert warnings == ""
    assert "What it asks for." not in html


def test_colab_is_only_ever_a_link(build, released):
    """Does "Open in Colab" load nothing by itself?"""
    html, _ = build(PAGE, "notebooks", course_repository="https://github.com/me/course")
    address = "colab.research.google.com/github/me/course/blob/main/assignments/demo/demo.ipynb"
    assert f'href="https://{address}"' in html
    assert html.count("colab.research") == 1


def test_a_title_is_the_first_heading(released):
    """Is the title found where the first cell is code, and the name used where there is none?"""
    assert notebooks.notebook_title(released) == "A demo"
    released.write_text(json.dumps({"cells": []}), "utf-8")
    assert notebooks.notebook_title(released) == "demo"


def test_only_markdown_notebooks_are_notebooks(tmp_path):
    """Is prose without a kernel left out of the download menu?"""
    page = tmp_path / "page.md"
    page.write_text("---\njupytext:\n  x: 1\n---\n# T\n", "utf-8")
    assert notebooks.is_notebook(str(page))
    page.write_text("# T\n\njupytext: is a tool\n", "utf-8")
    assert not notebooks.is_notebook(str(page))
