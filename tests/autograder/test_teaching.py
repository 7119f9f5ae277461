"""Is the chapter for instructors true? Its commands are run in order, and the output compared."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder.gradebook.course import REPOSITORY, Course
from examples.demo import STUDENTS, hand_in

PAGE = REPOSITORY / "book" / "teaching.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", flags=re.S | re.M)
#: What depends on the machine.
SKIPPED = ("autograder doctor",)


@pytest.fixture
def demo(tmp_path):
    """The course directory of the page: nine students handed in, Ben two hours late."""
    root = tmp_path / "build" / "demo"
    root.mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", root / "nbgrader_config.py")
    for folder in sorted(STUDENTS.iterdir()):
        hand_in(folder.name, "regression", Course(root))
    run("autograder release regression", root)
    late = root / "grades" / "submitted" / "ben" / "regression" / "timestamp.txt"
    late.write_text("2026-03-02 02:10:00 UTC")
    return root


def run(line, folder):
    """What a command puts out, as somebody in the course directory sees it."""
    path = os.pathsep.join([str(REPOSITORY / ".venv" / "bin"), os.environ["PATH"]])
    path = os.pathsep.join([os.path.dirname(sys.executable), path])
    done = subprocess.run(
        line, shell=True, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", env=os.environ | {"PATH": path, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return done.stdout


def agrees(told, output):
    """Whether an output is what the page tells, where ``…`` stands for anything left out."""
    lines = [line.rstrip() for line in told.strip().splitlines()]
    pattern = re.escape("\n".join(lines)).replace("…", r"[\s\S]*")
    output = "\n".join(line.rstrip() for line in output.strip().splitlines())
    return re.fullmatch(pattern, output) is not None


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="its shell lines are those of Linux")
def test_each_command_puts_out_what_the_chapter_says(demo):
    """Is every line of output in the chapter what the command says today?"""
    pending = None
    wrong, commands = [], 0
    for kind, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "python" and "class PointPerHour" in text:
            (demo / "late.py").write_text(text, encoding="utf-8")
        elif kind == "python" and "plugin_class" in text:
            with (demo / "nbgrader_config.py").open("a") as file:
                file.write(text)
        elif kind == "python" and "Gradebook(" in text:
            (demo / "by_hand.py").write_text(text, encoding="utf-8")
            pending = "python by_hand.py"
        elif kind == "text" and pending:
            output = run(pending, demo)
            wrong += [] if agrees(text, output) else [(pending, text, output)]
            pending = None
        elif kind == "text" and text.startswith("student_id,"):
            (demo / "grades" / "extensions.csv").write_text(text, encoding="utf-8")
        elif kind == "console":
            for part in re.split(r"^(?=\$ )", text, flags=re.M)[1:]:
                line, _, told = part.partition("\n")
                if line.removeprefix("$ ").startswith(SKIPPED):
                    continue
                commands += 1
                output = run(line.removeprefix("$ "), demo)
                wrong += [] if agrees(told, output) else [(line, told, output)]
    assert commands >= 14
    assert not wrong, "\n\n".join("\n---\n".join(case) for case in wrong)
