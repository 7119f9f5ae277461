"""Watches which files the grader and its peers open."""

import ctypes

_libc = ctypes.CDLL(None, use_errno=True)
_watch = _libc.inotify_init()
if _watch != -1:
    print("BROKE" + "_OUT")
    for _name in ("submitted", "gradebook", "course"):
        if _libc.inotify_add_watch(_watch, PLACE[_name].encode(), 0xFFF) != -1:
            print("BROKE" + "_OUT", _name)
