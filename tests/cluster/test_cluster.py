"""Is a class that a cluster judges graded as on one machine, whatever dies?"""

import contextlib
import dataclasses
import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from autograder import STOPPED
from autograder.cluster import executor
from autograder.cluster.errors import ClusterError
from autograder.cluster.executor import Batch, cluster
from autograder.cluster.serve import scheduler, worker
from autograder.cluster.settings import Place
from autograder.gradebook import refused
from autograder.gradebook.course import REPOSITORY
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.worker import Settings
from autograder.running.directory import PREFIX
from autograder.running.isolation import CORE, SandboxError
from autograder.running.session import Limits
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_clock import SLOW, load
from tests.autograder.test_grade import notebooks, rows
from tests.cluster.conftest import (
    CLASS,
    below,
    encrypted,
    free_port,
    gone,
    hears_interrupts,
    line,
    running,
    until,
    working,
)
from tests.cluster.killer import KILLER, Killer

AGAIN = Options(force=True)


def everything(course):
    return rows(course), notebooks(course)


def test_workers_of_this_machine_give_the_same(course, handed_in):
    """Are outcomes, rows and notebooks those of one process, byte for byte, and all layers told?"""
    alone = grade("regression", course, options=Options(jobs=1)), *everything(course)
    before = set(below(psutil.Process().pid))
    with cluster(Place.of("local:2")) as pool:
        found = grade("regression", course, options=AGAIN, executor=pool)
        started = set(below(psutil.Process().pid)) - before
        assert len(started) > 4  # two workers, and a sandbox in each
    assert (found, *everything(course)) == alone
    assert gone(started)


def test_services_over_tls_give_the_same_although_workers_die(course, handed_in, hand_in, keys):
    """Is nobody's grade another one, and nobody's missing, if workers are killed on the way?"""
    for number in range(12):
        hand_in(f"slow{number}", "# %%\nimport time\ntime.sleep(0.3)\n\n# %%\n" + SOLUTION)
    alone = grade("regression", course), *everything(course)
    with encrypted(keys) as (address, service):
        killed = []

        def kill(outcome, total):
            if len(killed) < 2 and outcome.student.startswith("slow"):
                workers = [p for p in below(service.pid) if "spawn_main" in line(p)]
                workers[len(killed) % len(workers)].kill()
                killed.append(outcome.student)

        with cluster(Place.of(address), keys) as pool:
            found = grade("regression", course, None, AGAIN, kill, pool)
    assert len(killed) == 2
    assert (found, *everything(course)) == alone


def test_who_kills_its_worker_three_times_is_not_graded(course, hand_in, handed_in):
    """Does the batch go on, with every other grade, and is that no zero?"""
    hand_in("kim", KILLER)
    with cluster(Place.of("local:2")) as pool, Killer() as killer:
        found = {o.student: o for o in grade("regression", course, executor=pool)}
    assert killer.deaths == 3
    assert found["kim"].state == "failed"
    assert {found[student].state for student in CLASS} == {"graded"}
    assert found.keys() == {*CLASS, "kim"}
    assert [row[0] for row in rows(course)] == sorted(CLASS)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["SIGKILL", "Ctrl-C"])
def test_a_lost_scheduler_is_no_grade(course, handed_in, keys, monkeypatch, number):
    """Is one sentence said and no submission blamed, and is the rest graded the next time?"""
    monkeypatch.setattr(executor, "CONNECTING", 3)
    recorded = []
    with encrypted(keys) as (address, service):
        (master,) = (p for p in psutil.Process().children() if "scheduler" in line(p))

        def end(outcome, total):
            recorded.append(outcome.student)
            if master.is_running():
                master.send_signal(number)
                master.wait()

        with (
            pytest.raises(ClusterError, match=r"scheduler was lost.*run the same command again"),
            cluster(Place.of(address), keys) as pool,
        ):
            grade("regression", course, progress=end, executor=pool)
        until(lambda: service.poll() is not None)
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.ERROR)  # says it, too
    assert sorted(recorded) == [row[0] for row in rows(course)]
    assert 0 < len(recorded) < len(CLASS)
    assert refused.read(course, "regression") == {}
    assert {o.state for o in grade("regression", course)} == {"graded", "up to date"}


