"""Writes to files without a name: deleted, replaced or never named, but still open or mapped."""

import mmap
import os


def _one_page_of(descriptor):
    os.write(descriptor, bytes(2**20))
    return mmap.mmap(descriptor, mmap.PAGESIZE)


_kept = [_one_page_of(os.open("a", os.O_RDWR | os.O_CREAT))]
os.unlink("a")
if not os.path.exists("a"):
    print("BROKE" + "_OUT deleted")
try:
    open("b", "w").close()
    os.rename("b", "a")
    print("BROKE" + "_OUT replaced")
except OSError:
    pass
try:
    _kept.append(_one_page_of(os.open(".", os.O_RDWR | os.O_TMPFILE)))
    print("BROKE" + "_OUT never named")
except OSError:
    pass
