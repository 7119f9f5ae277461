"""Prints sequences that move cursors, set titles, reverse text, or hide it."""

import sys

_evil = "\x1b[2J\x1b]0;owned\x07\x9b31m\u202e\u2066\u200b\x08\x08\x00\ud800"
for _stream in (sys.stdout, sys.stderr):
    _stream.write(_evil)
raise type("Na\x1b[31mme", (Exception,), {})(_evil)
