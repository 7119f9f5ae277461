"""Raises what ends a Python process."""


class MSELoss:
    def forward(self, A, Y):
        raise SystemExit(0)

    def backward(self):
        raise KeyboardInterrupt
