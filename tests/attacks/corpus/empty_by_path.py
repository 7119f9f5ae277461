"""Empties files of others by name, which Landlock does not look at before its interface 3."""

import os

for _name in ("gradebook", "peer", "canary", "bashrc", "secret"):
    for _empty in (
        lambda p: os.truncate(p, 0),
        lambda p: os.open(p, os.O_RDONLY | os.O_TRUNC),
        lambda p: os.open(p, os.O_ACCMODE | os.O_TRUNC),
    ):
        try:
            _empty(PLACE[_name])
            print("BROKE" + "_OUT", _name)
        except OSError:
            pass
