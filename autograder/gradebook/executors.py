"""What judges many submissions: a pool of processes here, a cluster elsewhere.

An executor is what :mod:`concurrent.futures` calls one: it has ``submit``. Whatever is submitted
is a function of this package with values as arguments, and what comes back is a value.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import resource_tracker
from typing import ParamSpec, TypeVar

from autograder.sandbox import lockdown

P = ParamSpec("P")
T = TypeVar("T")

#: On Linux they are forks of this process; elsewhere a fork is not safe, and each starts anew.
START = "fork" if sys.platform == "linux" else "spawn"


class Pool(Executor):
    """An executor that knows how many submissions to send it, and what a death means.

    Attributes:
        chances: so often a submission is judged once more, alone, if what judged it was lost.
    """

    chances = 1

    @property
    def window(self) -> int:
        """So many submissions are under way at once."""
        return 8


class Processes(Pool):
    """A pool of processes that is made anew when one of them was killed.

    The kernel or a person may kill a process. Python's own pool then gives up: whatever was
    pending in it ends with :class:`concurrent.futures.BrokenExecutor`. The next that is submitted
    here goes to a new one.

    Attributes:
        restarts: how often it was made anew.
    """

    def __init__(self, count: int):
        self._count = count
        self.restarts = 0
        self._pool = self._new()

    @property
    def window(self) -> int:
        """See :attr:`Pool.window`."""
        return 4 * self._count

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, multiprocessing.get_context(START), begin)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """See :meth:`concurrent.futures.Executor.submit`."""
        with interrupts_wait():  # the first call starts the processes
            try:
                return self._pool.submit(fn, *args, **kwargs)
            except BrokenExecutor:
                self.shutdown()
                self.restarts += 1
                self._pool = self._new()
                return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See :meth:`concurrent.futures.Executor.shutdown`."""
        _unblock(self._pool)
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def _unblock(pool: ProcessPoolExecutor) -> None:
    """Before Python 3.11.5 a broken pool may wait for ever for its thread that writes to workers.

    They are gone, but the other end of the pipe is open in this process too. Newer ones close it:
    https://github.com/python/cpython/issues/94777. Debian 12 has Python 3.11.2.
    """
    queue = getattr(pool, "_call_queue", None)
    if sys.version_info < (3, 11, 5) and queue is not None and getattr(pool, "_broken", False):
        with contextlib.suppress(OSError):
            queue._reader.close()


@contextlib.contextmanager
def processes(count: int) -> Iterator[Processes]:
    """A pool of processes. If its block ends with an error, what was not begun is dropped.

    Args:
        count: how many.
    """
    with Processes(count) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def settled(executor: Executor, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """What a call gives, alone: made once more if its process is killed.

    Raises:
        concurrent.futures.BrokenExecutor: if that happens again.
    """
    try:
        return executor.submit(fn, *args, **kwargs).result()
    except BrokenExecutor:
        return executor.submit(fn, *args, **kwargs).result()


@contextlib.contextmanager
def interrupts_wait(start: str = START) -> Iterator[None]:
    """Let Ctrl-C wait, also in processes that start meanwhile, until :func:`begin` is ready.

    Args:
        start: how processes start meanwhile, as :mod:`multiprocessing` calls it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    if start == "spawn":
        # Python's tracker of shared resources lets the signal through in whichever thread starts
        # it, and so in all that this thread starts: it starts before.
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin() -> None:
    """What a process does first: it ends with this one, and leaves Ctrl-C to it."""
    lockdown.die_with_parent()  # else it would wait for work for ever, and its sandbox with it
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in the background of a shell
        signal.signal(signal.SIGINT, lambda *_: sys.exit())  # the parent says what there is to say
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
