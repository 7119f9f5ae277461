"""The untrusted side's first process: imports everything once, confines itself, then forks.

Started by exec, so that none of the parent's memory is in it. Every submission is served by a
fork of it. It is told what to do in one JSON argument and speaks with the parent over the
socket whose number that argument names. Without such a number it does not fork but serves one
submission itself, over its standard input and output: so it is on Windows.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, _HERE)
import lockdown  # noqa: E402  (siblings, by their own names: the engine is not imported here)
import mounts  # noqa: E402
import notebook  # noqa: E402
import privileges  # noqa: E402
import protocol  # noqa: E402

sys.path.remove(_HERE)


def main() -> None:
    """Prepare, confine, report the layers, then fork on demand until the parent is gone."""
    orders = json.loads(sys.argv[1])
    os.chdir(orders["room"])
    pipes = (os.dup(0), os.dup(1))
    for module in orders["preload"]:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    shell = notebook.make_shell()
    warm_up(shell, orders["preload"])
    orders["memory"] += lockdown.address_space()
    layers = Layers(orders["without"])
    if orders["control"] is None:  # a system without fork: this process is the only child
        confine(orders, layers)
        attend(shell, *pipes, orders, layers)
        return
    for pipe in pipes:
        os.close(pipe)
    orders["files"] = open_files({orders["control"], orders["keeping"]})
    control, keeping = (socket.socket(fileno=orders[name]) for name in ("control", "keeping"))
    make_mounts(control, keeping, orders, layers)
    confine(orders, layers)
    fork_on_demand(shell, control, orders, layers)


def make_mounts(
    control: socket.socket, keeping: socket.socket, orders: dict[str, Any], layers: Layers
) -> None:
    """Enter a mount namespace, and leave a process that may mount in it behind."""
    room = orders["room"]
    layers.apply(
        "mounts",
        lambda: mounts.leave(orders["directory"], room, orders["prefixes"], orders["libraries"]),
    )
    if "mounts" in layers.report["active"]:
        orders["writable"] = orders["directory"]  # there, only what is mounted can be written to
        if os.fork() == 0:
            control.close()
            with contextlib.suppress(BaseException):
                lockdown.die_with_parent()
                lockdown.hide_memory()
                mounts.keep(keeping, room, orders["disk"], orders["entries"])
            os._exit(0)
    keeping.close()


def fork_on_demand(
    shell: notebook.Shell, control: socket.socket, orders: dict[str, Any], layers: Layers
) -> None:
    """Fork whenever the parent asks, until it hangs up."""
    control.sendall(json.dumps(layers.report).encode() + b"\n")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 2)
        number = int.from_bytes(message[4:], "big")
        if message.startswith(b"fork"):
            orders["user"] = number
            pid = fork(shell, control, descriptors, orders, layers)
            introduce(control, pid)
        elif message.startswith(b"reap"):
            _, status, usage = os.wait4(number, 0)
            seconds = usage.ru_utime + usage.ru_stime
            control.sendall(struct.pack("!iId", status, 0, seconds))
        else:
            return


def introduce(control: socket.socket, pid: int) -> None:
    """Tell the parent a fork's number, and hand it the process itself where that can be done."""
    number = pid.to_bytes(4, "big")
    try:
        handle = os.pidfd_open(pid)
    except (AttributeError, OSError):
        control.sendall(number)
        return
    socket.send_fds(control, [number], [handle])
    os.close(handle)


def warm_up(shell: notebook.Shell, preloaded: list[str]) -> None:
    """Do once what the first cell and the first figure would do in every fork."""
    sys.path[:] = [p for p in sys.path if p and os.path.basename(p) != "sandbox"]
    notebook.run_cell(shell, "None")
    if "matplotlib.pyplot" in preloaded:
        notebook.run_cell(
            shell,
            "%matplotlib inline\nimport matplotlib.pyplot as plt\n"
            "plt.figure(figsize=(1, 1)); plt.plot([0, 1]); plt.title('$x$'); plt.show()",
        )
    shell.reset(new_session=True)
    import gc

    gc.collect()
    gc.freeze()


