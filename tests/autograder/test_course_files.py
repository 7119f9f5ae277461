"""Are the files of a course closed to others, and damage to them told in a sentence?"""

import csv
import json
import os
import shutil
import sqlite3
import stat
import threading
import time

import pytest

from autograder.cli import main
from autograder.gradebook import audit
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.export import export
from autograder.gradebook.feedback import feedback
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.table import table
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import rows
from tests.autograder.test_nbgrader import nbgrader
from tests.catalog import assignment

ONE = Options(jobs=1)
POSIX = pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="needs POSIX")


@pytest.fixture
def graded(course, hand_in):
    """A course in which one student is graded."""
    hand_in("ada", SOLUTION)
    grade("regression", course, options=ONE)
    return course


@POSIX
def test_all_is_closed_to_others(course, hand_in):
    """Whatever the umask, are grades and all below 0700 and 0600, also what others wrote?"""
    hand_in("ada", SOLUTION)
    outside = course.root / "outside.txt"
    outside.write_text("not the course's")
    outside.chmod(0o644)
    os.link(outside, course.grades / "linked.txt")
    before = os.umask(0)
    try:
        grade("regression", course, options=ONE)
        feedback("regression", course)
        export(course)
    finally:
        os.umask(before)
    (course.grades / "linked.txt").unlink()
    modes = {p: stat.S_IMODE(p.lstat().st_mode) for p in [course.grades, *course.grades.rglob("*")]}
    assert {p: oct(m) for p, m in modes.items() if m != (0o700 if p.is_dir() else 0o600)} == {}
    assert {"secret", "gradebook.db", "audit.jsonl"} <= {p.name for p in modes}
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644


