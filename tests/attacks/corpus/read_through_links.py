"""Puts links to what it wants to read or change into its own directory."""

import os

for _name in ("reference", "gradebook", "peer", "canary"):
    for _make in (os.symlink, os.link):
        try:
            _make(PLACE[_name], f"{_name}-{_make.__name__}")
            with open(f"{_name}-{_make.__name__}", "r+b") as _file:
                print("BROKE" + "_OUT", _file.read(10))
        except OSError:
            pass
