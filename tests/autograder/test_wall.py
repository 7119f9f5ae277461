"""Does the sandbox work behind an outer wall, and does student code see less there?"""

import contextlib
import os
import shutil
import subprocess
import sys

import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.pipeline import judge
from autograder.running import doctor, wall
from autograder.running.isolation import CORE, Sandbox, SandboxError
from autograder.running.session import Limits, Session
from tests.autograder.conftest import SOLUTION
from tests.catalog import assignment


def works():
    """Whether bubblewrap can be used here: containers often deny it."""
    program = shutil.which("bwrap")
    probe = ["--unshare-pid", "--unshare-net", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    return program and not subprocess.run([program, *probe], capture_output=True).returncode


bubblewrap = pytest.mark.skipif(not works(), reason="bubblewrap does not work here")


@pytest.fixture
def walled():
    with contextlib.closing(Sandbox(figures=False, required=CORE, outer="bubblewrap")) as sandbox:
        yield sandbox


@bubblewrap
def test_behind_the_wall(walled):
    """Does it judge as ever, prove itself, and say that there is a wall?"""
    doctor.prove(walled)
    judged = judge(SOLUTION.encode(), "a.py", assignment("regression"), walled, seed=1)
    assert judged.report.score == judged.report.max_score
    assert judged.layers["wall"] == "bubblewrap"
    assert set(CORE) < set(judged.layers)


@bubblewrap
def test_student_code_sees_less(walled):
    """Are other processes and files, even their names, out of sight?"""
    cell = f"""
import os
print(os.getpid() < 100, [p for p in ({str(REPOSITORY / "solutions")!r}, '/etc/passwd', '/home',
    '/var', '/proc/{os.getpid()}') if os.path.exists(p)])
"""
    session = Session([cell], walled, Limits())
    session.start()
    session.close()
    assert session.outputs[0].stdout == "True []\n", session.outputs


@bubblewrap
def test_the_setting_reaches_every_command(monkeypatch):
    """Does the environment variable put a wall around what a command starts?"""
    monkeypatch.setenv(wall.SETTING, "bubblewrap")
    path = str(REPOSITORY / "solutions" / "regression.py")
    command = [sys.executable, "-m", "autograder.cli", "check", "regression", path, "--json"]
    assert subprocess.run(command, cwd=REPOSITORY, capture_output=True).returncode == 0
    with contextlib.closing(Sandbox(figures=False)) as sandbox:
        sandbox.child().close()
        assert sandbox.layers.active["wall"] == "bubblewrap"


def test_a_wall_that_is_not_there_is_named(monkeypatch):
    """Does nothing start without the wall that was asked for, and is it said why?"""
    with pytest.raises(SandboxError, match=r"AUTOGRADER_WALL is china"):
        Sandbox(figures=False, outer="china").start()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SandboxError, match=r"install bubblewrap"):
        Sandbox(figures=False, outer="bubblewrap").start()
