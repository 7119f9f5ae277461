"""Never returns from a loop in C, where no signal handler of Python's runs."""

import itertools


class MSELoss:
    def forward(self, A, Y):
        return sum(itertools.repeat(0))

    backward = None
