"""What a build found out about a text, kept for the next build.

A page that did not change loads what it loaded before, and a style sheet that is asked for the same
classes is trimmed to the same rules. The key is a hash of everything that the answer depends on.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Memory:
    """Answers of functions from texts to what JSON can hold, in a file if one is given."""

    def __init__(self, file: Path | None = None):
        self.file = file
        self.old: dict[str, Any] = {}
        self.new: dict[str, Any] = {}
        if file is not None and file.is_file():
            self.old = json.loads(file.read_text("utf-8"))

    def recall(self, function: Callable[..., Any], *texts: str) -> Any:
        """The function's answer, from memory where it is there."""
        source = inspect.getsource(inspect.getmodule(function))
        parts = [source, function.__name__, *texts]
        key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        if key not in self.new:
            self.new[key] = self.old[key] if key in self.old else function(*texts)
        return self.new[key]

    def keep(self) -> None:
        """Write what this build has used, and nothing older."""
        if self.file is not None:
            self.file.write_text(json.dumps(self.new), "utf-8")
