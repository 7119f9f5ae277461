"""A cable between two network namespaces on which every frame takes a while.

Linux delays packets by `netem`, which many kernels lack. This needs `/dev/net/tun` only: both ends
are TAP devices, and a thread carries frames from one to the other, each after the delay, in order.
"""

from __future__ import annotations

import fcntl
import os
import select
import struct
import threading
import time
from collections import deque
from pathlib import Path

DEVICE = Path("/dev/net/tun")
#: From linux/if_tun.h: attach to a device; frames of Ethernet, without a header of the driver's.
TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000
FRAME = 65536


def tap(name: str) -> int:
    """Make a TAP device and return what its frames are read from and written to.

    Raises:
        OSError: if this is not root, or the kernel has no such devices.
    """
    end = os.open(DEVICE, os.O_RDWR | os.O_NONBLOCK)
    try:
        fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    except OSError:
        os.close(end)
        raise
    return end


class Wire(threading.Thread):
    """Carries frames between two devices until it is closed; the devices go with it.

    Args:
        here, there: names for the two devices. A device may be moved to another namespace
            afterwards.
        delay: seconds that a frame takes, either way.
    """

    def __init__(self, here: str, there: str, delay: float):
        super().__init__(daemon=True)
        self._delay, self._ended, self.carried = delay, False, 0
        self._ends: list[int] = []
        try:
            self._ends += [tap(here)]
            self._ends += [tap(there)]
        except OSError:
            self._close_ends()
            raise
        self.start()

    def run(self) -> None:
        first, second = self._ends
        ways = {first: (second, deque[tuple[float, bytes]]()), second: (first, deque())}
        while not self._ended:
            due = min((queue[0][0] for _, queue in ways.values() if queue), default=None)
            wait = 0.2 if due is None else max(0.0, due - time.monotonic())
            for end in select.select(self._ends, [], [], min(wait, 0.2))[0]:
                ways[end][1].append((time.monotonic() + self._delay, _read(end)))
            for other, queue in ways.values():
                while queue and queue[0][0] <= time.monotonic():
                    _write(other, queue.popleft()[1])
                    self.carried += 1

    def close(self) -> None:
        """End the thread and remove both devices."""
        self._ended = True
        self.join()
        self._close_ends()

    def _close_ends(self) -> None:
        while self._ends:
            os.close(self._ends.pop())


def _read(end: int) -> bytes:
    try:
        return os.read(end, FRAME)
    except OSError:  # the device is down: a cable without a plug
        return b""


def _write(end: int, frame: bytes) -> None:
    try:
        if frame:
            os.write(end, frame)
    except OSError:  # a frame that cannot be delivered is lost, as on any network
        pass