def silence() -> None:
    """Put nothing where student code could read or write."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)


def open_files(but: set[int]) -> dict[int, str]:
    """What importing and warming up left open, such as fonts: number → path."""
    found: dict[int, str] = {}
    with contextlib.suppress(OSError):  # not Linux
        for number in {int(name) for name in os.listdir("/proc/self/fd")} - but - {0, 1, 2}:
            with contextlib.suppress(OSError):  # the folder that was listed is closed by now
                found[number] = os.readlink(f"/proc/self/fd/{number}")
    return found


def open_anew(files: dict[int, str]) -> None:
    """Open files once more under their numbers.

    Forks share what was opened before them, and its position would be a memory that the next
    submission finds.
    """
    for number, path in files.items():
        try:
            os.close(number)
        except OSError:  # matplotlib closes some in a fork
            continue
        with contextlib.suppress(OSError):
            own = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            if own != number:
                os.dup2(own, number, inheritable=False)
                os.close(own)


class Layers:
    """Layers tried so far: which are active, and why the others are not."""

    def __init__(self, without: list[str]):
        self.without = without
        self.report: dict[str, dict[str, str]] = {"active": {}, "missing": {}}
        self.seccomp = lockdown.Seccomp()

    def apply(self, name: str, layer: Callable[[], str]) -> None:
        """Apply one layer, or note why it cannot be."""
        if name in self.without:
            self.report["missing"][name] = "left out on request"
            return
        try:
            self.report["active"][name] = layer()
        except (lockdown.Unavailable, OSError, AttributeError) as reason:
            self.report["missing"][name] = str(reason)


def confine(orders: dict[str, Any], layers: Layers) -> None:
    """Apply the layers that every fork inherits."""
    layers.apply("namespaces", lockdown.namespaces)
    orders["keep_reading"] = not mounts.open_to_others(orders["landmarks"])
    orders["root"] = privileges.is_root() and "user" not in layers.without
    if orders["root"] and orders["control"] is not None:
        privileges.prepare(orders["keep_reading"])
    layers.apply("memory", lockdown.hide_memory)
    writable = [orders["writable"], os.devnull]
    readable, listable, newest = orders["readable"], orders["listable"], orders["landlock"]
    layers.apply("landlock", lambda: lockdown.landlock(readable, writable, listable, newest))


def fork(
    shell: notebook.Shell,
    control: socket.socket,
    descriptors: list[int],
    orders: dict[str, Any],
    layers: Layers,
) -> int:
    """Start a process for one submission; returns its number."""
    pid = os.fork()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        return pid
    try:
        control.close()
        attend(shell, *descriptors, orders, layers)
    finally:
        os._exit(0)


def attend(
    shell: notebook.Shell, inbox: int, outbox: int, orders: dict[str, Any], layers: Layers
) -> None:
    """Serve one submission: confine this process, report its layers, then obey."""
    become_child(orders, layers)
    send(outbox, json.dumps(layers.report).encode())
    serve(shell, inbox, outbox)


def become_child(orders: dict[str, Any], layers: Layers) -> None:
    """Apply the layers that belong to one submission."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(PermissionError):  # it leads its session already
            os.setsid()
    silence()  # flags of open files are shared between forks: nothing is left of the one before
    open_anew(orders.get("files", {}))
    become_user(orders, layers)
    os.chdir(orders["room"])  # what is mounted there now
    lockdown.die_with_parent()  # a change of user undoes it
    reseed()
    sizes = (orders["memory"], orders["seconds"], orders["file_size"])
    layers.apply("rlimits", lambda: lockdown.limit(*sizes))
    layers.apply("seccomp", lambda: layers.seccomp.apply())


def become_user(orders: dict[str, Any], layers: Layers) -> None:
    """Leave all privileges behind."""
    if orders["root"]:
        user, reading = orders["user"], orders["keep_reading"]
        layers.apply("user", lambda: privileges.become(user, reading))
        with contextlib.suppress(lockdown.Unavailable):
            lockdown.hide_memory()  # a change of user undoes it
    elif "user" in layers.without:
        layers.apply("user", str)
    else:
        layers.report["missing"]["user"] = "not root, so there is no user to drop"
        with contextlib.suppress(OSError, AttributeError):
            privileges.capabilities()  # what a user namespace brought


def reseed() -> None:
    """A fork must not share its random numbers with the next one."""
    random.seed()
    if numpy_random := sys.modules.get("numpy.random"):
        numpy_random.seed()


def serve(shell: notebook.Shell, inbox: int, outbox: int) -> None:
    """Run cells and play scripts until the parent hangs up."""
    stage = protocol.Stage(shell.user_ns)
    while (body := receive(inbox)) is not None:
        if body[:1] == b"R":
            send(outbox, json.dumps(notebook.run_cell(shell, body[1:].decode())).encode())
            continue
        for script in protocol.decode_scripts(body[1:]):
            send(outbox, protocol.encode_observations(stage.play(script)))


def send(descriptor: int, body: bytes) -> None:
    """Write one frame."""
    view = memoryview(protocol.frame(body))
    while view:
        view = view[os.write(descriptor, view) :]


def receive(descriptor: int) -> bytes | None:
    """Read one frame; ``None`` when the parent hangs up."""
    head = _exactly(descriptor, 4)
    return head and _exactly(descriptor, int.from_bytes(head, "big"))


def _exactly(descriptor: int, count: int) -> bytes | None:
    chunks = []
    while count:
        chunk = os.read(descriptor, min(count, 1 << 20))
        if not chunk:
            return None
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


if __name__ == "__main__":
    main()
