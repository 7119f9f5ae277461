"""How Dask is set up here, and where a cluster is."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import dask

from autograder.cluster.errors import ClusterError
from autograder.messages import printable
from autograder.running.directory import PrivateDirectory

PORT = 8786
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ADDRESS = re.compile(r"(tls|tcp)://(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})", re.ASCII)
LOCAL = re.compile(r"local:(\d{1,4})", re.ASCII)
#: What a worker offers that has a place for a sandbox, and a job asks for.
RESOURCE = "sandbox"
#: Seconds to wait for a connection; and for a worker that may judge, until a batch is given up.
CONNECTING, PATIENCE = 30, 120


@dataclass(frozen=True)
class Place:
    """Where a cluster is: ``tls://host:8786``, ``tcp://127.0.0.1:8786`` or ``local:4``.

    Attributes:
        address: of the scheduler; empty if the cluster is made for this batch.
        workers: how many are started then.
    """

    kind: Literal["tls", "tcp", "local"]
    address: str = ""
    workers: int = 0

    @classmethod
    def of(cls, text: str) -> Place:
        """Read the argument of ``--cluster``.

        Raises:
            ClusterError: if it is none, or leaves this machine without encryption. Dask executes
                what reaches its ports, so whoever can talk to them would rule the machine.
        """
        if (found := LOCAL.fullmatch(text)) and int(found[1]) > 0:
            return cls("local", workers=int(found[1]))
        found = ADDRESS.fullmatch(text)
        if not found:
            raise ClusterError("cluster.address", address=printable(text))
        if found[1] == "tcp":
            if found[2] not in LOOPBACK:
                raise ClusterError("cluster.plain", address=text, encrypted="tls" + text[3:])
            return cls("tcp", text)
        return cls("tls", text)


@contextlib.contextmanager
def dask_set_up(encrypted: bool) -> Iterator[None]:
    """The settings of Dask, for the time of the block; what it writes is removed after it.

    Its folder is locked like a sandbox's: nobody sweeps it while we live, and somebody does if we
    are killed.
    """
    scratch = PrivateDirectory()
    try:
        with dask.config.set(dask_settings(encrypted) | {"temporary-directory": scratch.room}):
            yield
    finally:
        scratch.remove()


def dask_settings(encrypted: bool) -> dict[str, Any]:
    """The settings of Dask that differ from its own."""
    return {
        "distributed.comm.require-encryption": encrypted,
        "distributed.comm.timeouts.connect": f"{CONNECTING}s",
        # A worker's death counts against everything that waited there, too. So the scheduler
        # gives all of it back at once, and the coordinator finds out by itself what it was.
        "distributed.scheduler.allowed-failures": 0,
        "distributed.scheduler.no-workers-timeout": f"{PATIENCE}s",
        # Pages about the cluster: Dask serves them even if its dashboard is off.
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        # Workers would tell the addresses of those pages. They read this when they start.
        "distributed.nanny.pre-spawn-environ.DASK_LOGGING": str({"distributed.worker": "warning"}),
        # The sandbox bounds the memory of student code; Dask would count it twice.
        "distributed.worker.memory.target": False,
        "distributed.worker.memory.spill": False,
        "distributed.worker.memory.pause": False,
        "distributed.worker.memory.terminate": False,
    }
