"""The two services of a cluster: ``autograder cluster scheduler`` and ``… worker``.

They are Dask's own, with the settings that a cluster of hidden answers needs.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from distributed import Nanny, Scheduler, Security

from autograder.cluster import certificates
from autograder.cluster.errors import ClusterError
from autograder.cluster.settings import CONNECTING, LOOPBACK, PORT, RESOURCE, Place, dask_set_up
from autograder.gradebook.executors import interrupts_wait
from autograder.messages import say

#: Answers nobody on the network: Dask opens such a port even if nothing is served there.
NO_PAGES = "127.0.0.1:0"


def scheduler(host: str, port: int = PORT, folder: Path | None = None) -> None:
    """Run a scheduler until SIGTERM or Ctrl-C.

    Args:
        host: the address to listen at.
        folder: of the certificates; without them it listens on this machine only.

    Raises:
        ClusterError: if it should listen elsewhere without.
        KeyboardInterrupt: once it has ended in order, if that was Ctrl-C.
    """
    if folder is None and host not in LOOPBACK:
        raise ClusterError("cluster.plain_host", host=host)
    security = certificates.security(folder, "scheduler") if folder else Security()
    with interrupts_wait(), dask_set_up(security.require_encryption):
        asyncio.run(_schedule(host, port, security))


async def _schedule(host: str, port: int, security: Security) -> None:
    # It would tell the address of pages that it does not have.
    logging.getLogger("distributed.scheduler").setLevel(logging.WARNING)
    try:
        started = await Scheduler(
            host=host,
            port=port,
            protocol="tls://" if security.require_encryption else "tcp://",
            security=security,
            dashboard=False,
            dashboard_address=NO_PAGES,
        )
    except OSError as error:
        raise ClusterError(
            "cluster.cannot_listen", host=host, port=port, error=error.strerror
        ) from None
    print(say("cluster.listening", address=started.address), flush=True)
    told = await _until_told([started.finished()])
    await started.close()
    _interrupt(told)


def worker(place: Place, count: int, folder: Path | None = None) -> None:
    """Run workers, each in a process of its own, until SIGTERM or Ctrl-C.

    A worker that dies is started again.

    Args:
        place: where the scheduler is.
        count: how many.
        folder: of the certificates.

    Raises:
        ClusterError: if the scheduler cannot be reached, or was lost.
        KeyboardInterrupt: once all have ended in order, if that was Ctrl-C.
    """
    if place.kind == "local":
        raise ClusterError("cluster.not_local")
    if place.kind == "tls" and folder is None:
        raise ClusterError("cluster.no_certificates")
    security = certificates.security(folder, "worker") if folder else Security()
    with interrupts_wait("spawn"), dask_set_up(place.kind == "tls"):
        asyncio.run(_work(place, count, security))


async def _work(place: Place, count: int, security: Security) -> None:
    nannies = [
        Nanny(
            place.address,
            nthreads=1,
            resources={RESOURCE: 1},
            security=security,
            memory_limit=0,
            dashboard_address=NO_PAGES,
            death_timeout=CONNECTING,
            **_listening(place),
        )
        for _ in range(count)
    ]
    try:
        await asyncio.gather(*nannies)
        print(say("cluster.working", count=count, address=place.address), flush=True)
        told = await _until_told([nanny.finished() for nanny in nannies])
    except (OSError, TimeoutError, RuntimeError):
        told = None
    finally:
        await asyncio.gather(*(nanny.close(timeout=10) for nanny in nannies))
    _interrupt(told)
    if told is None:
        raise ClusterError("cluster.scheduler_lost", address=place.address)


def _listening(place: Place) -> dict[str, Any]:
    """Where workers listen: on this machine only, if that is where the scheduler is."""
    host = place.address.partition("://")[2].rpartition(":")[0]
    return {"host": "127.0.0.1"} if host in LOOPBACK else {}


async def _until_told(ends: list[Awaitable[Any]]) -> int | None:
    """Wait for a signal to end, or for one of these to end by itself; which signal it was."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[int] = loop.create_future()

    def tell(number: int) -> None:
        if not told.done():  # nobody hurries the end by asking twice
            told.set_result(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, tell, number)
    threading.Thread(target=_take_interrupts, daemon=True).start()
    running = [told, *map(asyncio.ensure_future, ends)]
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    heard = told.result() if told.done() else None
    for task in running:
        task.cancel()
    return heard


def _take_interrupts() -> None:
    """Be the thread that takes Ctrl-C, after which the loop is told as by any other thread.

    At a terminal it goes to the workers, too, who leave it to us: it is blocked in them as it is
    in the threads that started them. A library may have threads that take it, but need not.
    """
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Event().wait()


def _interrupt(told: int | None) -> None:
    """Say of Ctrl-C what Python says of it."""
    if told == signal.SIGINT:
        raise KeyboardInterrupt
