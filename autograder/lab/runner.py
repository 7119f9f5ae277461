"""The untrusted side of the lab: the reader's cells, and scripts played with what they define.

It holds no case, no answer and no pack. It is sent what :mod:`autograder.sandbox.zygote` is sent,
and answers in the same form; so what it shows is read with the same care.
"""

from __future__ import annotations

import builtins
import json
import os
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np

from autograder.lab.slopes import slopes
from autograder.sandbox import protocol
from autograder.sandbox.plain import PlainShell

#: Whole numbers below this are labels and counts.
SMALL = 1024
#: What NumPy says where it takes no index of 64 bits. Where Python has 64 it never does.
NO_INDEX = "Cannot cast array data from dtype('int64') to dtype('int32')"
#: What student code may change that the next run must find as it was.
SHARED = (np, np.linalg, np.random, builtins)


class Runner:
    """Runs cells and plays scripts until the page ends its worker."""

    def __init__(self) -> None:
        os.environ["MPLBACKEND"] = "agg"
        # A figure is shown at the end of its cell, so `plt.show()` has nothing to complain about.
        warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
        builtins.input = _nobody
        self._clean = [dict(vars(module)) for module in SHARED]
        self._errors = np.geterr()
        self._modules = set(sys.modules)
        self.shell = PlainShell()
        self._sources: list[str] = []

    def fresh(self) -> None:
        """Begin anew: no names, and NumPy and Python's own functions as they were."""
        for module, clean in zip(SHARED, self._clean, strict=True):
            _restore(module, clean)
        np.seterr(**self._errors)
        self.shell.reset()
        self._sources = []
        np.random.seed()  # noqa: NPY002  (student code may use the old one)

    def run(self, source: str) -> str:
        """Run a cell; returns its outputs as JSON."""
        self._sources.append(source)
        return json.dumps(self.shell.run_cell(source))

    def play(self, encoded: bytes, answer: Callable[[bytes], Any]) -> None:
        """Play scripts one after the other, and hand over what each showed as soon as it has."""
        for script in protocol.decode_scripts(bytes(encoded)):
            steps = [own_integers(step) for step in script]
            shown = protocol.Stage(self.shell.user_ns).play(steps)
            if _takes_no_index(shown) and self._narrow():
                shown = protocol.Stage(self.shell.user_ns).play(steps)
            answer(protocol.encode_observations(shown))

    def _narrow(self) -> bool:
        """Run all cells once more, with whole numbers as wide as indices; if they name others."""
        sources = [as_wide_as_indices(source) for source in self._sources]
        if sources == self._sources:
            return False
        self._sources = sources
        self.shell.reset()
        for source in sources:
            self.shell.run_cell(source)
        return True

    def slopes(self, encoded: bytes) -> str:
        """For each class of worked examples, whether its gradient is the slope; as JSON."""
        return json.dumps(slopes(protocol.decode_scripts(bytes(encoded)), self.shell.user_ns))


def own_integers(value: Any, own: Any = np.intp) -> Any:
    """A step with whole numbers of the type that this Python counts with.

    In a page that has 32 bits. `np.bincount` and others refuse labels of a wider type there, which
    on other machines are of the type that `np.array([2, 0, 1])` makes. Only numbers so small that
    nothing computed from them overflows are changed.
    """
    if isinstance(value, np.ndarray):
        small = value.dtype == np.int64 and own != np.int64 and np.all(np.abs(value) < SMALL)
        return value.astype(own) if small else value
    if isinstance(value, (list, tuple)):
        return type(value)(own_integers(v, own) for v in value)
    if isinstance(value, dict):
        return {k: own_integers(v, own) for k, v in value.items()}
    if isinstance(value, (protocol.Build, protocol.Call)):
        args, kwargs = own_integers(value.args, own), own_integers(value.kwargs, own)
        return replace(value, args=args, kwargs=kwargs)
    return value


def as_wide_as_indices(source: str) -> str:
    """Code in which ``np.int64`` is ``np.intp``, the type of indices.

    The two are one where Python has 64 bits. In a page they are not, and `np.take`, `np.bincount`
    and `np.repeat` refuse what ``labels.astype(np.int64)`` gives, which is right everywhere else.
    """
    return re.sub(r"\bint64\b", "intp", source)


def _takes_no_index(shown: list[protocol.Observation]) -> bool:
    last = shown[-1] if shown else None
    return isinstance(last, protocol.Raised) and NO_INDEX in last.text


def _restore(module: ModuleType, clean: dict[str, Any]) -> None:
    """Give a module the names that it had, and no others."""
    now = vars(module)
    for name in now.keys() - clean.keys():
        del now[name]
    now.update(clean)


def _nobody(prompt: object = "") -> str:
    raise EOFError("EOF when reading a line")
