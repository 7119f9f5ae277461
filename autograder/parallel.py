"""Worker processes: how they start, and that they end with the process that started them."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from autograder.sandbox import lockdown

#: On Linux they are forks of this process; elsewhere a fork is not safe, and each starts anew.
START = "fork" if sys.platform == "linux" else "spawn"


@contextlib.contextmanager
def workers(
    count: int, initializer: Callable[..., None] | None = None, *arguments: Any
) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes. If its block ends with an error, what was not begun is dropped.

    Args:
        count: how many.
        initializer: called first in each, with the arguments.
    """
    context = multiprocessing.get_context(START)
    with ProcessPoolExecutor(count, context, _begin, (initializer, arguments)) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin(initializer: Callable[..., None] | None, arguments: tuple) -> None:
    lockdown.die_with_parent()  # else it would wait for work for ever, and its sandbox with it
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in the background of a shell
        signal.signal(signal.SIGINT, lambda *_: sys.exit())  # the parent says what there is to say
    if initializer is not None:
        initializer(*arguments)
