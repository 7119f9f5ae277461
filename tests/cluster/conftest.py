"""What the tests of the cluster share: a course, and services that end with the test."""

import contextlib
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from autograder.cluster import certificates
from autograder.gradebook.course import REPOSITORY
from tests.autograder.conftest import (  # noqa: F401  (fixtures)
    SOLUTION,
    blank_course,
    course,
    hand_in,
)
from tests.autograder.test_grade import WORK

#: What is handed in: right, wrong, nothing, no Python, output, a picture.
CLASS = {
    "ada": SOLUTION,
    "ben": WORK["ben"],
    "cem": "",
    "dot": "# %%\ndef (:\n",
    "eve": "# %%\nprint('hello')\n\n# %%\n" + SOLUTION,
    "fay": "# %%\nimport matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\n\n# %%\n" + SOLUTION,
}


@pytest.fixture
def handed_in(hand_in):  # noqa: F811
    """A small class that handed in."""
    for student, work in CLASS.items():
        hand_in(student, work)


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A folder of certificates."""
    folder = tmp_path_factory.mktemp("keys") / "made"
    certificates.make(folder)
    return folder


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def line(process):
    """The command line of a process; empty if it has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def below(pid):
    """All processes below one, but for Python's own helper that ends with it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        found = psutil.Process(pid).children(recursive=True)
        return [p for p in found if "resource_tracker" not in line(p)]
    return []


def gone(processes, seconds=20):
    """Whether all of these end within a time."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [p for p in alive if p.is_running() and line(p)] == []


def hears_interrupts():
    """In a new process: undo what a shell does to jobs in its background, and they inherit."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextlib.contextmanager
def running(*arguments, said, code="from autograder.__main__ import main; exit(main())"):
    """``autograder cluster …``, when it has said that it is ready; it ends with the block.

    Gives its process, which has all that was said by then as ``said``.
    """
    command = [sys.executable, "-c", code, "cluster", *map(str, arguments)]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    service = subprocess.Popen(command, cwd=REPOSITORY, preexec_fn=hears_interrupts, **pipe)
    try:
        lines = []
        while said not in (lines or [""])[-1]:
            line = service.stdout.readline()
            assert line, "".join(lines)
            lines.append(line)
        service.said = "".join(lines)
        yield service
    finally:
        processes = (
            [psutil.Process(service.pid), *below(service.pid)] if service.poll() is None else []
        )
        service.terminate()
        try:
            service.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            service.kill()
            service.communicate()
        assert gone(processes)


def working(address, keys, jobs, **how):
    """Workers of a scheduler over TLS."""
    arguments = ("worker", address, "--jobs", jobs, "--certificates", keys)
    return running(*arguments, said="Workers at", **how)


@contextlib.contextmanager
def encrypted(keys, jobs=2, **how):
    """A scheduler and workers over TLS; gives its address and the workers' service."""
    port = free_port()
    address = f"tls://127.0.0.1:{port}"
    with (
        running("scheduler", "--port", port, "--certificates", keys, said="listens at"),
        working(address, keys, jobs, **how) as service,
    ):
        yield address, service


def until(condition, seconds=30):
    """Wait until something is the case."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
