"""A shell without IPython in which the cells of one submission run: that of a page.

It shows what :mod:`autograder.sandbox.notebook` shows, for cells that are plain Python.
Runs beside student code: imports the standard library only, and what a figure needs when one is
drawn.
"""

from __future__ import annotations

import ast
import base64
import builtins
import contextlib
import io
import linecache
import sys
import traceback
from types import ModuleType
from typing import Any

MAX_TEXT = 20_000
MAX_IMAGE = 2_000_000
MAX_DISPLAYS = 20
MAX_NAME = 200
#: How the code of a cell is called, as in IPython: :mod:`.protocol` looks for it.
CELL = "<ipython-input-{number}-cell>"


class Capped(io.TextIOBase):
    """Keeps the first characters of what is written, and forgets the rest."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.room = MAX_TEXT

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep what there is room for."""
        if self.room > 0:
            self.parts.append(str(text)[: self.room])
            self.room -= len(self.parts[-1])
        return len(text)

    def text(self) -> str:
        """What was kept."""
        return "".join(self.parts)


class PlainShell:
    """Runs cells one after the other in one namespace, and says what they put out."""

    def __init__(self) -> None:
        self.user_ns: dict[str, Any] = {}
        self.reset()

    def reset(self) -> None:
        """Forget all that cells have defined."""
        main = ModuleType("__main__")
        sys.modules["__main__"] = main
        self.user_ns = vars(main)
        self.user_ns |= {"__builtins__": builtins, "display": self.display}
        self.number = 0
        self.displays: list[dict[str, str]] = []

    def display(self, *values: Any) -> None:
        """Show values as the last line of a cell is shown."""
        for value in values:
            if len(self.displays) < MAX_DISPLAYS:
                self.displays.append(self._bundle(value))

    def run_cell(self, source: str) -> dict[str, Any]:
        """Run one cell and describe its outputs as plain JSON data."""
        self.displays, error, line = [], None, 0
        self.number += 1
        name = CELL.format(number=self.number)
        out, err = Capped(), Capped()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                self._execute(source, name)
            except BaseException as raised:
                error, line = _error(raised), _line(raised)
            self._show_figures()
        return {
            "stdout": out.text(),
            "stderr": err.text(),
            "displays": self.displays,
            "error": error,
            "line": line,
        }

    def _execute(self, source: str, name: str) -> None:
        linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
        body = ast.parse(source, name).body
        last = body.pop() if body and isinstance(body[-1], ast.Expr) and not _mute(source) else None
        exec(compile(ast.Module(body, []), name, "exec"), self.user_ns)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), name, "eval"), self.user_ns)
            if value is not None:
                self.display(value)

    def _bundle(self, value: Any) -> dict[str, str]:
        if type(value).__name__ == "Figure" and hasattr(value, "savefig"):
            return {"text/plain": repr(value)[:MAX_TEXT], "image/png": _png(value)}
        return {"text/plain": repr(value)[:MAX_TEXT]}

    def _show_figures(self) -> None:
        """Show the figures that a cell has drawn, and close them."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        with contextlib.suppress(Exception):
            for number in pyplot.get_fignums():
                self.display(pyplot.figure(number))
            pyplot.close("all")


def _mute(source: str) -> bool:
    """Whether a cell ends with a semicolon, which keeps its last value to itself."""
    return source.rstrip().endswith(";")


def _png(figure: Any) -> str:
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=120, bbox_inches="tight")
    image = base64.b64encode(held.getvalue()).decode()
    return image if len(image) <= MAX_IMAGE else ""


def _error(raised: BaseException) -> dict[str, str]:
    return {
        "ename": type(raised).__name__[:MAX_NAME],
        "evalue": _text(raised)[:MAX_TEXT],
        "traceback": _traceback(raised)[:MAX_TEXT],
    }


def _text(raised: BaseException) -> str:
    try:
        return str(raised)
    except Exception:  # a student's own __str__ may raise
        return ""


def _traceback(raised: BaseException) -> str:
    """The traceback from the first line of a cell on."""
    trace = raised.__traceback__
    while trace is not None and not _in_cell(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    try:
        return "".join(traceback.format_exception(type(raised), raised, trace))
    except Exception:
        return type(raised).__name__


def _in_cell(filename: str) -> bool:
    return filename.startswith("<ipython-input-")


def _line(raised: BaseException) -> int:
    """The line of the cell, from 1, that an error came from; 0 if it cannot be told."""
    place, line = "", 0
    if isinstance(raised, SyntaxError) and _in_cell(str(raised.filename)):
        place, line = str(raised.filename), raised.lineno or 0
    trace = raised.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if _in_cell(name) and place in ("", name):
            place, line = name, trace.tb_lineno
        trace = trace.tb_next
    return line
