"""Writes a quarter of a gigabyte into its own directory."""

import time

for _number in range(16):  # bounded, should it work
    with open(f"{_number}", "wb") as _file:
        _file.write(bytes(2**24))
    time.sleep(0.06)
print("BROKE" + "_OUT")
