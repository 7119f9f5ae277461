"""What does a cluster cost, and where does it saturate? `python -m bench.cluster 400`.

One class is graded by ``--jobs``, by a cluster of this machine without encryption and by services
over TLS, with 1, 2 and 4 workers each, in one run; what they leave must be the same. Told are
submissions a second between the first and the last, and processor time a submission: of workers
and their sandboxes, of the scheduler, and of the coordinator, which writes the gradebook. A
submission's processor time hardly depends on what else the machine does; seconds do.
"""

from __future__ import annotations

import contextlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from distributed import Client

from autograder.cluster.executor import Cluster, cluster, local
from autograder.cluster.settings import Place, dask_set_up
from autograder.gradebook.course import REPOSITORY, Course
from autograder.gradebook.grade import Options, grade
from bench import kills
from bench.cluster_kills import in_database, notebooks, rows, services
from bench.postgres import FOUND, Server

WAYS = ("jobs", "plain", "tls")
HEAD = (
    "| way | gradebook | workers | submissions a second | coordinator, ms | scheduler, ms "
    "| coordinator's memory, MB |\n|---|---|---|---|---|---|---|"
)


def processor(processes: list[psutil.Process]) -> float:
    """Seconds of processor time of these, with their children that ended."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


@contextlib.contextmanager
def judging(way: str, workers: int, folder: Path) -> Iterator[tuple[Any, int]]:
    """What judges, and the process of the scheduler if it has one."""
    if way == "jobs":
        yield None, 0
    elif way == "plain":
        with (
            dask_set_up(encrypted=False),
            local(workers, None) as made,
            Client(made, set_as_default=False) as client,
            Cluster(client) as pool,
        ):
            yield pool, 0
    else:
        with (
            services(folder, workers, []) as (address, started),
            cluster(Place.of(address), folder / "keys") as pool,
        ):
            yield pool, started[0].process.pid


def one(way: str, workers: int, root: Path) -> None:
    """Grade once and print what it cost as JSON; this process is the coordinator."""
    marks: list[tuple[float, float, float]] = []
    done: list[Any] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        judging(way, workers, Path(folder)) as (pool, scheduler),
    ):

        def advance(outcome: Any, total: int) -> None:
            done.append(outcome)
            if len(done) in (1, total):
                own = resource.getrusage(resource.RUSAGE_SELF)
                known = [psutil.Process(scheduler)] if scheduler else []
                mine = own.ru_utime + own.ru_stime
                marks.append((time.monotonic(), mine, processor(known)))

        options = Options(jobs=workers, force=True)
        found = grade("regression", Course(root), None, options, advance, pool)
    (first, mine, theirs), (last, mine_then, theirs_then) = marks
    count = len(found) - 1
    told = {
        "rate": count / (last - first),
        "coordinator": 1000 * (mine_then - mine) / count,
        "scheduler": 1000 * (theirs_then - theirs) / count,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "states": sorted({outcome.state for outcome in found}),
    }
    print(json.dumps(told))


def main(count: int = 400, most: int = 4) -> None:
    """Print a table."""
    copies = max(1, round(count / (len(kills.WORK) + 1)))
    kills.SLOW = ""
    with tempfile.TemporaryDirectory() as top, contextlib.ExitStack() as stack:
        root = Path(top) / "course"
        kills.make_class(root, copies)
        left: Any = None
        print(HEAD)
        books = ["SQLite"] + (["PostgreSQL"] if FOUND else [])
        server = stack.enter_context(contextlib.closing(Server(durable=True))) if FOUND else None
        for book in books:
            course = root
            if book == "PostgreSQL":
                assert server is not None
                course = Path(top) / "other"
                shutil.copytree(root, course, ignore=shutil.ignore_patterns("autograded", "*.db"))
                in_database(course, server.make("course"))
            for way in WAYS:
                if book == "PostgreSQL" and way == "plain":
                    continue
                for workers in [n for n in (1, 2, 4) if n <= most]:
                    if book == "PostgreSQL" and workers != 2:
                        continue
                    command = [sys.executable, "-m", "bench.cluster", "one", way, str(workers)]
                    done = subprocess.run(
                        [*command, str(course)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
                    )
                    told = json.loads(done.stdout.splitlines()[-1])
                    now = rows(Course(course)), notebooks(Course(course))
                    left = left or now
                    assert now == left, (way, workers)
                    print(f"| `{way}` | {book} | {workers} | {told['rate']:.1f} "
                          f"| {told['coordinator']:.1f} | {told['scheduler']:.1f} "
                          f"| {told['memory']:.0f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:3]))
