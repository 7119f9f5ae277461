"""Makes empty files until the disk has no room for their names."""

import time

for _number in range(30_000):  # bounded, should it work
    open(f"{_number}", "wb").close()
    if _number % 3_000 == 0:
        time.sleep(0.06)
print("BROKE" + "_OUT")
