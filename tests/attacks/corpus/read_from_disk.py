"""Reads the reference, the rubric, the gradebook, the seeds, its peers and a start-up file."""

import os

for _name in ("reference", "rubric", "gradebook", "secret", "peer", "canary", "bashrc"):
    try:
        with open(PLACE[_name], "rb") as _file:
            print("BROKE" + "_OUT", _name, _file.read(40))
    except OSError:
        pass
for _name in ("submitted", "course", "outside", "home", "repository"):
    try:
        print("BROKE" + "_OUT", os.listdir(PLACE[_name]))
    except OSError:
        pass
