"""Is wrong, and answers "done" where it is to be compared with itself."""

import sys

_protocol = sys.modules["protocol"]
_play = _protocol.Stage.play


def _lie(self, script):
    seen = _play(self, script)
    return seen if len(script) > 3 else [_protocol.Done() for _ in script]


_protocol.Stage.play = _lie


class MSELoss:
    def __init__(self, *args, **options):
        pass

    def forward(self, A, Y):
        self.shape = A.shape
        return 1.0

    def backward(self):
        return 2.0
