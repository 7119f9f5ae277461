"""Is the right file found in a folder, and is what is there named when none is?"""

import json

import pytest

from autograder.submission.intake import IntakeError
from autograder.submission.locate import locate, shown

STUB = "class L1Loss:\n    def forward(self, A, Y):\n        raise NotImplementedError()"
WORK = "class L1Loss:\n    def forward(self, A, Y):\n        return abs(A - Y).mean()"


def notebook(*sources):
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


@pytest.fixture
def folder(tmp_path):
    """Make a folder with these files in it, name → text."""

    def make(**files):
        for name, text in files.pop("files", {}).items():
            (tmp_path / name).write_text(text)
        return tmp_path

    return make


@pytest.mark.parametrize(
    ("names", "taken", "remarks"),
    [
        (["regression.ipynb"], "regression.ipynb", 0),
        (["regression.ipynb", "regression.py", "notes.txt"], "regression.ipynb", 0),
        (["regression.IPYNB"], "regression.IPYNB", 0),
        (["regression.py"], "regression.py", 0),
        (["regression (1).ipynb"], "regression (1).ipynb", 1),
        (["Regression_Zhang.ipynb", "report.pdf"], "Regression_Zhang.ipynb", 1),
        (["my-regression.ipynb", "scratch.ipynb"], "my-regression.ipynb", 1),
        (["homework.ipynb", "helper.py"], "homework.ipynb", 1),
        (["homework.py"], "homework.py", 1),
        ([".regression.ipynb", "._regression.ipynb", "work.ipynb"], "work.ipynb", 1),
    ],
)
def test_the_file_that_is_meant_is_taken(folder, names, taken, remarks):
    """Is a file under another name taken, and said to be, when no other can be meant?"""
    located = locate(folder(files=dict.fromkeys(names, notebook(WORK))), "regression")
    assert located.path.name == taken
    assert len(located.remarks) == remarks
    assert all((taken in remark and "regression.ipynb" in remark) or taken.endswith(".py")
               for remark in located.remarks)  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ["regression (1).ipynb", "regression (2).ipynb"],
        ["a.ipynb", "b.ipynb"],
        ["work.zip"],
        ["regression.pdf", "data.csv"],
    ],
)
def test_what_is_there_is_named(folder, names):
    """Does the refusal name the files that are there, on one line?"""
    with pytest.raises(IntakeError) as caught:
        locate(folder(files=dict.fromkeys(names, "")), "regression")
    assert all(name in str(caught.value) for name in names)
    assert "\n" not in str(caught.value)


def test_a_copy_with_the_work_gets_a_remark(folder):
    """Is it said when the answers stand in a copy beside the untouched notebook?"""
    there = folder(
        files={"regression.ipynb": notebook(STUB), "regression-Copy1.ipynb": notebook(WORK)}
    )
    located = locate(there, "regression")
    assert located.path.name == "regression.ipynb"
    assert "regression-Copy1.ipynb" in located.remarks[0]


@pytest.mark.parametrize("other", [notebook(STUB), notebook("x = 1"), "{", ""])
def test_a_file_without_more_answers_gets_none(folder, other):
    """Is a copy that adds nothing, or that cannot be read, passed over in silence?"""
    there = folder(files={"regression.ipynb": notebook(STUB), "regression-Copy1.ipynb": other})
    assert locate(there, "regression").remarks == ()


def test_links_are_not_followed(tmp_path):
    """Is neither a linked file nor a linked folder looked at?"""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "regression.ipynb").write_text(notebook(WORK))
    (tmp_path / "folder").symlink_to(tmp_path / "real")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "regression.ipynb").symlink_to(tmp_path / "real" / "regression.ipynb")
    for name in ("folder", "links", "nowhere"):
        with pytest.raises(IntakeError, match=name):
            locate(tmp_path / name, "regression")


def test_a_name_cannot_bring_markup(folder):
    """Can a file's name carry HTML, Markdown or control characters into a message?"""
    name = "regression <img src=x onerror=alert(1)> `x` [a](b) \x1b[31m\u202e.ipynb"
    located = locate(folder(files={name.replace("/", ""): notebook(WORK)}), "regression")
    assert not set("<>`[]\x1b\u202e") & set(located.remarks[0])
    assert len(shown("x" * 300)) < 100
