"""A line on standard error while a gradebook is waited for that another program has locked.

SQLite waits in silence for a few seconds before it gives up: nobody knows then whether anything
goes on. Statements and commits of SQLAlchemy are watched, and one that takes longer than
:data:`PATIENCE` is told once. Nothing else of SQLite's takes that long on a gradebook.
"""

from __future__ import annotations

import contextlib
import math
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import Pool

from autograder.messages import say

#: Seconds that nothing is said.
PATIENCE = 1.0

#: Since when a statement is being waited for; infinity if none is.
_since = math.inf


def _begin(connection: Connection, *_: Any) -> None:
    global _since
    if connection.dialect.name == "sqlite":
        _since = time.monotonic()


def _end(*_: Any) -> None:
    global _since
    _since = math.inf


event.listen(Engine, "before_cursor_execute", _begin)
event.listen(Engine, "commit", _begin)
for kind in ("after_cursor_execute", "handle_error", "rollback"):
    event.listen(Engine, kind, _end)
event.listen(Pool, "checkin", _end)  # a commit has no end of its own


@contextlib.contextmanager
def told(name: str) -> Iterator[None]:
    """Tell within this block, once, that a gradebook is being waited for.

    Args:
        name: of the gradebook.
    """
    done, line = threading.Event(), say("database.waiting", name=name)

    def watch() -> None:
        while not done.wait(PATIENCE / 4):
            if time.monotonic() - _since > PATIENCE:
                print(line, file=sys.stderr, flush=True)
                return

    _end()
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        _end()
