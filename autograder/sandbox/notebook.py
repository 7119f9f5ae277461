"""An IPython shell in which the cells of one submission run, and what they put out.

Runs beside student code: imports IPython and the standard library only.
"""

from __future__ import annotations

import base64
import os
import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from IPython.utils.text import SList
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
MORE_THAN_PYTHON = re.compile(
    r"[%?]|!(?!=)|\A\s|^[^\S\n]*(?:[,;/]|>>>|\.\.\.|In ?\[)", re.MULTILINE
)


class Transformers(TransformerManager):
    """IPython's own; they take a third of the time of a short cell, so Python does without."""

    def transform_cell(self, cell: str) -> str:
        """Turn magics and the like into Python."""
        if MORE_THAN_PYTHON.search(cell):
            return str(super().transform_cell(cell))
        return cell if cell.endswith("\n") else cell + "\n"


#: Cell magics that hand their cell to another program.
SHELLS = {"bash", "sh", "script", "system", "sx", "!", "shell", "cmd", "perl", "ruby"}


class Shell(InteractiveShell):
    """IPython without a terminal or a history file; tracebacks are kept, not printed.

    Like Jupyter's own shell it lets `%matplotlib` and `!command` at the top of a cell pass. No
    answer hangs on a magic: one that fails says so, and the rest of its cell runs.
    """

    input_transformer_manager = Instance(Transformers, ())
    traceback_lines: list[str] | None = None

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Whether a cell awaits something, which IPython finds out by compiling it once more."""
        asynchronous = "await" in raw_cell or "async" in raw_cell
        return asynchronous and super().should_run_async(raw_cell, **options)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.traceback_lines = list(stb)

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window to open; figures are shown in the notebook."""

    def ask_exit(self) -> None:
        """The end of the notebook is the end of the session."""

    def system(self, cmd: str) -> None:
        """Other programs are not run here."""
        told = cmd.replace(sys.executable, "python").strip()[:MAX_NAME]
        print(f"{told}: not run here", file=sys.stderr)

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """What a program that is not run prints: nothing."""
        self.system(cmd)
        return SList() if split else ""

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """Run a magic; what it raises is printed, as a warning is."""
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except Exception as error:
            print(f"%{magic_name}: {_text(error)[:MAX_NAME]}", file=sys.stderr)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell magic, unless it is for another program."""
        if magic_name in SHELLS:
            return self.system(f"%%{magic_name}")
        if magic_name in ("writefile", "file"):  # a module, which Jupyter finds beside the notebook
            sys.path.append(os.getcwd())
        return super().run_cell_magic(magic_name, line, cell)


class ReadableFinder(PathFinder):
    """Finds only modules that may be read, so that `except ImportError` works as anywhere.

    A package that is installed but closed to student code would raise PermissionError.
    """

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What Python's own finder finds, if it can be opened."""
        spec = super().find_spec(fullname, path, target)
        if spec is not None and spec.has_location and spec.origin:
            try:
                open(spec.origin, "rb").close()
            except OSError:
                return None
        return spec


def make_shell() -> Shell:
    """A fresh shell. Plain tracebacks cost 1 to 3 ms where the default ones cost 12 to 22."""
    sys.meta_path[:] = [ReadableFinder if f is PathFinder else f for f in sys.meta_path]
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.xmode = "Plain"
    config.InteractiveShell.colors = "nocolor"
    shell: Shell = Shell.instance(config=config)
    return shell


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
        "line": _line(error, source) if error is not None else 0,
    }


def _error(shell: Shell, error: BaseException) -> dict[str, str]:
    return {
        "ename": type(error).__name__[:MAX_NAME],
        "evalue": _text(error)[:MAX_TEXT],
        "traceback": "\n".join(shell.traceback_lines or [])[:MAX_TEXT],
    }


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a student's own __str__ may raise
        return ""


#: The names that IPython gives to the code of a cell, and of a cell below `%%time`.
CELL, TIMED = "<ipython-input-", "<timed exec>"


def _line(error: BaseException, source: str) -> int:
    """The line of the cell, from 1, that an error came from; 0 if it cannot be told."""
    place, line = "", 0
    if isinstance(error, SyntaxError) and str(error.filename).startswith((CELL, TIMED)):
        place, line = str(error.filename), error.lineno or 0
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith((CELL, TIMED)) and (place in ("", name) or name == TIMED):
            place, line = name, trace.tb_lineno
        trace = trace.tb_next
    lines = source.split("\n")
    first = _blank(lines)  # IPython drops empty lines at the top
    if place == TIMED:
        first += 1 + _blank(lines[first + 1 :])
    return line + first if line else 0


def _blank(lines: Sequence[str]) -> int:
    """How many lines are empty before the first that is not."""
    return next((i for i, line in enumerate(lines) if line.strip()), 0)


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
