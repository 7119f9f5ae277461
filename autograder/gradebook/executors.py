"""What judges many submissions: a pool of processes here, a cluster elsewhere.

An executor is what :mod:`concurrent.futures` calls one: it has ``submit``. Whatever is submitted
is a function of this package with values as arguments, and what comes back is a value.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from autograder.sandbox import lockdown

#: On Linux they are forks of this process; elsewhere a fork is not safe, and each starts anew.
START = "fork" if sys.platform == "linux" else "spawn"


@contextlib.contextmanager
def processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes. If its block ends with an error, what was not begun is dropped.

    Args:
        count: how many.
    """
    context = multiprocessing.get_context(START)
    with ProcessPoolExecutor(count, context, begin) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def begin() -> None:
    """What a process does first: it ends with this one, and leaves Ctrl-C to it."""
    lockdown.die_with_parent()  # else it would wait for work for ever, and its sandbox with it
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in the background of a shell
        signal.signal(signal.SIGINT, lambda *_: sys.exit())  # the parent says what there is to say
