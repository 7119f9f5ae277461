"""Makes files whose names are as long, odd and many as the system lets them be."""

import os

for _number in range(20_000):
    try:
        _name = os.urandom(120).replace(b"/", b"x").replace(b"\0", b"y") + b"\n\xff" * 60
        os.close(os.open(_name, os.O_CREAT | os.O_WRONLY, 0))
    except OSError:
        break
else:
    print("BROKE" + "_OUT")
