"""Does a machine that kills processes at random change a grade? `python -m bench.kills 500`.

A class is graded once in peace, then again and again while its workers, zygotes, keepers and
children get SIGKILL at random moments, each kind equally often. A submission may then be not
graded, if it was judged once more and killed again; but no grade differs.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path

import nbformat
import psutil

from autograder.gradebook import audit
from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.init import init
from autograder.submission import intake
from autograder.submission.released import released

WORK = {
    p.parent.name: p for p in sorted((REPOSITORY / "examples/students").glob("*/regression.py"))
}
#: What there always is of a grader; where something can be mounted, each zygote has a keeper, too.
KINDS = ("worker", "zygote", "child")
#: A submission that takes a while, so that there is something to kill.
SLOW = "import time\ntime.sleep(0.3)\n\n"


@dataclass
class Toll:
    """What became of the runs.

    Attributes:
        killed: how many processes, by kind.
        states: how many submissions in all runs ended so.
        events: what the audit record counts in all runs.
        wrong: grades that differ from the undisturbed run.
        refused: runs that graded nobody and said why.
    """

    killed: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __add__(self, other: Toll) -> Toll:
        return Toll(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def make_class(root: Path, copies: int) -> None:
    """A course in which each of the sample class's answers was handed in so many times."""
    list(init(root))
    assignment = Course(root).assignment("regression")
    for name, path in {**WORK, "full": REPOSITORY / "solutions" / "regression.py"}.items():
        cells = intake.read((SLOW + path.read_text(encoding="utf-8")).encode(), path.name)
        notebook = intake.rebuild(released(assignment), cells)
        for number in range(copies):
            folder = root / "grades" / "submitted" / f"{name}{number}" / "regression"
            folder.mkdir(parents=True)
            nbformat.write(notebook, folder / "regression.ipynb")


def start(root: Path) -> subprocess.Popen[str]:
    """Grade the class, all of it."""
    command = [sys.executable, "-m", "autograder.cli", "grade", "regression", "--jobs", "2",
               "--force", "--accept-changes", "--json", "--course", str(root)]  # fmt: skip
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=pipe, stderr=pipe, text=True)


def scores(told: str) -> dict[str, tuple[str, float | None, str]]:
    """State, score and reason of each student."""
    submissions = json.loads(told)["submissions"]
    return {s["student"]: (s["state"], s["score"], s["reason"]) for s in submissions}


def below(grader: int) -> list[psutil.Process]:
    """All processes of a grader; none if it has ended."""
    try:
        return psutil.Process(grader).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def kind(process: psutil.Process, grader: int) -> str:
    """What a process of the grader is, by how far below it stands; empty if it has ended.

    Of the zygote's forks the keeper mounts, and the others lead sessions of their own.
    """
    with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
        above = process
        for name in ("worker", "zygote"):
            above = above.parent() or above
            if above.pid == grader:
                return name
        return "child" if os.getsid(process.pid) == process.pid else "keeper"
    return ""


def recorded(root: Path, since: float) -> bool:
    """Whether a submission was graded since a time: what proves the sandboxes is over."""
    found = (root / "grades" / "autograded").glob("*/regression/*.ipynb")
    return any(path.stat().st_mtime > since for path in found)


def kill_one(grader: subprocess.Popen[str], chance: random.Random, toll: Toll) -> None:
    """Kill a process below the grader: one of the kind that was killed least."""
    while grader.poll() is None:
        kinds: dict[str, list[psutil.Process]] = {name: [] for name in KINDS}
        for process in below(grader.pid):
            kinds.setdefault(kind(process, grader.pid), []).append(process)
        kinds.pop("", None)
        name = min(kinds, key=lambda name: (toll.killed[name], name))
        if kinds[name]:
            with contextlib.suppress(psutil.NoSuchProcess):
                chance.choice(kinds[name]).kill()
                toll.killed[name] += 1
                return
        time.sleep(0.02)  # a child comes and goes


def disturb(root: Path, kills: int, seed: int = 1, pause: float = 0.5) -> Toll:
    """Grade in peace, then with so many kills."""
    told, error = start(root).communicate()
    peace = scores(told)
    assert {state for state, _, _ in peace.values()} == {"graded"}, (peace, error)
    chance, toll = random.Random(seed), Toll()
    while toll.killed.total() < kills:
        grader = start(root)
        begin = time.time()
        while grader.poll() is None and not recorded(root, begin):
            time.sleep(0.1)
        while grader.poll() is None and toll.killed.total() < kills:
            time.sleep(chance.expovariate(1 / pause))
            kill_one(grader, chance, toll)
        told, error = grader.communicate()
        if not told:
            toll.refused.append(error.strip().splitlines()[-1])
            continue
        batches, _ = audit.verify(Course(root))
        toll.events += Counter(batches[-1]["events"])
        for student, (state, score, reason) in scores(told).items():
            toll.states[state] += 1
            if state != "failed" and (state, score) != peace[student][:2]:
                toll.wrong.append(f"{student}: {state} {score} {reason}, not {peace[student]}")
    return toll


def main(kills: int = 500, pause: float = 2.0) -> None:
    """Print a toll for every fifty kills, and the sum of all."""
    total = Toll()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        make_class(root, copies=6)
        for seed in range(-(-kills // 50)):
            toll = disturb(root, min(50, kills - 50 * seed), seed, pause)
            print(toll, flush=True)
            total += toll
    print("in all", total)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