@pytest.mark.parametrize("secret", [b"", b" \n", b"short", b"\xff" * 40, None])
def test_a_secret_that_can_be_guessed_is_refused(course, hand_in, capsys, secret):
    """Is nothing graded with an empty, short or unreadable secret, and is there one sentence?"""
    hand_in("ada", SOLUTION)
    path = course.grades / "secret"
    path.unlink(missing_ok=True)
    path.mkdir(parents=True) if secret is None else path.write_bytes(secret)
    assert main(["grade", "regression", "--course", str(course.root), "--jobs", "1"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert "secret" in told[-1]
    assert "write a new one" in told[-1]


@POSIX
def test_links_are_not_followed(course, hand_in):
    """Are linked students, linked folders and links in a folder refused by both graders?"""
    hand_in("peer", SOLUTION)
    submitted = course.top("submitted")
    (submitted / "student").symlink_to("peer")
    (submitted / "folder").mkdir()
    (submitted / "folder" / "regression").symlink_to("../peer/regression")
    hand_in("inside", SOLUTION)
    (submitted / "inside" / "regression" / "data").symlink_to("../../../gradebook.db")
    outcomes = {o.student: o for o in grade("regression", course, options=ONE)}
    assert outcomes.pop("peer").state == "graded"
    assert {o.state for o in outcomes.values()} == {"failed"}
    assert all("is a symbolic link" in o.reason for o in outcomes.values())
    assert {p.name for p in course.top("autograded").iterdir()} == {"peer"}
    for student in outcomes:
        command = ["autograde", "regression", "--student", student, "--force"]
        with pytest.raises(Exception, match="exit status"):
            nbgrader(course, *command)
    assert not list(course.top("autograded").rglob("data"))


def test_names_cannot_write_to_a_terminal_or_a_spreadsheet(course, hand_in, capsys):
    """Are control characters in ids escaped, and cells that start a formula made harmless?"""
    names = ["=cmd|' C calc'!A0", "a\x1b]0;title\x07", "Doe, Jane", "b\u202ec"]
    for name in names:
        hand_in(name, "")
    hand_in("\x1bbroken", "").write_text("{")
    assert main(["grade", "regression", "--course", str(course.root), "--jobs", "1"]) == 1
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert r"\x1bbroken: failed" in shown.err
    assert r"b\u202ec" in table(assignment("regression").rubric, course)
    with export(course).open(newline="") as file:
        ids = [row["student_id"] for row in csv.DictReader(file)]
    assert set(ids) == {"'" + names[0], *names[1:]}


@POSIX
@pytest.mark.parametrize("name", [".hidden", "...", "a\nb", "\udcff"])
def test_nobody_is_left_out_for_a_name(graded, capsys, name):
    """Is whose folder nbgrader cannot see or record not graded, with a reason that says why?"""
    source = graded.directory("submitted", "ada", "regression")
    shutil.copytree(source, graded.directory("submitted", name, "regression"))
    assert main(["grade", "regression", "--course", str(graded.root), "--jobs", "1"]) == 1
    told = capsys.readouterr()
    assert "Rename it." in told.err.splitlines()[0]
    assert "1 failed" in told.out
    assert "1 up to date" in told.out


def test_the_export_says_what_nbgraders_says(graded):
    """For ordinary names, is ours byte for byte the CSV of nbgrader?"""
    ours = export(graded).read_bytes()
    config = graded.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.ExportApp", "# c.ExportApp"))
    nbgrader(graded, "export")
    assert graded.csv.read_bytes() == ours


def test_a_locked_gradebook_is_one_sentence(graded, capsys):
    """Is a gradebook that another program holds told in one line, with what to do?"""
    lock = sqlite3.connect(graded.grades / "gradebook.db", isolation_level=None)
    lock.execute("begin exclusive")
    status = main(["grade", "regression", "--course", str(graded.root), "--jobs", "1"])
    told = capsys.readouterr().err.splitlines()
    lock.close()
    assert status == 2
    assert len(told) == 2
    assert told[0].startswith("waiting for the gradebook ")
    assert "is in use by another program. Try again" in told[-1]


@pytest.mark.parametrize("kind", ["exclusive", "immediate"])
def test_it_is_told_that_a_gradebook_is_waited_for(graded, hand_in, capsys, kind):
    """While another program reads or writes, is one line said, and does the command go on then?"""
    command = ["grade", "regression", "--course", str(graded.root), "--jobs", "1", "--force"]
    assert main(command) == 0
    assert "waiting" not in capsys.readouterr().err
    hand_in("ben", SOLUTION)  # so that there is something to write
    lock = sqlite3.connect(
        graded.grades / "gradebook.db", isolation_level=None, check_same_thread=False
    )
    lock.execute(f"begin {kind}")

    def let_go():
        for _ in range(1200):
            if "waiting for the gradebook" in told[0]:
                break
            time.sleep(0.1)
            told[0] += capsys.readouterr().err
        lock.rollback()

    told = [""]
    other = threading.Thread(target=let_go)
    other.start()
    assert main(command) == 0
    other.join()
    lock.close()
    assert (told[0] + capsys.readouterr().err).count("waiting for the gradebook") == 1


@pytest.mark.parametrize("content", ["garbage " * 1000, "cut"])
def test_a_damaged_gradebook_is_one_sentence(graded, capsys, content):
    """Is a damaged gradebook told, and can it be made anew from the autograded notebooks?"""
    path, before = graded.grades / "gradebook.db", rows(graded)
    whole = path.read_bytes()
    path.write_bytes(whole[:6000] if content == "cut" else content.encode())
    for command in ("grade", "feedback"):
        assert main([command, "regression", "--course", str(graded.root), "--jobs", "1"]) == 2
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 1
        assert "is damaged" in told[-1]
    path.unlink()
    (outcome,) = grade("regression", Course(graded.root), options=ONE)
    assert outcome.state == "graded"
    assert rows(graded) == before


def break_cell(text):
    data = json.loads(text)
    for cell in data["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["outputs"] = cell["outputs"][:1]
    return json.dumps(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:2000],
        lambda text: "[" * 100_000,
        lambda text: '{"metadata": {"autograder": 1}, "cells": ["a"]}',
        break_cell,
    ],
)
def test_a_damaged_autograded_notebook_is_judged_anew(graded, damage):
    """Is a notebook that is cut, nested, or lacks a score replaced by a whole one?"""
    path = graded.directory("autograded", "ada", "regression") / "regression.ipynb"
    whole = path.read_bytes()
    path.write_text(damage(whole.decode()))
    (outcome,) = grade("regression", graded, options=ONE)
    assert (outcome.state, outcome.score) == ("graded", 58)
    assert path.read_bytes() == whole


def test_the_audit_record_is_a_chain(graded, hand_in, capsys):
    """Does a line for each batch say how it was graded, and does any change break the chain?"""
    hand_in("eve", "").write_text("{")
    grade("regression", graded, options=ONE)
    path = audit.path(graded)
    first, second = map(json.loads, path.read_text().splitlines())
    assert first["counts"] == {"graded": 1}
    assert "interface" in first["layers"]["landlock"] or "landlock" not in first["layers"]
    assert len(first["fingerprints"]) == 1
    assert second["counts"] == {"failed": 1, "up to date": 1}
    assert "not a notebook" in second["refused"]["eve"]
    assert main(["audit", "--course", str(graded.root)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(" regression: ")[2] for line in told[:2]] == [
        "1 graded",
        "1 failed, 1 up to date",
    ]
    assert "2 batches, none changed" in told[2]
    whole = path.read_text()
    for changed in (whole.replace('"graded": 1', '"graded": 2'), whole.splitlines()[1] + "\n"):
        path.write_text(changed)
        with pytest.raises(CourseError, match="does not follow"):
            audit.verify(graded)
