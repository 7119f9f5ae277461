"""Text on lines of a given width, in scripts with spaces and in those that do without."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator

#: What may not begin a line, and what may not end one.
CLOSING = "，。、；：？！）】》〉」』”’…,.;:?!)]}"
OPENING = "（【《〈「『“‘([{"
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd"
_CLOSE, _OPEN = re.escape(CLOSING), re.escape(OPENING)
#: What stays together: a piece of code, a wide character or a word, with the marks around it.
PIECE = re.compile(
    rf"[{_OPEN}]*(?:`[^`]*`|[{WIDE}]|[^\s`{WIDE}{_OPEN}]+|`|[{_OPEN}])[{_CLOSE}]*|\s+"
)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A paragraph on lines of at most so many columns, each indented.

    Lines break at spaces; between wide characters they break without one, but never in front of
    a closing mark or behind an opening one, and not within code.
    """
    if not re.search(f"[{WIDE}]", text):
        return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent)
    return [indent + line for line in _lines(text, width - columns(indent))]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for piece in PIECE.findall(text):
        if columns(line) + columns(piece.rstrip()) > width and line.strip():
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()
