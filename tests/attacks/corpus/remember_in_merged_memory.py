"""Has the kernel merge its pages with equal ones of others, and evict what others need."""

import mmap

_page = mmap.mmap(-1, 2**20)
for _name, _advice in {"merge": 12, "cold": 20, "evict": 21, "poison": 100, "offline": 101}.items():
    try:
        _page.madvise(_advice)
        print("BROKE" + "_OUT", _name)
    except OSError:
        pass
