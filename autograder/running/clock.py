"""The time of a process: it all but stands still while the process waits for a processor.

A deadline on this clock means the same on a busy machine and on an idle one. Asleep, a process is
charged for the time that passes; busy, for the processor time of all its threads.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

#: So many seconds pass at most for each second on the clock of a process.
PATIENCE = 10.0
#: So many seconds old may be what the system told of a process: asking costs more than a frame.
FRESH = 0.005
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Clock:
    """The clock of a process.

    Where the system does not tell how long a process waited (it is not Linux, or hides it), this
    is the clock on the wall.

    Args:
        pid: its number, as this process knows it.
    """

    def __init__(self, pid: int):
        self._process = Path(f"/proc/{pid}")
        self._start = time.monotonic()
        self._waited = self._used = 0.0
        self._next_look = 0.0

    def now(self) -> float:
        """Seconds of its own time since the clock was made."""
        passed = time.monotonic() - self._start
        if passed >= self._next_look:
            self._look()
            self._next_look = passed + FRESH
        return max(passed - self._waited, min(self._used, passed), passed / PATIENCE)

    def _look(self) -> None:
        """Note how long it waited and how long it ran; what was known last counts after its end."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            waited = (self._process / "schedstat").read_bytes().split()[1]
            user, system = (self._process / "stat").read_bytes().rpartition(b")")[2].split()[11:13]
            self._waited, self._used = int(waited) / 1e9, (int(user) + int(system)) / TICKS
