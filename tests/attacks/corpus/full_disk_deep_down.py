"""Writes in folders so deep inside one another that no path leads there."""

import os
import time

for _number in range(1000):
    os.mkdir("deep" * 20)
    os.chdir("deep" * 20)
for _number in range(16):  # bounded, should it work
    with open(f"{_number}", "wb") as _file:
        _file.write(bytes(2**24))
    time.sleep(0.06)
print("BROKE" + "_OUT")
