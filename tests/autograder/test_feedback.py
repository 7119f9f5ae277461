"""Does every student get a page, whatever the others wrote and are called?"""

import os
import signal
import time

import pytest

from autograder.cli import main
from autograder.gradebook import feedback as pages
from autograder.gradebook.feedback import feedback
from autograder.gradebook.grade import Options, grade
from autograder.nbgrader_steps import Highlight
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_nbgrader import nbgrader

MONSTERS = {
    "blank lines": "x = 1\n" + " \n" * 60_000 + "y = 1",
    "dots": "# %%\n." + "." * 200_000,
    "many cells": "\n".join(["# %%\nx = 1" + "\n \n" * 200] * 300),
}


def page(course, student):
    return course.directory("feedback", student, "regression") / "regression.html"


@pytest.mark.parametrize("monster", MONSTERS)
def test_no_cell_keeps_the_others_waiting(course, hand_in, monster):
    """Is a cell that Pygments would take hours for plain text, for nbgrader's command too?"""
    hand_in("azevil", f"# %%\n{MONSTERS[monster]}\n" + SOLUTION)
    hand_in("bob", SOLUTION)
    grade("regression", course)
    assert feedback("regression", course, jobs=2) == ["azevil", "bob"]
    page(course, "azevil").unlink()
    nbgrader(course, "generate_feedback", "regression", "--force")
    assert page(course, "azevil").is_file()


def test_what_is_long_is_plain():
    """Is ordinary code colored, and code of more lines or characters than anybody writes not?"""
    colored = '<span class="k">def</span>'
    assert colored in Highlight()("def f(): pass")
    assert "<span class" not in Highlight()("def f(): pass\n" * 501)
    assert "<span class" not in Highlight()("def f(): pass # " + "x" * 20_000)


def test_a_page_that_is_late_or_dies_is_named(course, hand_in, monkeypatch, capsys):
    """Do pages that hang or end their process amid a share cost only themselves, with status 1?"""
    students = ["ada", "bob", "end", "hang", "kill", "yan", "zoe"]
    for student in students:
        hand_in(student, "")
    grade("regression", course, options=Options(jobs=1))
    make = pages._Pages.convert_single_notebook
    evil = {
        "hang": lambda: time.sleep(1000),
        "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "end": lambda: os._exit(0),
    }

    def convert(converter, notebook):
        evil.get(converter.coursedir.student_id, lambda: None)()
        make(converter, notebook)

    monkeypatch.setattr(pages, "START", "fork")
    monkeypatch.setattr(pages._Pages, "convert_single_notebook", convert)
    monkeypatch.setattr(feedback, "__defaults__", (*feedback.__defaults__[:-1], 20.0))
    assert main(["feedback", "regression", "--course", str(course.root), "--jobs", "2"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("4 pages written")
    assert "hang: no page: the page was not ready after 20 seconds" in told.err
    assert "kill: no page: the process that makes the page ended (status -9)" in told.err
    assert "end: no page: the process that makes the page ended (status 0)" in told.err
    assert [s for s in students if page(course, s).is_file()] == ["ada", "bob", "yan", "zoe"]
    left = course.directory("feedback", "hang", "regression")
    assert not left.exists()


def test_names_that_mean_something_to_nbgrader(course, hand_in):
    """Do ids with commas, brackets and stars get their own page, each once?"""
    students = ["Doe", "Doe, Jane", "[a-z]*", "a[b]"]
    for student in students:
        hand_in(student, "")
    grade("regression", course)
    assert feedback("regression", course, jobs=2) == students
    assert all(page(course, student).is_file() for student in students)
    assert feedback("regression", course) == []


def test_a_file_handed_in_is_never_the_page(course, hand_in):
    """Is a student's own `regression.html` kept from where the page belongs?"""
    hand_in("eve", "").with_suffix(".html").write_text("Full marks!")
    grade("regression", course)
    troubles = {}
    assert feedback("regression", course, deadline=0.0, trouble=troubles.__setitem__) == []
    assert list(troubles) == ["eve"]
    assert not page(course, "eve").exists()
