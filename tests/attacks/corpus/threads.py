"""Leaves threads behind that outlive the cell and change answers meanwhile."""

import _thread
import threading
import time


def _wait():
    time.sleep(20)


for _start in (
    lambda: threading.Thread(target=_wait, daemon=True).start(),
    lambda: threading.Timer(0, _wait).start(),
    lambda: _thread.start_new_thread(_wait, ()),
):
    try:
        _start()
        print("BROKE" + "_OUT")
    except RuntimeError:
        pass
