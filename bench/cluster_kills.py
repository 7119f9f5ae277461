"""Does a cluster that dies in parts lose a grade? `python -m bench.cluster_kills 2000 20`.

A class is graded once by one process. Then a cluster grades it: a scheduler and PostgreSQL here,
workers on two "hosts" (network namespaces, if this is root on Linux; every packet between them and
this machine takes 20 ms), all over TLS. At random moments a worker, the scheduler, the coordinator
or PostgreSQL gets SIGKILL, or a host is cut off; what a service manager would start again is
started again. The coordinator is run until there is nothing left to do. Every row and notebook must
then be that of the one process, byte for byte, and no notebook that was recorded may have been
written again.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from nbgrader.api import Gradebook

from autograder.cluster import certificates
from autograder.gradebook.course import REPOSITORY, Course
from bench import kills
from bench.postgres import FOUND, Server
from bench.wire import Wire

NETWORK = "10.203.0"
BRIDGE = "autograder-br"
KINDS = ("worker", "scheduler", "coordinator", "postgres")
PYTHON = [sys.executable, "-m", "autograder"]


@dataclass
class Toll:
    """What became of it.

    Attributes:
        killed: how often what was killed, or cut off.
        runs: how often the coordinator was started.
        states: how many submissions ended so, over all runs.
        wrong: what differs from the one process.
        again: recorded notebooks that were written again.
        zeros: rows that a failure of the machine made, at any time.
        seconds: of all runs.
    """

    killed: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    zeros: list[str] = field(default_factory=list)
    seconds: float = 0.0


# ------------------------------------------------------------------------ two hosts


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def remove_hosts() -> None:
    for command in (["netns", "del", "autograder-h1"], ["netns", "del", "autograder-h2"],
                    ["link", "del", BRIDGE]):  # fmt: skip
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            ip(*command)


@contextlib.contextmanager
def two_hosts(delay: float = 0.0) -> Iterator[list[str]]:
    """Two network namespaces that reach this machine over a bridge; empty if that cannot be.

    Args:
        delay: seconds that each packet takes, either way.
    """
    made: list[str] = []
    wires: list[Wire] = []
    remove_hosts()  # that a run left which was killed
    try:
        ip("link", "add", BRIDGE, "type", "bridge")
        ip("addr", "add", f"{NETWORK}.1/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for number in (1, 2):
            name, here, there = f"autograder-h{number}", f"agh{number}", f"agn{number}"
            ip("netns", "add", name)
            made.append(name)
            if delay:
                wires.append(Wire(here, there, delay))
            else:
                ip("link", "add", here, "type", "veth", "peer", "name", there)
            ip("link", "set", there, "netns", name)
            ip("link", "set", here, "master", BRIDGE, "up")
            ip("-n", name, "addr", "add", f"{NETWORK}.{10 + number}/24", "dev", there)
            ip("-n", name, "link", "set", there, "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield made
    except (OSError, subprocess.CalledProcessError) as error:
        if len(made) == 2:  # it worked, and something else went wrong
            raise
        print("no network namespaces here:", error, file=sys.stderr)
        yield []
    finally:
        for wire in wires:
            wire.close()
        remove_hosts()


def cut(number: int, seconds: float) -> None:
    """Take a host off the network for a while."""
    ip("link", "set", f"agh{number}", "down")
    time.sleep(seconds)
    ip("link", "set", f"agh{number}", "up")


# --------------------------------------------------------------------- the services


class Service(threading.Thread):
    """A command that is started again whenever it ends, as a service manager does."""

    def __init__(self, command: list[str], log: Path):
        super().__init__(daemon=True)
        self._command, self._log, self._ended = command, log.open("a"), threading.Event()
        self.process = self._begin()
        self.start()

    def _begin(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self._command, cwd=REPOSITORY, stdout=self._log, stderr=self._log, text=True
        )

    def run(self) -> None:
        while not self._ended.wait(0.2):
            if self.process.poll() is not None:
                self.process = self._begin()

    def close(self) -> None:
        self._ended.set()
        self.join()
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.process.kill()
        self.process.wait()
        self._log.close()


@contextlib.contextmanager
def services(folder: Path, workers: int, hosts: list[str]) -> Iterator[tuple[str, list[Service]]]:
    """A scheduler and workers over TLS; gives the address, and what runs."""
    keys = folder / "keys"
    certificates.make(keys)
    host = f"{NETWORK}.1" if hosts else "127.0.0.1"
    with socket.socket() as found:
        found.bind((host, 0))
        port = str(found.getsockname()[1])
    address = f"tls://{host}:{port}"
    known = ["--certificates", str(keys)]
    command = [*PYTHON, "cluster", "scheduler", "--host", host, "--port", port, *known]
    started = [Service(command, folder / "scheduler.log")]
    each = max(1, workers // 2)
    for number in range(min(2, workers)):
        inside = ["ip", "netns", "exec", hosts[number]] if hosts else []
        command = [*inside, *PYTHON, "cluster", "worker", address, "--jobs", str(each), *known]
        started.append(Service(command, folder / f"host{number}.log"))
    try:
        yield address, started
    finally:
        for service in started:
            service.close()


# ----------------------------------------------------------------- what is compared


def rows(course: Course) -> list[Any]:
    """All that the gradebook says of submissions, without its random ids."""
    with Gradebook(course.api.coursedir.db_url) as gradebook:
        found = []
        for submission in gradebook.assignment_submissions("regression"):
            (notebook,) = submission.notebooks
            grades = sorted(
                (g.name, g.auto_score, g.manual_score, g.needs_manual_grade, g.max_score)
                for g in notebook.grades
            )
            comments = sorted((c.name, c.auto_comment or "") for c in notebook.comments)
            penalty = notebook.late_submission_penalty
            found.append(
                (submission.student_id, str(submission.timestamp), penalty, grades, comments)
            )
        return sorted(found)


def notebooks(course: Course) -> dict[str, bytes]:
    """Every autograded notebook."""
    top = course.top("autograded")
    return {str(p.relative_to(top)): p.read_bytes() for p in sorted(top.rglob("*.ipynb"))}


def written(course: Course) -> dict[str, tuple[int, int]]:
    """Which file each autograded notebook is: a new one has another number, or another time."""
    top = course.top("autograded")
    found = {}
    for path in sorted(top.rglob("*.ipynb")):
        about = path.stat()
        found[str(path.relative_to(top))] = (about.st_ino, about.st_mtime_ns)
    return found


# -------------------------------------------------------------------------- the run


class Run:
    """One coordinator after the other, while others are killed."""

    def __init__(self, course: Course, address: str, keys: Path, toll: Toll):
        self._course, self._toll = course, toll
        self._command = [*PYTHON, "grade", "regression", "--json", "--course", str(course.root),
                         "--cluster", address, "--certificates", str(keys)]  # fmt: skip
        self.process: subprocess.Popen[str] | None = None
        self.last_words = ""

    def until_done(self, disturbed: Callable[[], bool]) -> None:
        """Run coordinators until one has nothing left to do, and nobody disturbs any more.

        Args:
            disturbed: whether somebody still kills.
        """
        begun = time.monotonic()
        done = False
        while not done or disturbed():
            recorded = written(self._course)
            self.process = subprocess.Popen(
                self._command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True,
            )  # fmt: skip
            told, error = self.process.communicate()
            self._toll.runs += 1
            now = written(self._course)
            self._toll.again += [name for name, was in recorded.items() if now.get(name) != was]
            outcomes = json.loads(told)["submissions"] if told else []
            states = Counter(outcome["state"] for outcome in outcomes)
            self._toll.states += states
            self._toll.zeros += [
                o["student"] for o in outcomes if o["state"] == "failed" and o["score"] is not None
            ]
            done = bool(outcomes) and states.keys() <= {"graded", "up to date"}
            self.last_words = (error or "").strip().splitlines()[-1:] and error.strip()[-300:]
        self._toll.seconds = time.monotonic() - begun


class Disturber(threading.Thread):
    """Kills at random moments, each kind equally often."""

    def __init__(
        self, kills: int, run: Run, services: list[Service], server: Server | None,
        hosts: list[str], toll: Toll, seed: int, pause: float,
    ):  # fmt: skip
        super().__init__(daemon=True)
        self._left, self._run, self._services, self._server = kills, run, services, server
        self._hosts, self._toll, self._pause = hosts, toll, pause
        self._chance = random.Random(seed)

    def run(self) -> None:
        kinds = [kind for kind in KINDS if kind != "postgres" or self._server]
        kinds += ["cut"] if self._hosts else []
        while self._left:
            time.sleep(self._chance.expovariate(1 / self._pause))
            kind = min(kinds, key=lambda kind: (self._toll.killed[kind], kinds.index(kind)))
            if self._strike(kind):
                self._toll.killed[kind] += 1
                self._left -= 1

    def _strike(self, kind: str) -> bool:
        coordinator = self._run.process
        if coordinator is None or coordinator.poll() is not None:
            return False
        if kind == "coordinator":
            coordinator.kill()
        elif kind == "scheduler":
            self._services[0].process.kill()
        elif kind == "postgres":
            assert self._server is not None
            self._server.kill()
            time.sleep(self._chance.uniform(0, 1))
            self._server.start()
        elif kind == "cut":
            cut(self._chance.choice((1, 2)), self._chance.uniform(1, 5))
        else:
            host = self._chance.choice(self._services[1:])
            with contextlib.suppress(psutil.NoSuchProcess):
                below = psutil.Process(host.process.pid).children(recursive=True)
                workers = [p for p in below if "spawn_main" in "".join(p.cmdline())]
                if workers:
                    self._chance.choice(workers).kill()
                    return True
            return False
        return True


def compare(peace: Course, course: Course, toll: Toll) -> None:
    """Take down what differs between two courses."""
    for was, now in zip(rows(peace), rows(course), strict=False):
        if was != now:
            toll.wrong.append(f"row of {was[0]}: {now} is not {was}")
    if len(rows(peace)) != len(rows(course)):
        toll.wrong.append(f"{len(rows(course))} rows, not {len(rows(peace))}")
    before, after = notebooks(peace), notebooks(course)
    toll.wrong += [
        f"notebook {n}" for n in before.keys() | after.keys() if before.get(n) != after.get(n)
    ]


def in_database(root: Path, db_url: str) -> None:
    """Have a course keep its gradebook at an address."""
    config = root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    was = '"sqlite:///grades/gradebook.db"'
    assert was in text
    config.write_text(text.replace(was, repr(db_url)), encoding="utf-8")


def disturb(
    folder: Path, copies: int, count: int, workers: int, hosts: list[str], seed: int, pause: float
) -> Toll:
    """Grade a class in peace and then with so many kills.

    Args:
        folder: an empty one, for everything.
        copies: how often each of the sample class's answers was handed in.
        count: how many kills.
        pause: seconds between two of them, on average.
    """
    toll = Toll()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(contextlib.closing(Server())) if FOUND else None
        peace, root = folder / "peace", folder / "course"
        kills.make_class(peace, copies)
        (peace / "grades" / "secret").write_text("a secret that both courses have")
        shutil.copytree(peace, root)
        command = [*PYTHON, "grade", "regression", "--jobs", "1", "--quiet", "--course", str(peace)]
        subprocess.run(command, cwd=REPOSITORY, check=True)
        if server:
            in_database(root, server.make("course"))
        course = Course(root)
        address, started = stack.enter_context(services(folder, workers, hosts))
        run = Run(course, address, folder / "keys", toll)
        disturber = Disturber(count, run, started, server, hosts, toll, seed, pause)
        disturber.start()
        run.until_done(disturber.is_alive)
        compare(Course(peace), course, toll)
    return toll


def main(
    submissions: int = 2000,
    count: int = 20,
    workers: int = 4,
    pause: float = 15.0,
    delay: float = 20.0,
) -> None:
    """Print the toll; ``delay`` is in milliseconds."""
    kills.SLOW = "import time\ntime.sleep(0.1)\n\n"  # so that there is something to kill
    copies = max(1, round(submissions / (len(kills.WORK) + 1)))
    with tempfile.TemporaryDirectory() as folder, two_hosts(delay / 1000) as hosts:
        toll = disturb(Path(folder), copies, count, workers, hosts, 1, pause)
    print(f"{copies * (len(kills.WORK) + 1)} submissions, {workers} workers, hosts {hosts}")
    print(toll)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:6]))
