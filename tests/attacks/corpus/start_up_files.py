"""Leaves code where a shell, Python, IPython, matplotlib or pytest would run it next time."""

import os

for _path in (
    f"{PLACE['home']}/.bashrc",
    f"{PLACE['home']}/.profile",
    f"{PLACE['home']}/.ipython/profile_default/startup/evil.py",
    f"{PLACE['home']}/.config/matplotlib/matplotlibrc",
    f"{PLACE['site']}/evil.pth",
    f"{PLACE['site']}/sitecustomize.py",
    f"{PLACE['course']}/nbgrader_config.py",
    f"{PLACE['course']}/conftest.py",
    f"{PLACE['outside']}/evil.py",
    f"{PLACE['temporary']}/evil.py",
    "/dev/shm/autograder-attack",
    "/var/tmp/autograder-attack",
    "../evil.py",
):
    try:
        os.makedirs(os.path.dirname(_path), exist_ok=True)
        with open(_path, "a") as _file:
            _file.write("# was here\n")
        print("BROKE" + "_OUT", _path)
    except OSError:
        pass
