"""Leaves what it saw in folders that are closed to their owner, or too deep for any path."""

import os

if os.listdir("."):
    print("BROKE" + "_OUT", os.listdir("."))
os.mkdir("closed", 0o700)
open("closed/seen", "w").close()
os.umask(0o777)
os.mkdir("open-to-nobody")
os.umask(0)
os.mkdir("unreadable", 0o300)
os.mkdir("unreadable/inner", 0o700)
open("unreadable/inner/seen", "w").close()
for _ in range(1500):
    os.mkdir("d" * 9)
    os.chdir("d" * 9)
open("seen", "w").close()
