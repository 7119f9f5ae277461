"""The coordinator's side: what ``grade`` submits is judged by the workers of a cluster.

Only values leave this process, and only text is taken back. The gradebook is not known here.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from distributed import Client, KilledWorker, LocalCluster, Security
from distributed.client import ClosedClientError, FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import NoValidWorkerError, NoWorkerError

from autograder.catalog import Catalog
from autograder.cluster import answer, certificates, site
from autograder.cluster.errors import ClusterError
from autograder.cluster.settings import CONNECTING, PATIENCE, RESOURCE, Place, dask_set_up
from autograder.gradebook import worker
from autograder.gradebook.executors import Pool, interrupts_wait
from autograder.gradebook.worker import Job, Judged, Settings
from autograder.messages import printable
from autograder.running.isolation import SandboxError

P = ParamSpec("P")
T = TypeVar("T")

#: What a call raises whose scheduler or connection was lost, or for which there is no worker.
LOST = (
    ClosedClientError, FutureCancelledError, CommClosedError, NoWorkerError, NoValidWorkerError,
    ConnectionError, TimeoutError,
)  # fmt: skip
#: So many submissions are sent to each worker: one is judged, and one is there when it is done.
AHEAD = 2
MAX_THREADS = 1_000
#: Seconds after which the number of workers, and whether there still is a scheduler, is looked at.
LOOKING = 2.0
#: What a client says of itself that has a scheduler, or hopes to have it again.
CONNECTED = ("running", "connecting")
#: Loggers of Dask, of which the second has a level of its own. What matters is told by us.
TOLD_BY_US = ("distributed", "distributed.client")


class Cluster(Pool):
    """An executor of what :mod:`autograder.gradebook.worker` offers, on a cluster.

    Args:
        client: connected to the scheduler.
        patience: seconds to wait for the first worker that may judge.
    """

    chances = 2  # so a submission ends at most three workers

    def __init__(self, client: Client, patience: float = PATIENCE):
        self._client, self._patience = client, patience
        self._threads = ThreadPoolExecutor(MAX_THREADS, "cluster")
        self._opening = threading.Lock()
        self._window, self._next_look = AHEAD, 0.0
        self._batch: Batch | None = None

    @property
    def window(self) -> int:
        """So many submissions are under way at once; workers may come and go."""
        if time.monotonic() > self._next_look:
            self._next_look = time.monotonic() + LOOKING
            with contextlib.suppress(Exception):  # while the scheduler is lost it stays as it was
                self._window = AHEAD * max(1, len(_workers(self._client)))
        return min(self._window, MAX_THREADS)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """See :meth:`concurrent.futures.Executor.submit`.

        Args:
            fn: one of the three functions that judge a class.

        Raises:
            ClusterError: if the scheduler was given up. No submission is at fault then, so the
                batch ends here, with one sentence for all of them.
        """
        if self._client.status not in CONNECTED:
            raise ClusterError("cluster.lost")
        there: dict[Any, Callable[..., Any]] = {
            worker.prove_worker: self._prove,
            worker.rehearse: self._rehearse,
            worker.judge_job: self._ask,
        }
        future = self._threads.submit(there[fn], *args, **kwargs)
        return Answer(future) if there[fn] == self._ask else future

    def _prove(self, settings: Settings) -> None:
        """Nothing yet: each worker proves its sandbox when it learns of the batch."""

    def _rehearse(self, settings: Settings, released: str) -> None:
        with self._opening:
            if self._batch is None:
                batch = Batch(self._client, settings, released)
                batch.open(self._patience)
                self._batch = batch

    def _ask(self, settings: Settings, job: Job) -> Callable[[], Judged]:
        assert self._batch is not None
        answered = self._batch.ask(job)
        return functools.partial(self._batch.read, answered, job)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See :meth:`concurrent.futures.Executor.shutdown`; the workers' sandboxes end.

        What is under way when futures are cancelled is not waited for.
        """
        if cancel_futures and self._batch is not None:
            self._batch.cancel()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if self._batch is not None:
            self._batch.close()
            self._batch = None


class Answer(Future[Any]):
    """An answer that is read when it is asked for, in the thread of whoever asks.

    Reading it parses code, and in Python 3.11 two threads must not do that at once: ``ast.parse``
    ends with a ``SystemError`` then.
    """

    def __init__(self, future: Future[Any]):
        super().__init__()
        future.add_done_callback(self._settle)

    def _settle(self, future: Future[Any]) -> None:
        if future.cancelled():
            self.cancel()
            self.set_running_or_notify_cancel()  # wakes who waits
        elif error := future.exception():
            self.set_exception(error)
        else:
            self.set_result(future.result())

    def result(self, timeout: float | None = None) -> Any:
        """See :meth:`concurrent.futures.Future.result`."""
        return super().result(timeout)()


