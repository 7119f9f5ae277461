"""What the command line says before it has come to the class: Ctrl-C, databases, long names."""

import os
import signal
import subprocess
import sys
import unicodedata

import pytest

from autograder.cli import main
from autograder.gradebook.course import Course
from autograder.gradebook.table import MAX_NAME, table
from tests.autograder.conftest import SOLUTION
from tests.catalog import assignment


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_while_modules_load_is_one_line(course, hand_in):
    """From when Python runs our first line on, is there never a traceback?"""
    hand_in("ada", SOLUTION)
    command = [sys.executable, "-X", "importtime", "-m", "autograder", "grade", "regression"]
    command += ["--jobs", "1", "--course", course.root]
    for module in ("argparse", "autograder.cli", "autograder.gradebook.course", "sqlalchemy"):
        status, said = interrupt_after(module, command)
        assert said == ["autograder: stopped. The same command goes on from here."], module
        # Python itself ends by the signal where the interrupt came while a library ran `exec`.
        assert status in (130, -signal.SIGINT)


def interrupt_after(module, command):
    """Press Ctrl-C as soon as a module is loaded; returns the exit status, and what was said."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
        # Who runs tests in parallel ignores Ctrl-C, and whom it starts would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    seen = ""
    while f"| {module}" not in " ".join(seen.split()):
        seen = process.stderr.readline()
        assert seen, "it ended before"
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=120)[1]
    lines = [line for line in told.splitlines() if line and not line.startswith("import time:")]
    return process.returncode, lines


def test_help_and_version_load_next_to_nothing():
    """Is what needs no course answered without the libraries of one?"""
    code = "import sys; sys.argv[1:] = ['--version']; import autograder.__main__ as m\n"
    code += "try: m.main()\nexcept SystemExit: pass\n"
    code += "print(*{'nbformat', 'numpy', 'nbgrader'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == [""]


@pytest.mark.parametrize(
    "command",
    [["grade", "regression"], ["release", "regression"], ["export"], ["feedback", "regression"]],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("kind", ["nosuchdatabase", "mysql+pymysql"])
def test_a_missing_database_driver_is_told_as_such(course, hand_in, capsys, command, kind):
    """Is the driver named, with what installs it, and no other database written instead?"""
    hand_in("ada", SOLUTION)
    config = course.root / "nbgrader_config.py"
    address = f"{kind}://me:secret@example.org/grades"
    config.write_text(config.read_text() + f"\nc.CourseDirectory.db_url = '{address}'\n")
    before = {p: p.stat().st_mtime_ns for p in course.root.rglob("*.db")}
    assert main([*command, "--course", str(course.root)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"{kind}://me:***@example.org/grades" in told
    assert "driver" in told
    assert "secret" not in told
    assert {p: p.stat().st_mtime_ns for p in course.root.rglob("*.db")} == before


def test_the_gradebook_that_is_written_is_named(course, hand_in, capsys):
    """Does `autograder grade` say which database has the grades now?"""
    hand_in("ada", SOLUTION)
    assert main(["grade", "regression", "--jobs", "1", "--course", str(course.root)]) == 0
    assert f"gradebook {course.root / 'grades' / 'gradebook.db'}\n" in capsys.readouterr().out


def columns(text):
    """How wide a terminal shows a text: emoji and Chinese characters take two columns."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def test_tables_keep_their_columns(course):
    """Does each number stand below its heading, whatever the ids are?"""
    ids = ["ada", "张伟", "ひらがな", "e\u0301milie", "x" * 120, "y" * 119 + "@example.org", "김"]
    ids += [f"{'same-beginning-' * 4}{end}{'-same-end' * 4}" for end in "ab"]
    with course.gradebook() as gradebook:
        for id in ids:
            gradebook.add_student(id)
            gradebook.add_submission("regression", id)
    for block in table(assignment("regression").rubric, course).split("\n\n"):
        lines = block.splitlines()
        assert len({columns(line) for line in lines[2:]}) == 1, block
        assert len(lines) == 3 + len(ids)
    assert len({line.split()[0] for line in lines[3:]}) == len(ids)  # no two became one


def test_a_long_id_leaves_room_for_the_points(course):
    """Is an id that nothing else looks like cut in its middle, and the total beside the points?"""
    with course.gradebook() as gradebook:
        gradebook.add_student("x" * 120)
        gradebook.add_submission("regression", "x" * 120)
    text = table(assignment("regression").rubric, course)
    assert "x" * (MAX_NAME + 1) not in text
    assert max(map(columns, text.splitlines())) <= 100


def test_courses_without_a_gradebook_have_nothing_to_export(course, capsys):
    """Is an export before the first grade one sentence?"""
    assert main(["export", "--course", str(Course(course.root).root)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