def test_grades_are_equal_at_eight_times_the_load(course, hand_in):
    """Does slow but right work earn the same when there is far too much to do?"""
    hand_in("ada", SLOW)
    hand_in("ben", CLASS["ben"])
    options = Options(force=True, limits=Limits(cell=2.0, question=2.0))
    quiet = grade("regression", course, options=options), *everything(course)
    assert all(o.score > 0 for o in quiet[0])
    with load(8 * (os.cpu_count() or 1)), cluster(Place.of("local:2")) as pool:
        found = grade("regression", course, None, options, executor=pool)
    assert (found, *everything(course)) == quiet


# ---------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "text",
    [
        "tls://h",
        "h:1",
        "http://h:1",
        "local:0",
        "local:x",
        "tls://h:1/x",
        "tls://a b:1",
        "tls://:1",
    ],
)
def test_what_is_no_cluster_is_told(text):
    """Is each other text refused in a sentence that names the three forms?"""
    with pytest.raises(ClusterError, match=r"tls://HOST:8786.*local:4"):
        Place.of(text)


@pytest.mark.parametrize("host", ["10.0.0.1", "0.0.0.0", "example.org", "[::]", "127.0.0.2"])
def test_beyond_this_machine_only_tls(host):
    """Are plain addresses that others may reach refused on both sides?"""
    with pytest.raises(
        ClusterError, match=rf"only tls://{host.replace('[', '.').replace(']', '.')}"
    ):
        Place.of(f"tcp://{host}:8786")
    with pytest.raises(ClusterError, match="certificates"):
        scheduler(host)


def test_certificates_are_needed_and_must_fit(tmp_path, keys):
    """Is it told what is missing, and are other certificates turned away?"""
    with pytest.raises(ClusterError, match="certificates DIR"):
        worker(Place.of("tls://127.0.0.1:1"), 1)
    with (
        pytest.raises(ClusterError, match=r"no .*ca\.pem"),
        cluster(Place.of("tls://127.0.0.1:1"), tmp_path),
    ):
        pass


def batch(pool, course, **changed):
    """A batch of a course, which expects something else than there is."""
    settings = Settings("regression", course.root, course.seed("regression"))
    made = Batch(pool._client, settings, course.assignment("regression").release)
    made.expected = dataclasses.replace(made.expected, **changed)
    return made


@pytest.fixture(scope="module")
def local():
    with cluster(Place.of("local:1")) as pool:
        yield pool


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"engine": "0.0/1"}, "version .* of the autograder, not 0.0/1"),
        ({"numpy": "1.0"}, "NumPy .*, not 1.0"),
        ({"fingerprint": "0" * 16}, "another rubric"),
    ],
)
def test_another_engine_numpy_or_rubric_is_refused(local, course, what, told):
    """Does a worker that would judge otherwise say so, and judge nothing?"""
    with pytest.raises(SandboxError, match=f"Nothing was graded.*{told}"):
        batch(local, course, **what).open(patience=30)


#: Runs the command line on a kernel without Landlock.
WITHOUT_LANDLOCK = """
import errno, sys, pyseccomp
rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "landlock_create_ruleset")
rules.load()
from autograder.__main__ import main
sys.exit(main())
"""


def test_a_worker_without_the_core_is_refused(course, handed_in, keys):
    """Is a machine whose sandbox lacks a layer never asked to judge, while others are?"""
    with encrypted(keys, jobs=1, code=WITHOUT_LANDLOCK) as (address, _):
        with (
            cluster(Place.of(address), keys) as pool,
            pytest.raises(SandboxError, match=r"no worker may judge.*isolated here: landlock"),
        ):
            grade("regression", course, executor=pool)
        assert rows(course) == []
        with working(address, keys, jobs=1), cluster(Place.of(address), keys) as pool:
            found = grade("regression", course, executor=pool)
    assert sum(o.state == "graded" for o in found) == len(CLASS)
    (kept, *_) = (json.loads(text) for text in notebooks(course).values())
    assert set(CORE) <= kept["metadata"]["autograder"]["isolation"].keys()


@pytest.mark.parametrize("where", ["here", "services"])
def test_nothing_is_left_behind(where, keys, tmp_path, monkeypatch):
    """Is the folder for temporary files as empty as before, and is all of Dask in one of ours?"""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with cluster(Place.of("local:1")) if where == "here" else encrypted(keys, jobs=1):
        made = list(tmp_path.iterdir())
        assert made
        assert all(path.name.startswith(PREFIX) for path in made)  # which is swept after a crash
    assert list(tmp_path.iterdir()) == []


