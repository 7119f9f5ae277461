"""An IPython shell in which the cells of one submission run, and what they put out.

Runs beside student code: imports IPython and the standard library only.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets import Instance
from traitlets.config import Config

MAX_TEXT = 20_000
MAX_IMAGE = 2_000_000
MAX_DISPLAYS = 20
MAX_NAME = 200
#: All images of one cell, so that its description fits into one frame.
MAX_IMAGES = 8_000_000


#: What a cell has in it that is more than Python: a magic, a shell escape, a question, a prompt,
#: an indented or empty first line.
MORE_THAN_PYTHON = re.compile(r"[%?]|!(?!=)|\A\s|^\s*(?:[,;/]|>>>|\.\.\.|In ?\[)", re.MULTILINE)


class Transformers(TransformerManager):
    """IPython's own; they take a third of the time of a short cell, so Python does without."""

    def transform_cell(self, cell: str) -> str:
        """Turn magics and the like into Python."""
        if MORE_THAN_PYTHON.search(cell):
            return super().transform_cell(cell)
        return cell if cell.endswith("\n") else cell + "\n"


class Shell(InteractiveShell):
    """IPython without a terminal or a history file; tracebacks are kept, not printed."""

    input_transformer_manager = Instance(Transformers, ())
    traceback_lines: list[str] | None = None

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Whether a cell awaits something, which IPython finds out by compiling it once more."""
        asynchronous = "await" in raw_cell or "async" in raw_cell
        return asynchronous and super().should_run_async(raw_cell, **options)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.traceback_lines = list(stb)


def make_shell() -> Shell:
    """A fresh shell. Plain tracebacks cost 1 to 3 ms where the default ones cost 12 to 22."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.colors = "nocolor"
    return Shell.instance(config=config)


def run_cell(shell: Shell, source: str) -> dict[str, Any]:
    """Run one cell and describe its outputs as plain JSON data."""
    shell.traceback_lines = None
    with capture_output() as captured:
        result = shell.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    return {
        "stdout": captured.stdout[:MAX_TEXT],
        "stderr": captured.stderr[:MAX_TEXT],
        "displays": _displays(captured.outputs[:MAX_DISPLAYS]),
        "error": _error(shell, error) if error is not None else None,
    }


def _error(shell: Shell, error: BaseException) -> dict[str, str]:
    try:
        text = str(error)
    except Exception:  # a student's own __str__ may raise
        text = ""
    return {
        "ename": type(error).__name__[:MAX_NAME],
        "evalue": text[:MAX_TEXT],
        "traceback": "\n".join(shell.traceback_lines or [])[:MAX_TEXT],
    }


def _displays(outputs: list[Any]) -> list[dict[str, str]]:
    """What was displayed, without the images that are too many."""
    room, bundles = MAX_IMAGES, []
    for output in outputs:
        bundle = _bundle(output.data)
        room -= len(bundle.get("image/png", ""))
        if room < 0:
            bundle.pop("image/png", None)
        bundles.append(bundle)
    return bundles


def _bundle(data: dict[str, Any]) -> dict[str, str]:
    """Plain text and PNG are all that is ever shown of a display."""
    bundle = {"text/plain": str(data.get("text/plain", ""))[:MAX_TEXT]}
    image = data.get("image/png")
    if isinstance(image, bytes):
        image = base64.b64encode(image).decode()
    if isinstance(image, str) and len(image) <= MAX_IMAGE:
        bundle["image/png"] = image.replace("\n", "")
    return bundle
