"""Proof that the sandbox holds, by attempts to break it.

Each probe is a small function that runs where student code runs and returns 1 if it got through.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.running.isolation import Sandbox, SandboxError
from autograder.running.session import Limits, Session
from autograder.sandbox.protocol import Call, Returned, encode_scripts

#: What each layer is there to stop: function name → source. ``PLACE`` holds what they aim at.
PROBES = {
    "landlock": {
        "read_the_answers": "return len(open(PLACE['answers']).read()) > 0",
        "read_the_submission_of_a_peer": "return len(open(PLACE['canary']).read()) > 0",
        "write_outside": "open(PLACE['outside'] + '/mark', 'w').close(); return True",
        "connect_to_a_server": (
            "import socket\n"
            "    socket.create_connection(('127.0.0.1', PLACE['port']), 1).close(); return True"
        ),
    },
    "seccomp": {
        "start_a_process": "import os; pid = os.fork(); pid or os._exit(0); return True",
        "start_a_program": "import subprocess; subprocess.run(['true'], check=True); return True",
        "start_a_thread": (
            "import threading\n"
            "    t = threading.Thread(target=int); t.start(); t.join(); return True"
        ),
        "send_a_signal": "import os; os.kill(PLACE['pid'], 0); return True",
        "open_a_socket": "import socket; socket.socket().close(); return True",
        "change_permissions": "import os; os.chmod(PLACE['outside'], 0o777); return True",
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
    "namespaces": {
        "reach_the_host_by_network": (
            "import socket\n"
            "    socket.create_connection(('127.0.0.1', PLACE['port']), 1).close(); return True"
        ),
    },
    "user": {"act_as_root": "import os; return os.geteuid() == 0"},
    "memory": {
        "be_read_by_others": ("import ctypes; return ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 1"),
    },
}
LAYERS = tuple(PROBES)


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


def examine() -> list[Finding]:
    """Try every layer by itself: are its probes stopped, and do they get through without it?"""
    bare = attempt(Sandbox(figures=False, without=LAYERS))
    return [_examine_layer(layer, bare) for layer in LAYERS]


def _examine_layer(layer: str, bare: dict[str, bool]) -> Finding:
    others = [name for name in LAYERS if name != layer]
    sandbox = Sandbox(figures=False, without=others)
    through = attempt(sandbox)
    if layer in sandbox.layers.missing:
        return Finding(layer, "missing", sandbox.layers.missing[layer])
    if broken := [probe for probe in PROBES[layer] if through[probe]]:
        return Finding(layer, "broken", "got through: " + ", ".join(broken))
    moot = [probe for probe in PROBES[layer] if not bare[probe]]
    return Finding(layer, "holds", f"stopped without it too: {', '.join(moot)}" if moot else "")


def prove(sandbox: Sandbox) -> None:
    """The self-test before each batch.

    Raises:
        SandboxError: if a required layer is missing, or a probe of an active one gets through.
    """
    through = attempt(sandbox, close=False)
    active = sandbox.layers.active
    broken = [p for layer in LAYERS if layer in active for p in PROBES[layer] if through[p]]
    if broken:
        raise SandboxError(f"the sandbox does not hold: {', '.join(broken)} got through")


def attempt(sandbox: Sandbox, close: bool = True) -> dict[str, bool]:
    """Run all probes in a sandbox: which got through?"""
    names = [name for probes in PROBES.values() for name in probes]
    with _places() as place:
        place["too_large"] = sandbox.bounds.file_size * 2
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


def _source(place: dict) -> str:
    probes = {name: body for group in PROBES.values() for name, body in group.items()}
    functions = "\n\n".join(f"def {name}():\n    {body}" for name, body in probes.items())
    return f"import json\nPLACE = json.loads({json.dumps(json.dumps(place))})\n\n{functions}\n"


@contextlib.contextmanager
def _places() -> Iterator[dict]:
    """A server, a file to read, a directory to write to and a process, for probes to aim at."""
    with tempfile.TemporaryDirectory() as outside, socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        os.chmod(outside, 0o777)
        canary = Path(outside) / "canary"
        canary.write_text("a peer's work")
        yield {
            "answers": str(Path(__file__)),
            "canary": str(canary),
            "outside": outside,
            "port": server.getsockname()[1],
            "pid": os.getpid(),
        }