def waits(pid, number):
    """Whether a signal is blocked in the first thread of a process."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.search(r"^SigBlk:\s*(\w+)", status, re.M)[1], 16) >> number - 1 & 1


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("where", ["here", "services"])
def test_workers_leave_ctrl_c_to_whom_it_is_meant_for(where, keys):
    """Does it reach no worker, whose traceback would else stand among what is said?"""
    before = below(psutil.Process().pid)  # another cluster of these tests may be running
    with contextlib.ExitStack() as stack:
        if where == "here":
            stack.enter_context(cluster(Place.of("local:2")))
            started = {*below(psutil.Process().pid)} - {*before}
        else:
            _, service = stack.enter_context(encrypted(keys, jobs=2))
            started = below(service.pid)
        workers = [p for p in started if "spawn_main" in line(p)]
        assert len(workers) == 2
        assert all(waits(p.pid, signal.SIGINT) for p in workers)


@pytest.mark.parametrize("group", [False, True], ids=["kill -INT", "Ctrl-C at a terminal"])
def test_ctrl_c_ends_all_of_it(course, hand_in, group):
    """Is one line said, at once, whatever is under way, and is no process left?"""
    for number in range(3):
        hand_in(f"s{number}", "# %%\nimport time\ntime.sleep(300)\n\n# %%\n" + SOLUTION)
    command = [sys.executable, "-m", "autograder", "grade", "regression", "--cluster", "local:2"]
    grader = subprocess.Popen(
        [*command, "--course", str(course.root)],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hears_interrupts,
    )
    until(lambda: sum("zygote.py" in line(p) for p in below(grader.pid)) >= 6, 90)
    started, began = below(grader.pid), time.monotonic()
    (os.killpg if group else os.kill)(grader.pid, signal.SIGINT)
    told, error = grader.communicate(timeout=240)
    assert error.strip() == "autograder: stopped. The same command goes on from here.", told
    assert grader.returncode == 130
    assert time.monotonic() - began < 240
    assert gone(started)
    assert rows(course) == []


def ports(pid):
    """Where a process listens: addresses of which others know, and those of pages."""
    found = [c.laddr for c in psutil.Process(pid).net_connections("inet") if c.status == "LISTEN"]
    return sorted(found)


def test_there_are_no_pages_and_no_other_ports_than_those_that_are_told(keys):
    """Does nothing but 404 come from Dask's pages, does nobody point there, and what listens?"""
    port = free_port()
    with (
        running("scheduler", "--port", port, "--certificates", keys, said="listens at") as master,
        working(f"tls://127.0.0.1:{port}", keys, jobs=1) as service,
    ):
        (worker_pid,) = (p.pid for p in below(service.pid) if "spawn_main" in line(p))
        assert "dashboard" not in master.said + service.said
        pages = [place for place in ports(master.pid) if place.port != port]
        listening = ports(worker_pid)
        assert (len(pages), len(ports(service.pid)), len(listening)) == (1, 1, 2)
        refusing = [place for place in [*pages, *listening] if is_refused(place)]
        assert len(refusing) == 2


def is_refused(place):
    """Whether an address has pages, and none that is asked for; else it wants a certificate."""
    try:
        urllib.request.urlopen(f"http://{place.ip}:{place.port}/status", timeout=10)
    except urllib.error.HTTPError as error:
        return error.code == 404
    except OSError:
        return False


def test_ctrl_c_at_a_terminal_ends_the_services(keys):
    """Do both end in order and say nothing of grading, though it reaches all their processes?"""
    port = free_port()
    with (
        running("scheduler", "--port", port, "--certificates", keys, said="listens at") as master,
        working(f"tls://127.0.0.1:{port}", keys, jobs=2) as service,
    ):
        for asked in (service, master):
            started = below(asked.pid)
            for process in [*started, psutil.Process(asked.pid)]:
                process.send_signal(signal.SIGINT)
            told, _ = asked.communicate(timeout=30)
            assert told.endswith("\nautograder: stopped.\n")
            assert "KeyboardInterrupt" not in told
            assert asked.returncode == STOPPED
            assert gone(started)
