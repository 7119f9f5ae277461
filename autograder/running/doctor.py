"""Proof that the sandbox holds, by attempts to break it.

Each probe is a small function that runs where student code runs and returns 1 if it got through.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.messages import say
from autograder.running.isolation import Sandbox, SandboxError
from autograder.running.session import Limits, Session
from autograder.sandbox.protocol import Call, Returned, encode_scripts

_TRUNCATE = "import os; os.truncate(PLACE['victim'], 0); return True"
_EMPTY = "import os; os.close(os.open(PLACE['victim'], os.O_RDONLY | os.O_TRUNC)); return True"
_CONNECT = (
    "import socket\n"
    "    socket.create_connection(('127.0.0.1', PLACE['port']), 1).close(); return True"
)
_COMMAND = (  # how much entropy there is: a question that does no harm
    "import fcntl\n"
    "    with open('/dev/urandom', 'rb') as f: fcntl.ioctl(f, 0x80045200, bytes(4))\n"
    "    return True"
)
_SIGNAL = "import os; os.kill(PLACE['pid'], 0); return True"
_ABSTRACT = (
    "import socket\n"
    "    with socket.socket(socket.AF_UNIX) as s: s.connect(chr(0) + PLACE['abstract'])\n"
    "    return True"
)
#: A system call that must not return, by its numbers on x86-64 and arm64.
_SYSCALL = (
    "import ctypes, os\n"
    "    number = {{'x86_64': {}, 'aarch64': {}}}[os.uname().machine]\n"
    "    return ctypes.CDLL(None).syscall(number, {}) >= 0"
)

#: What each layer is there to stop: function name → source. ``PLACE`` holds what they aim at.
PROBES = {
    "landlock": {
        "read_the_answers": "return len(open(PLACE['answers']).read()) > 0",
        "read_the_submission_of_a_peer": "return len(open(PLACE['canary']).read()) > 0",
        "write_outside": "open(PLACE['outside'] + '/mark', 'w').close(); return True",
        "truncate_by_path": _TRUNCATE,
        "connect_to_a_server": _CONNECT,
        "command_a_device": _COMMAND,
        "connect_to_an_abstract_socket": _ABSTRACT,
        "send_a_signal": _SIGNAL,
    },
    "seccomp": {
        "truncate_by_path": _TRUNCATE,
        "empty_by_opening": _EMPTY,
        "connect_to_a_server": _CONNECT,
        "command_a_device": _COMMAND,
        "connect_to_an_abstract_socket": _ABSTRACT,
        "send_a_signal": _SIGNAL,
        "start_a_process": "import os; pid = os.fork(); pid or os._exit(0); return True",
        "start_a_program": "import subprocess; subprocess.run(['true'], check=True); return True",
        "start_a_thread": (
            "import threading\n"
            "    t = threading.Thread(target=int); t.start(); t.join(); return True"
        ),
        "open_a_socket": "import socket; socket.socket().close(); return True",
        "make_a_pair_of_sockets": "import socket; socket.socketpair(); return True",
        "change_permissions": "import os; os.chmod(PLACE['outside'], 0o777); return True",
        "change_flags_of_a_descriptor": (
            "import fcntl; fcntl.fcntl(0, fcntl.F_SETFL, 0); return True"
        ),
        "set_up_asynchronous_input": _SYSCALL.format(206, 0, "1, ctypes.byref(ctypes.c_ulong())"),
        "make_a_timer": _SYSCALL.format(222, 107, "1, None, ctypes.byref(ctypes.c_int())"),
        "flush_a_file": "import os\n    with open('a', 'w') as f: os.fsync(f)\n    return True",
    },
    "rlimits": {
        "take_all_memory": (  # asked for, not touched: where nothing stops it, nothing is harmed
            "import mmap\n"
            "    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS\n"
            "    mmap.mmap(-1, 2**33, flags=flags, prot=mmap.PROT_READ).close(); return True"
        ),
        "write_a_huge_file": (
            "import os\n    with open('huge', 'wb') as f:\n"
            "        f.truncate(PLACE['too_large'])\n    return True"
        ),
        "keep_computing": (
            "import resource\n    return resource.getrlimit(resource.RLIMIT_CPU)[1] < 0"
        ),
    },
    "mounts": {
        "have_a_large_disk": (
            "import os\n    room = os.statvfs('.')\n"
            "    return room.f_blocks * room.f_frsize > PLACE['disk']"
        ),
    },
    "namespaces": {"reach_the_host_by_network": _CONNECT},
    "user": {"act_as_root": "import os; return os.geteuid() == 0"},
    "memory": {
        "be_read_by_others": ("import ctypes; return ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 1"),
    },
}
LAYERS = tuple(PROBES)
#: The interface of Landlock that first stops a probe; on older kernels it is left to seccomp.
SINCE = {
    "truncate_by_path": 3,
    "connect_to_a_server": 4,
    "command_a_device": 5,
    "connect_to_an_abstract_socket": 6,
    "send_a_signal": 6,
}


def promised(active: Mapping[str, str]) -> list[str]:
    """The probes that a stack of layers must stop.

    Args:
        active: the layers of the stack, name → phrase.
    """
    newest = int(active.get("landlock", "0").split()[-1])
    probes = ((layer, probe) for layer in LAYERS if layer in active for probe in PROBES[layer])
    return [p for layer, p in probes if layer != "landlock" or SINCE.get(p, 1) <= newest]


def gaps(sandbox: Sandbox, through: Mapping[str, bool]) -> list[str]:
    """The probes that got through a sandbox although its layers are there to stop them."""
    return [p for p in dict.fromkeys(promised(sandbox.layers.active)) if through[p]]


@dataclass(frozen=True)
class Finding:
    """What the doctor found out about one layer.

    Attributes:
        state: ``holds``, ``missing`` or ``broken``.
        reason: why it is missing, or which probes got through.
    """

    layer: str
    state: str
    reason: str = ""


def examine(landlock: int | None = None) -> list[Finding]:
    """Try the whole stack as :func:`prove` does, and each layer by itself.

    A layer holds if nothing that it promises gets through either of the two.

    Args:
        landlock: use no newer interface of Landlock than this one, for tests.
    """
    bare = attempt(Sandbox(figures=False, without=LAYERS))
    whole = Sandbox(figures=False, landlock=landlock)
    open_wide = gaps(whole, attempt(whole))
    return [_examine_layer(layer, bare, open_wide, landlock) for layer in LAYERS]


def _examine_layer(
    layer: str, bare: dict[str, bool], open_wide: list[str], landlock: int | None
) -> Finding:
    others = [name for name in LAYERS if name != layer]
    sandbox = Sandbox(figures=False, without=others, landlock=landlock)
    through = attempt(sandbox)
    if layer not in sandbox.layers.active:
        return Finding(
            layer, "missing", sandbox.layers.missing.get(layer) or say("doctor.not_here")
        )
    broken = [p for p in PROBES[layer] if p in open_wide or p in gaps(sandbox, through)]
    if broken:
        return Finding(layer, "broken", say("doctor.through", probes=", ".join(broken)))
    return Finding(layer, "holds", _remarks(layer, sandbox.layers.active[layer], bare))


def _remarks(layer: str, phrase: str, bare: dict[str, bool]) -> str:
    """What a layer leaves to others, and what is stopped without any."""
    kept = promised({layer: phrase})
    left = [probe for probe in PROBES[layer] if probe not in kept]
    moot = [probe for probe in PROBES[layer] if not bare[probe]]
    told = [say("doctor.left", phrase=phrase, probes=", ".join(left))] if left else []
    told += [say("doctor.moot", probes=", ".join(moot))] if moot else []
    return "; ".join(told)


def prove(sandbox: Sandbox) -> None:
    """The self-test before each batch.

    Raises:
        SandboxError: if a required layer is missing, or a probe of an active one gets through.
    """
    broken = gaps(sandbox, attempt(sandbox, close=False))
    if broken:
        raise SandboxError("sandbox.broken", probes=", ".join(broken))


def attempt(sandbox: Sandbox, close: bool = True) -> dict[str, bool]:
    """Run all probes in a sandbox: which got through?"""
    names = {name: None for probes in PROBES.values() for name in probes}
    with _places() as place:
        place |= {"too_large": sandbox.bounds.file_size * 2, "disk": sandbox.bounds.disk}
        opened = Session([_source(place)], sandbox, Limits(cell=10, question=30, submission=60))
        try:
            shown = {}
            for name in names:  # one at a time: a probe may take its process with it
                script = (Call(None, name),)
                (seen,) = opened.play([script], encode_scripts([script]))
                shown[name] = isinstance(seen[0], Returned) and bool(seen[0].parts[0])
            return shown
        finally:
            opened.close()
            if close:
                sandbox.close()


def _source(place: dict[str, Any]) -> str:
    probes = {name: body for group in PROBES.values() for name, body in group.items()}
    functions = "\n\n".join(f"def {name}():\n    {body}" for name, body in probes.items())
    return f"import json\nPLACE = json.loads({json.dumps(json.dumps(place))})\n\n{functions}\n"


@contextlib.contextmanager
def _places() -> Iterator[dict[str, Any]]:
    """A server, a file to read, a directory to write to and a process, for probes to aim at."""
    with tempfile.TemporaryDirectory() as outside, contextlib.ExitStack() as stack:
        server = stack.enter_context(_listening(socket.AF_INET, ("127.0.0.1", 0)))
        os.chmod(outside, 0o777)
        canary, victim = Path(outside) / "canary", Path(outside) / "victim"
        canary.write_text("a peer's work")
        victim.write_text("another's work")
        victim.chmod(0o666)
        name = f"{Path(outside).name}-doctor"
        if sys.platform == "linux":
            stack.enter_context(_listening(socket.AF_UNIX, f"\0{name}"))
        yield {
            "answers": str(Path(__file__)),
            "canary": str(canary),
            "victim": str(victim),
            "abstract": name,
            "outside": outside,
            "port": server.getsockname()[1],
            "pid": os.getpid(),
        }


def _listening(family: int, address: tuple[str, int] | str) -> socket.socket:
    server = socket.socket(family)
    server.bind(address)
    server.listen()
    return server