class Batch:
    """One assignment of one course, on the workers of a cluster.

    Args:
        released: the text of the notebook that students got.
    """

    def __init__(self, client: Client, settings: Settings, released: str):
        self._client, self._settings = client, settings
        whose = f"{settings.root}\n{settings.stem}"
        # A coordinator that was killed leaves its batch; the next of the same name replaces it.
        self.name = "autograder-" + hashlib.sha256(whose.encode()).hexdigest()[:16]
        assignment = Catalog(settings.root)[settings.stem]
        self._assignment = dataclasses.replace(assignment, release=released)
        self._released = released
        #: What a worker must have in common with this machine.
        self.expected = site.Expected.here(assignment, settings.seed)
        self._keys = itertools.count()
        self._asked: set[Any] = set()
        self._ended = False

    def open(self, patience: float) -> None:
        """Have all workers prove their sandboxes, and wait for the first that has.

        Raises:
            SandboxError: if none may judge; nothing may be graded then.
        """
        deadline = time.monotonic() + patience
        try:
            self._tell(again=False)
            while not self._one_is_ready():
                why = self.refusals()
                if why and len(why) == len(_workers(self._client)):
                    raise SandboxError("cluster.all_refuse", reasons=_listed(why))
                if time.monotonic() > deadline:
                    raise SandboxError("cluster.no_worker", seconds=patience)
        except SandboxError:
            self.close()
            raise
        except Exception as error:
            if self._client.status not in CONNECTED:
                raise ClusterError("cluster.lost") from error
            raise SandboxError("cluster.not_opened", error=printable(str(error))) from error

    def _tell(self, again: bool) -> None:
        """Tell the workers of the batch; or again, a scheduler that may have forgotten it."""
        plugin = site.Site(self.name, self._settings, self._released, self.expected)
        plugin.idempotent = again  # whoever knows it already keeps it
        self._client.register_plugin(plugin, name=self.name)

    def _one_is_ready(self) -> bool:
        key = f"{self.name}-ready-{time.monotonic_ns()}"
        place = {"resources": {RESOURCE: 1}, "pure": False}
        asked = self._client.submit(site.ready, self.name, key=key, **place)
        with contextlib.suppress(KilledWorker, *LOST):
            return bool(asked.result(timeout=1))
        asked.cancel()
        return False

    def refusals(self) -> dict[str, str]:
        """Why workers may not judge, by their addresses."""
        told = self._client.run(site.refusal, self.name, on_error="ignore")
        return {str(where): printable(str(why)) for where, why in told.items() if why}

    def ask(self, job: Job) -> Any:
        """Have a submission judged somewhere. What comes back is held nowhere else then.

        Returns:
            JSON data, for :meth:`read`.

        Raises:
            BrokenExecutor: if the worker that had it was lost, or may not judge.
        """
        key = f"{self.name}-{next(self._keys)}-{time.monotonic_ns()}"
        try:
            future = self._client.submit(
                site.judge,
                self.name,
                job,
                self.expected,
                key=key,
                resources={RESOURCE: 1},
                pure=False,
                retries=0,
            )
            self._asked.add(future)
            try:
                return answer.data(self._awaited(future))
            finally:
                self._asked.discard(future)
                future.release()
        except (answer.Refused, KilledWorker) as error:
            raise BrokenExecutor(str(error)) from None
        except (*LOST, RuntimeError) as error:  # RuntimeError: the client's loop has ended
            if not self._ended and self._client.status in CONNECTED:
                with contextlib.suppress(Exception):  # there may be a new scheduler by now
                    self._tell(again=True)
            raise BrokenExecutor(str(error)) from None

    def _awaited(self, future: Any) -> Any:
        """The result of a future. None comes any more once the client has given its scheduler up.

        A future that is made while the client closes is never cancelled, so it is not waited for
        without looking.
        """
        while True:
            try:
                return future.result(timeout=LOOKING)
            except TimeoutError:
                if future.done():
                    return future.result()
                if self._client.status not in CONNECTED:
                    raise

    def read(self, answered: Any, job: Job) -> Judged:
        """Read what :meth:`ask` brought, and write it into the submission's notebook."""
        settings, fingerprint = self._settings, self.expected.fingerprint
        return answer.decode(
            answered,
            job,
            self._assignment,
            settings.language,
            fingerprint,
            settings.allow_weak_isolation,
        )

    def cancel(self) -> None:
        """Have whoever waits for an answer wait no more."""
        self._ended = True
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._client.cancel(list(self._asked), force=True)

    def close(self) -> None:
        """End the sandboxes of the batch."""
        self._ended = True
        with contextlib.suppress(Exception):  # whoever is gone has closed them
            self._client.unregister_worker_plugin(self.name)


def _workers(client: Client) -> Any:
    """What the scheduler knows of its workers, by address; those too that may not judge."""
    return client.scheduler_info(n_workers=-1)["workers"]


def _listed(reasons: dict[str, str]) -> str:
    """Each reason once, with a worker that gives it."""
    first = {why: where for where, why in reversed(reasons.items())}
    return "; ".join(f"{where}: {why}" for why, where in first.items())


@contextlib.contextmanager
def cluster(place: Place, folder: Path | None = None) -> Iterator[Cluster]:
    """The cluster at a place, for the time of the block.

    Args:
        folder: of the certificates.

    Raises:
        ClusterError: if it cannot be reached.
    """
    for name in TOLD_BY_US:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask_set_up(place.kind != "tcp"))
        client = stack.enter_context(_connected(place, folder))
        pool = Cluster(client)
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()


@contextlib.contextmanager
def _connected(place: Place, folder: Path | None) -> Iterator[Client]:
    with contextlib.ExitStack() as stack:
        if place.kind == "local":
            security: Security | None = certificates.temporary()
            address: Any = stack.enter_context(local(place.workers, security))
        else:
            address = place.address
            encrypted = place.kind == "tls"
            security = certificates.security(_given(folder), "coordinator") if encrypted else None
        try:
            client = Client(address, security=security, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError) as error:
            why = printable(str(error))
            raise ClusterError("cluster.unreachable", address=place.address, error=why) from None
        with client:
            yield client


def _given(folder: Path | None) -> Path:
    if folder is None:
        raise ClusterError("cluster.no_certificates")
    return folder


def local(workers: int, security: Security | None) -> LocalCluster:
    """Workers on this machine, each a process; encrypted, since others may reach its ports."""
    with interrupts_wait("spawn"):  # in workers for good: Dask starts them from a thread of its own
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            resources={RESOURCE: 1},
            processes=True,
            host="127.0.0.1",
            protocol="tls://" if security else "tcp://",
            security=security,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )
