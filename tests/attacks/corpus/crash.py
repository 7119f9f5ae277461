"""Kills its own process with a wild write."""

import ctypes


class MSELoss:
    def forward(self, A, Y):
        ctypes.memset(1, 0, 8)

    backward = forward
