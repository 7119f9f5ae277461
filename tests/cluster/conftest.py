"""What the tests of the cluster share: a course, and services that end with the test."""

import contextlib
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

#: What is handed in: right, wrong, nothing, unreadable code, output, a picture.
CLASS = {
    "ada": SOLUTION,
    "ben": WORK["ben"],
    "cem": "",
    "dot": "def (:\n",
    "eve": "# %%\nprint('hello')\n\n# %%\n" + SOLUTION,
    "fay": "# %%\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n\n# %%\n" + SOLUTION,
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


def below(pid):
    """A process and all below it; those that ended are left out."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def gone(processes, seconds=20):
    """Whether all of these end within a time."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []


@contextlib.contextmanager
def running(*arguments, said):
    """``autograder cluster …``, when it has said that it is ready; it ends with the block."""
    command = [sys.executable, "-m", "autograder", "cluster", *map(str, arguments)]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    service = subprocess.Popen(command, cwd=REPOSITORY, **pipe)
    try:
        lines = []
        while said not in (lines or [""])[-1]:
            line = service.stdout.readline()
            assert line, "".join(lines)
            lines.append(line)
        yield service
    finally:
        processes = below(service.pid)
        service.terminate()
        try:
            service.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            service.kill()
            service.communicate()
        assert gone(processes)


@contextlib.contextmanager
def encrypted(keys, jobs=2):
    """A scheduler and workers over TLS; gives its address and the workers' service."""
    port = free_port()
    address = f"tls://127.0.0.1:{port}"
    with (
        running("scheduler", "--port", port, "--certificates", keys, said="listens at"),
        running("worker", address, "--jobs", jobs, "--certificates", keys, said="Workers") as work,
    ):
        yield address, work


def until(condition, seconds=30):
    """Wait until something is the case."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
