"""Leaves what it saw in the positions of files that were open before it came, such as fonts."""

import os
import stat

import matplotlib  # noqa: F401  (who imports it gets the process that draws)

_MARK = 4711
for _number in range(3, 64):
    try:
        if stat.S_ISREG(os.fstat(_number).st_mode):
            if os.lseek(_number, 0, os.SEEK_CUR) == _MARK:
                print("BROKE" + "_OUT", _number)
            os.lseek(_number, _MARK, os.SEEK_SET)
    except OSError:
        pass
