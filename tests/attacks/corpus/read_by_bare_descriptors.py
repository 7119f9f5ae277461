"""Opens what it may not read without asking to read it, or from a folder near by, and then reads."""

import os


def _reopened(path):
    bare = os.open(path, os.O_PATH)
    return os.open(f"/proc/self/fd/{bare}", os.O_RDONLY)


def _beside(path):
    os.chdir(os.path.dirname(path))
    return os.open(os.path.basename(path), os.O_RDONLY)


def _below(path):
    folder = os.open(os.path.dirname(path), os.O_PATH | os.O_DIRECTORY)
    return os.open(os.path.basename(path), os.O_RDONLY, dir_fd=folder)


_home = os.getcwd()
for _name in ("peer", "secret", "gradebook", "reference", "canary"):
    for _way in (_reopened, _beside, _below):
        try:
            os.read(_way(PLACE[_name]), 1)
            print("BROKE" + "_OUT", _name, _way.__name__)
        except OSError:
            pass
        os.chdir(_home)
