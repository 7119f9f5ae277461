"""Is the machine's failure ever the student's?"""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.pipeline import judge
from autograder.running.children import Ending, Layers
from autograder.running.events import Event
from autograder.running.isolation import Interrupted, Sandbox
from autograder.running.session import Limits, Session
from autograder.sandbox.protocol import Build, Call, Lost, encode_scripts
from bench import kills
from tests.autograder.conftest import SOLUTION
from tests.catalog import assignment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs pidfd and seccomp")
SLOW = "# %%\nimport time\ntime.sleep(2)\n"


@pytest.fixture
def lonely():
    """A sandbox whose processes may be killed."""
    sandbox = Sandbox(figures=False)
    yield sandbox
    sandbox.close()


def zygote(sandbox):
    return psutil.Process(sandbox._zygote.pid)


def fork_of(sandbox):
    """The process that serves a submission: the last that the zygote forked."""
    while len(found := zygote(sandbox).children()) < 2:  # the keeper was first
        time.sleep(0.01)
    return found[-1]


def strike(sandbox, whom, number, times):
    """Kill something of a sandbox while submissions run in it, so many times."""

    def run():
        for _ in range(times):
            time.sleep(0.5)
            whom(sandbox).send_signal(number)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


WHOM = {"zygote": zygote, "child": fork_of, "keeper": lambda s: zygote(s).children()[0]}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("whom", ["zygote", "child"])
def test_one_death_costs_nothing(lonely, whom, number):
    """Is a submission whose process was killed from outside judged once more, with full marks?"""
    lonely.start()
    thread = strike(lonely, WHOM[whom], number, 1)
    report = judge((SLOW + SOLUTION).encode(), "a.py", assignment("regression"), lonely, 1).report
    thread.join()
    assert report.score == report.max_score


def test_a_second_death_means_not_graded(lonely):
    """Is there no report, rather than a poor one, if that happens again?"""
    lonely.start()
    session = Session([SLOW], lonely, Limits())
    for _ in range(2):
        thread = strike(lonely, fork_of, signal.SIGKILL, 1)
        with pytest.raises(Interrupted, match="Run the command again"):
            session.start()
        session.close()
        thread.join()


def test_a_lost_keeper_is_replaced(lonely):
    """If the process that mounts is gone, does the next submission get all the same?"""
    lonely.start()
    if "mounts" not in lonely.layers.active:
        pytest.skip("nothing can be mounted here")
    WHOM["keeper"](lonely).kill()
    report = judge(SOLUTION.encode(), "a.py", assignment("regression"), lonely, 1).report
    assert report.score == report.max_score


@pytest.mark.parametrize(
    "end",
    [
        "import os; os._exit(1)",
        "import os; [os.close(n) for n in range(3, 64) if n != 99 and _open(n)]; _wait()",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.abort()",
        "import os; os._exit(137)",
    ],
)
def test_a_death_of_ones_own_stays_ones_own(lonely, end):
    """Is a process that ended itself, or closed its pipe and lived on, a failed question?"""
    cell = f"""
import os, time
def _open(n):
    try: os.fstat(n); return True
    except OSError: return False
def _wait(): time.sleep(30)
class Loss:
    def forward(self):
        {end}
"""
    script = (Build("loss", "Loss"), Call("loss", "forward"))
    session = Session([cell], lonely, Limits())
    session.start()
    (seen,) = session.play([script], encode_scripts([script]))
    session.close()
    assert seen == [Lost("died")]


def test_who_ended_it():
    """Is a signal judged by whether the process could have sent it to itself?"""
    held = Layers(active={"seccomp": "seccomp"})
    free = Layers(missing={"seccomp": "left out"})  # then it may send itself any
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        assert Ending(number).from_outside(held, 300)
        assert not Ending(number).from_outside(free, 300)
        assert Ending(number).from_outside(Layers(), 300)  # before any student code ran
    for number in (0, signal.SIGSEGV, signal.SIGABRT, signal.SIGXCPU, signal.SIGXFSZ):
        assert not Ending(number).from_outside(held, 300)
    assert not Ending(signal.SIGKILL, seconds=300.0).from_outside(held, 300)  # beyond its limit


def test_no_grade_differs_however_many_are_killed(tmp_path):
    """While children, zygotes and workers are killed at random, is each grade right or absent?"""
    kills.make_class(tmp_path / "course", copies=1)
    toll = kills.disturb(tmp_path / "course", int(os.environ.get("KILLS", "40")))
    assert toll.wrong == []
    assert toll.states["graded"] > 0
    assert min(toll.killed[name] for name in kills.KINDS) >= 5, toll.killed
    assert toll.states["failed"] == toll.events[Event.NOT_GRADED]
    # Whatever else a kill breaks is judged once more, alone: it costs at most one submission.
    assert toll.states["failed"] <= toll.killed.total()
    assert toll.events[Event.JUDGED_AGAIN] > 0
    assert all(told.startswith("autograder: ") for told in toll.refused), toll.refused


POOL = """
import os, signal, time
from concurrent.futures import BrokenExecutor
from autograder.gradebook.executors import processes
with processes(2) as pool:
    worker = pool.submit(os.getpid).result()
    waiting = [pool.submit(max, b"x" * 2**20, b"") for _ in range(2)]
    waiting += [pool.submit(time.sleep, 60) for _ in range(2)]
    waiting += [pool.submit(max, b"x" * 2**22, b"") for _ in range(8)]
    time.sleep(1)
    os.kill(worker, signal.SIGKILL)
    broken = sum(isinstance(f.exception(), BrokenExecutor) for f in waiting)
    assert broken >= 9, broken
    assert pool.submit(max, 1, 2).result() == 2
print("done")
"""


def test_a_pool_is_made_anew_though_much_was_to_be_written():
    """If a worker dies while work larger than a pipe is on its way to it, does nothing hang?"""
    told = subprocess.run(
        [sys.executable, "-c", POOL], cwd=REPOSITORY, capture_output=True, text=True, timeout=300
    )
    assert told.stdout == "done\n", told.stderr
