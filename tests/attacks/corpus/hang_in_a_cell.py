"""Hangs before anything is asked."""

import signal

for _number in range(1, signal.NSIG):
    try:
        signal.signal(_number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
