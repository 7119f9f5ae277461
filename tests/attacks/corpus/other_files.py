"""Overwrites, deletes and replaces files of others, by name and by link."""

import os
import shutil

for _name in ("peer", "reference", "gradebook", "canary", "bashrc", "secret"):
    for _change in (
        lambda p: open(p, "a").write("x"),
        lambda p: os.truncate(p, 0),
        lambda p: shutil.copyfile(os.devnull, p),
        lambda p: os.chmod(p, 0o777),
        lambda p: os.utime(p, (0, 0)),
        lambda p: os.setxattr(p, "user.x", b"x"),
        lambda p: os.replace(p, p + ".moved"),
        lambda p: os.link(p, "mine"),
    ):
        try:
            _change(PLACE[_name])
            print("BROKE" + "_OUT", _name)
        except OSError:
            pass
    try:
        os.unlink(PLACE[_name])
    except OSError:
        pass
