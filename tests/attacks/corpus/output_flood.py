"""Prints fifty megabytes, displays a thousand things and raises a long error."""

import sys

from IPython.display import display

for _ in range(50):
    print("x" * 10**6)
    sys.stderr.write("y" * 10**5)
for _ in range(1000):
    display("z" * 10**4)
raise ValueError("w" * 10**7)
