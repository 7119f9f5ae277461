"""Is docs/platforms.md true? Its files are made and its commands run, and the output compared.

``python -m tests.autograder.platforms.test_page`` writes the output anew.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.platforms import layouts
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION
from tests.autograder.platforms.world import zipped
from tests.autograder.test_grade import WORK
from tests.catalog import released

PAGE = REPOSITORY / "docs" / "platforms.md"
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```", flags=re.S | re.M)


def answered(source):
    notebook = intake.rebuild(released("regression"), intake.read(source.encode(), "work.py"))
    return nbformat.writes(notebook).encode()


def make_course(folder):
    """The course directory of the page, with the zip that Canvas gave."""
    command = [sys.executable, "-m", "autograder", "init", folder]
    subprocess.run(command, check=True, capture_output=True)
    files = {
        "lovelaceada_4101_9001_regression.ipynb": answered(SOLUTION),
        "okaforben_LATE_4102_9002_regression.ipynb": answered(""),
        "okaforben_LATE_4102_9007_regression-1.ipynb": answered(WORK["ben"]),
        "陈美_4103_9003_report.pdf": b"%PDF-1.7",
        "strangersam_4999_9009_regression.ipynb": answered(SOLUTION),
    }
    zipped(folder / "submissions.zip", files)


def run(line, folder):
    """What a command puts out, as somebody in the course directory sees it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    settings = {"PATH": path, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        line, shell=True, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", env=os.environ | settings,
    )  # fmt: skip
    return done.stdout.replace(str(folder), "/home/you/course")


def played(page, folder):
    """The page with the output that its commands have."""

    def block(met):
        kind, name, text = met.groups()
        if name:
            (folder / name).write_text(text, encoding="utf-8")
        if kind != "console":
            return met[0]
        lines = [line for line in text.splitlines() if line.startswith("$ ")]
        outputs = [f"{line}\n{run(line[2:], folder).strip()}".strip() for line in lines]
        return "```console\n" + "\n".join(outputs) + "\n```"

    return BLOCK.sub(block, page)


@pytest.mark.skipif(sys.platform == "win32", reason="its shell lines are those of Linux")
def test_each_command_puts_out_what_the_page_says(tmp_path):
    """Is every line of output on the page what the command says today?"""
    folder = tmp_path / "course"
    make_course(folder)
    page = PAGE.read_text(encoding="utf-8")
    assert played(page, folder) == page


def test_the_page_names_all_that_there_is():
    """Are all formats, platforms and columns of ids on the page?"""
    from autograder.platforms import export, roster

    page = PAGE.read_text(encoding="utf-8")
    for format in export.FORMATS:
        assert format in page, format
    for layout in layouts.LAYOUTS:
        assert layout == "plain" or f"| {layout.title()} |" in page
    for column in roster.IDS[:6]:
        assert f"`{column}`" in page


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        make_course(Path(place, "course"))
        page = played(PAGE.read_text(encoding="utf-8"), Path(place, "course"))
        PAGE.write_text(page, encoding="utf-8")
