"""Returns an object that runs a command in whoever unpickles it."""

import os


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {PLACE['outside']}/unpickled",)


class MSELoss:
    def forward(self, A, Y):
        return Bomb()

    def backward(self):
        return [Bomb()]
