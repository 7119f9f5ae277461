"""How the lab gets into the pages: with what `make lab` made, and without."""

import json
import re
from pathlib import Path

import lab
import pytest
from bs4 import BeautifulSoup

#: Why a worker ended; the script makes a key of each.
LOST = ("timeout", "died", "stopped", "ended", "memory")
CELL = "class MSELoss:\n    def forward(self):\n        raise NotImplementedError()"
NOTEBOOK = {
    "cells": [
        {
            "id": "text-0",
            "cell_type": "markdown",
            "metadata": {},
            "source": "# Losses\n\nA task: $x^2$.",
        },
        {"id": "how", "cell_type": "markdown", "metadata": {}, "source": "Type in a terminal …"},
        {
            "id": "MSELoss",
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": "MSE_Loss", "solution": True, "grade": False}},
            "source": CELL,
        },
        {
            "id": "MSELoss-forward",
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": "MSELoss-forward", "grade": True}},
            "source": "# MSELoss.forward: 3 points",
        },
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture
def page(build, tmp_path):
    """Build the lab page of one small problem set; give its HTML."""
    folder = tmp_path / "assignments" / "losses"
    folder.mkdir(parents=True)
    (folder / "losses.ipynb").write_text(json.dumps(NOTEBOOK), "utf-8")

    def run(made=True, **config):
        files = tmp_path / "made"
        files.mkdir(exist_ok=True)
        if made:
            (files / "lab.json").write_text('{"sizes": {"core": 8700000}}', "utf-8")
            (files / "pack-losses.bin").write_bytes(b"")
            (files / "set-losses.bin").write_bytes(b"")
        html, warnings = build(
            "# Lab\n\n```{lab} losses\n```\n", "lab", lab_files=str(files), **config
        )
        assert warnings == ""
        return BeautifulSoup(html, "html.parser"), tmp_path / "_out" / "_static" / "lab"

    return run


def test_a_lab_page_is_the_notebook_without_what_belongs_to_the_grader(page):
    """Are task and places of answers there, and neither graded cells nor the terminal?"""
    html, _ = page()
    text = html.get_text()
    assert "A task" in text
    assert "terminal" not in text
    assert "3 points" not in text
    (place,) = html.select(".lab-cell")
    assert place["id"] == "cell-mse-loss"
    assert "NotImplementedError" in place.get_text()
    assert [button["data-lab"] for button in html.select("button")] == ["set"]
    assert "9 MB" in html.select_one(".lab").get_text()


def test_without_the_lab_the_page_says_so(page):
    """Is the notebook still readable, without buttons that do nothing, and with what to do?"""
    html, folder = page(made=False)
    assert not html.select("button")
    assert "make lab" in html.select_one(".lab-absent").get_text()
    assert "A task" in html.get_text()
    assert not folder.exists()


@pytest.mark.parametrize("check", [True, False])
def test_a_course_can_leave_the_packs_out(page, check):
    """Does `practice_check = False` keep packs out of the site, and tell the script?"""
    html, folder = page(practice_check=check)
    assert (folder / "pack-losses.bin").exists() == check
    assert (folder / "set-losses.bin").exists()
    assert html.select_one(".lab")["data-check"] == ("yes" if check else "no")
    assert ("teacher judges" in html.select_one(".lab").get_text()) != check


def test_each_word_has_its_use_and_each_use_its_word():
    """Is every key of the English words named in a script or by the extension, and no other?"""
    words = lab.read_words("en")
    files = [*lab.SOURCES.glob("*.js"), Path(lab.__file__)]
    text = "".join(path.read_text("utf-8") for path in files)
    said = set(re.findall(r"""\b(?:say|tell|button|row)\(\s*"(\w+)\"""", text))
    said |= set(re.findall(r"""\bshowNote\(\w+, "(\w+)\"""", text))
    assert len(said) > 35
    assert said <= words.keys()
    named = set(re.findall(r"""["'](\w+)["']""", text))
    assert {key for key in words if key not in named} == {f"lost_{reason}" for reason in LOST}


def test_each_problem_set_has_its_lab():
    """Is there a page for each released problem set, and does it stand in the contents?"""
    toc = (lab.SOURCES.parents[1] / "_toc.yml").read_text("utf-8")
    for file in (lab.SOURCES.parents[1] / "assignments").glob("*/*.ipynb"):
        path = file.parent
        page = lab.SOURCES.parent / f"lab_{path.name}.md"
        assert f"```{{lab}} {path.name}\n```" in page.read_text("utf-8")
        assert f"- file: book/lab_{path.name}\n" in toc
