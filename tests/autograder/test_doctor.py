"""Do the doctor and the self-test before a batch judge the same stack, on old kernels too?"""

import contextlib
import subprocess
import sys

import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.running import doctor
from autograder.running.doctor import LAYERS, PROBES, SINCE, attempt, gaps, promised
from autograder.running.isolation import CORE, Sandbox, SandboxError
from tests.autograder.conftest import SOLUTION

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
INTERFACES = range(1, 8)


def test_what_an_older_landlock_lets_through_is_refused_by_seccomp():
    """Is every probe that an old interface leaves open one that seccomp must stop?"""
    assert set(SINCE) <= set(PROBES["landlock"]) & set(PROBES["seccomp"])
    for interface in INTERFACES:
        active = {"landlock": f"Landlock, interface {interface}", "seccomp": "seccomp"}
        assert {*PROBES["landlock"], *PROBES["seccomp"]} == {*promised(active)}
        alone = set(promised({"landlock": active["landlock"]}))
        assert {*PROBES["landlock"]} - alone == {p for p, v in SINCE.items() if v > interface}


@pytest.mark.parametrize("interface", INTERFACES)
def test_the_stack_holds_with_each_landlock(interface):
    """Does the self-test pass with the rights that each interface of Landlock knows?"""
    with contextlib.closing(Sandbox(figures=False, landlock=interface)) as sandbox:
        doctor.prove(sandbox)
        newest = int(sandbox.layers.active["landlock"].split()[-1])
        assert newest <= interface


def test_an_old_landlock_alone_has_the_hole():
    """Is the emulation true: does `truncate` by name get through where nothing else stops it?"""
    others = [layer for layer in LAYERS if layer != "landlock"]
    with contextlib.closing(Sandbox(figures=False, landlock=2, without=others)) as sandbox:
        through = attempt(sandbox, close=False)
        assert through["truncate_by_path"]
        assert through["command_a_device"]
        assert gaps(sandbox, through) == []  # it did not promise more


def test_a_gap_is_no_batch(monkeypatch):
    """If a probe of an active layer gets through, is nothing graded, and is it named?"""
    monkeypatch.setitem(PROBES["seccomp"], "think", "return True")
    sandbox = Sandbox(figures=False)
    with contextlib.closing(sandbox), pytest.raises(SandboxError, match="think got through"):
        doctor.prove(sandbox)


def on_an_old_kernel(interface, *command):
    """Run a command of the grader where the kernel says that Landlock is that old."""
    old = (sys.executable, "-m", "tests.autograder.old_kernel", str(interface))
    cli = (sys.executable, "-m", "autograder.cli")
    return subprocess.run(
        [*old, *cli, *command],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_doctor_and_grade_agree_on_an_old_kernel(course, hand_in):
    """On Debian 12's kernel, does `doctor` say that grades may be recorded, and are they?"""
    told = on_an_old_kernel(2, "doctor", "--course", str(course.root))
    assert told.returncode == 0, told.stdout + told.stderr
    assert "interface 2: left to seccomp: truncate_by_path" in told.stdout
    assert "The core holds" in told.stdout
    hand_in("ada", SOLUTION)
    told = on_an_old_kernel(2, "grade", "regression", "--course", str(course.root))
    assert told.returncode == 0, told.stdout + told.stderr
    (graded,) = course.root.glob("**/autograded/*/regression/*.ipynb")
    assert "Landlock, interface 2" in graded.read_text()


def test_the_core_is_what_the_doctor_tries():
    """Has each layer of the core probes of its own?"""
    assert set(CORE) <= set(LAYERS)
    assert all(PROBES[layer] for layer in CORE)
