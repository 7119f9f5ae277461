"""What does each layer of the sandbox cost a submission? ``python -m bench.layers [ROUNDS]``.

A process with all layers, and one that lacks a layer, are made, asked for one empty cell, and
ended, in turns, since a machine is never equally busy twice. Printed are the processor time that
the layer takes of all processes of the grader, which is nearly the same on a busy machine, and
the median of the ratios of the times on the wall within a round. On Linux.
"""

from __future__ import annotations

import contextlib
import random
import statistics
import sys
import time

import psutil

from autograder.running.doctor import LAYERS
from autograder.running.isolation import Sandbox


class Stack:
    """A sandbox without some layer, and what its processes took.

    Attributes:
        wall: the seconds of each process.
        here: the processor time that all of them took in this process, in seconds.
    """

    def __init__(self, without: tuple[str, ...]):
        self.sandbox = Sandbox(figures=False, without=without)
        self.serve()  # starts it
        self.wall, self.here = list[float](), 0.0
        self._before = self._there()

    def serve(self) -> None:
        """Make a process, have it run an empty cell, and end it with all it left."""
        child = self.sandbox.child()
        child.send(b"R", child.now() + 10)
        child.receive(child.now() + 10)
        child.close()

    def measure(self) -> None:
        """Take the time of one process."""
        wall, here = time.perf_counter(), time.process_time()
        self.serve()
        self.wall.append(time.perf_counter() - wall)
        self.here += time.process_time() - here

    def _there(self) -> float:
        """The processor time of the zygote, of its forks that ended, and of its keeper."""
        assert self.sandbox._zygote is not None
        zygote = psutil.Process(self.sandbox._zygote.pid)
        return sum(sum(process.cpu_times()[:4]) for process in (zygote, *zygote.children()))

    def milliseconds(self) -> float:
        """The processor time of one process of a submission, everywhere."""
        return (self.here + self._there() - self._before) / len(self.wall) * 1000


def main(rounds: int = 200) -> None:
    """Print a table."""
    with contextlib.ExitStack() as opened:
        whole, *others = stacks = [Stack(w) for w in ((), *((layer,) for layer in LAYERS))]
        for stack in stacks:
            opened.callback(stack.sandbox.close)
        for _ in range(rounds):
            for stack in random.sample(stacks, len(stacks)):
                stack.measure()
        all_of_it = whole.milliseconds()
        print(f"{rounds} rounds. All layers: {all_of_it:.2f} ms of processor time")
        for layer, other in zip(LAYERS, others, strict=True):
            ratio = statistics.median(a / b for a, b in zip(whole.wall, other.wall, strict=True))
            told = f"{all_of_it - other.milliseconds():5.2f} ms, median ratio {ratio:.2f}"
            print(f"{layer:12} {told if layer in whole.sandbox.layers.active else 'not here'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
