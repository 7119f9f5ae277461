"""Do deadlines mean the same on a busy machine and on an idle one?"""

import contextlib
import os
import subprocess
import sys
import time

import pytest

from autograder.pipeline import judge
from autograder.running.clock import PATIENCE, Clock
from autograder.running.session import Limits
from tests.catalog import assignment

#: Half of the time that it may take, in seconds of processor time.
SLOW = """\
import time
def burn(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
burn(1.0)
class L1Loss:
    def __init__(self):
        self.burnt = False
    def forward(self, A, Y):
        if A.shape == (2, 2):
            burn(0.25)
        self.d = A - Y
        return abs(self.d).mean()
    def backward(self):
        return np.sign(self.d) / self.d.size
"""


@contextlib.contextmanager
def load(processes):
    """So many processes that do nothing but keep the machine busy."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


@pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="the system does not tell")
def test_grades_are_equal_under_load(sandbox):
    """Does a slow but right answer earn the same beside sixteen busy processes?"""
    limits = Limits(cell=2.0, question=2.0)

    def earned():
        given = (SLOW.encode(), "a.py", assignment("regression"), sandbox, 1, limits)
        return {q.id: (q.earned, q.status) for q in judge(*given).report.questions}

    quiet = earned()
    assert quiet["L1Loss.forward"] == (3.0, "passed")
    with load(8 * (os.cpu_count() or 1)):
        assert earned() == quiet


def test_sleep_counts_and_a_clock_outlives_its_process():
    """Does the clock of a sleeping process run, and go on after its end?"""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    clock = Clock(process.pid)
    time.sleep(0.3)
    before = clock.now()
    process.kill()
    process.wait()
    assert 0 < before <= clock.now()


def test_where_nothing_is_told_the_clock_is_on_the_wall():
    """Is a system without /proc, or that hides it, served by the ordinary clock?"""
    clock = Clock(0)
    time.sleep(0.1)
    assert clock.now() >= 0.1


def test_the_wall_is_the_outer_bound(monkeypatch):
    """Does even a process that never gets a processor come to its deadline?"""
    clock = Clock(os.getpid())
    monkeypatch.setattr(clock, "_look", lambda: setattr(clock, "_waited", 1e9))
    clock._used = 0.0
    time.sleep(0.1)
    assert clock.now() >= 0.1 / PATIENCE
