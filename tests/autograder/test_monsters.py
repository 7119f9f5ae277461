"""Can a submission make the grader itself, which no deadline stops, work for hours?"""

import importlib
import pkgutil
import re
import signal
from contextlib import contextmanager

import pytest

import autograder.gradebook
import autograder.judging
import autograder.platforms
import autograder.sandbox
import autograder.submission
from autograder.running.session import Limits
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION

PACKAGES = [
    *(autograder.submission, autograder.sandbox, autograder.judging),
    *(autograder.gradebook, autograder.platforms),
]
#: Modules that look at names of files, which are refused where they are longer.
NAMES, NAME = {"locate", "layouts", "collect"}, 255
#: Twenty thousand characters are made of each. A pattern that looks at each of them once takes
#: milliseconds for all, one that looks at each of them for each other one takes minutes.
BRICKS = [
    *(" ", "\t", "\n", " \n", "\r", "a", "a ", "a  ", "?", "? ", "#", "# ", "# %%\n", "(", "["),
    *("{", "``", "=", "a=", "a,", "a =", "-", "- ", ".", "..", "1", "1 ", "_", "a_", "_1", "%"),
    *("!", "\\"),
    *("'", '"', "'''", "é", "中", "\x1b[", "<", "&", "```\n", "# In [1]:\n", "a.py "),
]
HEADS = ["", "a", " ", "x = ", "# In [", "# COMMAND ", "```", "%%writefile ", "\x1b["]
TAILS = ["", "a", "?", "\n", ")", "\0"]
#: Processor seconds, of which what is linear takes less than one.
PATIENCE = 30


@contextmanager
def patience(seconds=PATIENCE):
    """Fail where this process alone computes for longer."""

    def stop(*_):
        raise TimeoutError(f"more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def patterns():
    """Every pattern that stands at the top of a module which reads what students wrote."""
    for package in PACKAGES:
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    size = NAME if found.name in NAMES else 20_000
                    yield pytest.param(value, size, id=f"{found.name}.{name}")


@pytest.mark.parametrize(("pattern", "size"), list(patterns()))
def test_a_pattern_looks_at_each_character_once(pattern, size):
    """Is the time that a pattern takes in proportion to the text?"""
    with patience():
        for brick in BRICKS:
            for head in HEADS:
                for tail in TAILS:
                    pattern.search(head + brick * (size // len(brick)) + tail)


def script(body):
    """A Python file that is no Python, since then its text is looked at line by line."""
    return "x = = 1\n" + body


MOST = intake.MAX_CODE - len(SOLUTION) - 1000
FILES = {
    "a line of blanks": script(" " * MOST + "x"),
    "a line of names": script("a, " * (MOST // 3) + "= %x"),
    "a line of questions": script("? " * (MOST // 2)),
    "one long word": 'x = "' + "a" * MOST + '"',
    "one long text": 'x = "' + "a " * (MOST // 2) + '"',
    "markers": "# %%\n" * (MOST // 5),
    "cells": "# %%\nx = 1\n" * 900,
    "blank lines": "x = 1\n" + " \n" * (MOST // 2) + "y = 1",
    "statements": "a = 1\n" * (MOST // 6),
    "definitions": "def f(): pass\n" * (MOST // 14),
    "names": "\n".join(f"a{i} = {i}" for i in range(MOST // 16)),
    "brackets": "x = " + "(" * 90 + "1" + ")" * 90 + "\n" + "[" * (MOST // 2),
    "no Python in blocks": "\n".join(f"def f{i}(:\n  1" for i in range(MOST // 20)),
    "imports": "\n".join(f"import a{i}" for i in range(MOST // 14)),
    "one sum": "x = " + "+".join("1" * (MOST // 2)),
    "calls": "x = f" + "(1)" * (MOST // 3),
}
#: An answer to a question, judged in place of the right one.
ANSWERS = {
    "methods": "\n".join(f"    def f{i}(self): return self.a{i}" for i in range(MOST // 45)),
    "statements": "    def forward(self, A, Y):\n" + "        self.A = A\n" * (MOST // 20),
    "attributes": "    def forward(self, A, Y):\n        return self" + ".a" * (MOST // 3),
    "lambdas": "    forward = " + "lambda s, A, Y: " * 80 + "0\n" + "    #\n" * (MOST // 7),
    "a long text": '    def forward(self, A, Y): raise ValueError("' + "a " * (MOST // 3) + '")',
    "a long name": "    def forward(self, A, Y): return " + "a" * (MOST // 2),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_does_not_keep_the_grader(check, name):
    """Is whatever fills a file to the brim judged, without hours in the grader's own process?"""
    with patience():
        report = check(FILES[name] + "\n# %%\n" + SOLUTION, limits=Limits(cell=5, question=2))
    assert report.max_score > 0


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_does_not_keep_the_grader(check, name):
    """Are the other answers judged beside one that nobody would write?"""
    work = f"{SOLUTION}\n# %%\nclass MSELoss:\n{ANSWERS[name]}\n"
    with patience():
        report = check(work, limits=Limits(cell=5, question=2))
    assert report.score > 0


def test_prose_does_not_keep_the_grader(check):
    """Is code looked for in as much prose as one writes, and not in twenty megabytes of it?"""
    answer = {"cell_type": "markdown", "source": SOLUTION, "metadata": {}}
    prose = {"cell_type": "markdown", "source": "x = [1]\ndef f(): pass\n" * 10_000, "metadata": {}}
    with patience():
        report = check({"cells": [answer, *[prose] * 80], "nbformat": 4}, name="work.ipynb")
    assert report.score > 0
