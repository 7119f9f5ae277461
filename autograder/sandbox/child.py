"""The untrusted side: runs the cells of one submission, then performs steps for the parent.

Started as ``python -I child.py`` with a private working directory. Frames come in on the
original standard input and go out on the original standard output; student code sees neither.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, _HERE)
import protocol  # noqa: E402  (a sibling file: this program must not import the engine)

sys.path.remove(_HERE)

from IPython.core.interactiveshell import InteractiveShell  # noqa: E402
from IPython.utils.capture import capture_output  # noqa: E402
from traitlets.config import Config  # noqa: E402

MAX_TEXT = 20_000
MAX_IMAGE = 2_000_000


class Shell(InteractiveShell):
    """IPython without a terminal, a history file or printed tracebacks."""

    traceback_lines: list[str] | None = None

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.traceback_lines = list(stb)


def make_shell() -> Shell:
    """A fresh shell whose history lives in memory and whose tracebacks are cheap."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.colors = "nocolor"
    return Shell.instance(config=config)


def run_cell(shell: Shell, source: str) -> dict[str, Any]:
    """Run one cell and describe its outputs as plain JSON data."""
    shell.traceback_lines = None
    with capture_output() as captured:
        result = shell.run_cell(source, store_history=True, silent=False)
    error = result.error_before_exec or result.error_in_exec
    displays = [_mime_bundle(output.data) for output in captured.outputs]
    return {
        "stdout": captured.stdout[:MAX_TEXT],
        "stderr": captured.stderr[:MAX_TEXT],
        "displays": displays,
        "error": error
        and {
            "ename": type(error).__name__,
            "evalue": _safe_text(error)[:MAX_TEXT],
            "traceback": "\n".join(shell.traceback_lines or [])[:MAX_TEXT],
        },
    }


def _safe_text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _mime_bundle(data: dict[str, Any]) -> dict[str, str]:
    bundle = {"text/plain": str(data.get("text/plain", ""))[:MAX_TEXT]}
    image = data.get("image/png")
    if isinstance(image, bytes):
        import base64

        image = base64.b64encode(image).decode()
    if isinstance(image, str) and len(image) <= MAX_IMAGE:
        bundle["image/png"] = image
    return bundle


def serve(inbox: Any, outbox: Any) -> None:
    """Answer the parent until it hangs up."""
    shell = make_shell()
    stage = protocol.Stage(shell.user_ns)
    while (frame := protocol.read_frame(inbox)) is not None:
        order, body = frame[:1], frame[1:]
        if order == b"R":
            reply = json.dumps(run_cell(shell, body.decode())).encode()
        elif order == b"N":
            stage.reset()
            continue
        else:
            reply = protocol.encode_observation(stage.perform(protocol.decode_step(body)))
        protocol.write_frame(outbox, reply)


def main() -> None:
    """Move the pipes out of reach of prints, then serve."""
    inbox = os.fdopen(os.dup(0), "rb")
    outbox = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    serve(inbox, outbox)


if __name__ == "__main__":
    main()
