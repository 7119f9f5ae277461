"""A submission over which every worker dies: whoever is known by its memory loses its worker."""

import contextlib
import threading

import psutil

from tests.autograder.conftest import SOLUTION

LARGE = 320 * 10**6
KILLER = f"""# %%
import time
import numpy
large = numpy.ones({LARGE // 8})
time.sleep(60)

# %%
{SOLUTION}"""


class Killer(threading.Thread):
    """Kills the worker over each process of a submission that holds so much, within its block.

    Attributes:
        deaths: how many workers it killed.
    """

    def __init__(self):
        super().__init__(daemon=True)
        self.deaths = 0
        self._ended = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self.join()

    def run(self):
        while not self._ended.wait(0.05):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    if process.memory_info().rss > LARGE and "zygote.py" in str(process.cmdline()):
                        zygote = process.parent()
                        zygote.parent().kill()
                        psutil.wait_procs([process, zygote])
                        self.deaths += 1
