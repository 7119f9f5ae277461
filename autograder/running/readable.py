"""What student code may read: Python, the packages that notebooks may import, fonts. Nothing else.

No answer, no other package and no file of a person is below any of these paths.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import importlib.util
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence

#: What notebooks may import beside the standard library, with all that these require.
PACKAGES = ("numpy", "ipython", "matplotlib", "matplotlib-inline")
#: What the zygote imports beforehand, so that no submission waits for it.
PRELOAD = (
    "numpy", "numpy.random", "numpy.linalg", "numpy.fft", "numpy.polynomial", "numpy.ma",
    "numpy.testing", "math", "cmath", "statistics", "dataclasses", "functools", "itertools",
    "collections", "typing", "abc", "random", "copy", "decimal", "fractions", "textwrap",
    "unittest", "doctest", "inspect", "time", "datetime", "warnings", "timeit",
)  # fmt: skip
PRELOAD_FIGURES = (
    "matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib_inline.backend_inline",
)  # fmt: skip
LIBRARIES = ("/usr/lib", "/usr/local/lib", "/lib", "/lib64")
SHARED = (
    "/etc/ld.so.cache", "/usr/share/fonts", "/usr/share/zoneinfo", "/etc/localtime",
    "/dev/urandom", "/dev/zero",
)  # fmt: skip


@functools.cache
def readable_paths() -> tuple[str, ...]:
    """What student code may read: Python, its packages, shared libraries, fonts."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    standard.add(os.path.join(sys.base_prefix, "lib", version))
    paths = {*SHARED, *_within(LIBRARIES, "python"), *_within(standard, "site-", "dist-")}
    for name in _with_requirements(PACKAGES):
        distribution = importlib.metadata.distribution(name)
        tops = {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}
        paths |= {str(distribution.locate_file(top)) for top in tops if top != "__pycache__"}
    return tuple(sorted(paths))


def listable_paths() -> tuple[str, ...]:
    """Where student code may see names of files, as importing a package needs."""
    names = ("site-packages", "dist-packages")
    return tuple({p for p in sysconfig.get_paths().values() if p.endswith(names)})


def prefixes() -> tuple[str, ...]:
    """The folders that Python and its packages are in."""
    return tuple({os.path.realpath(p) for p in (sys.base_prefix, sys.prefix)})


def libraries() -> tuple[str, ...]:
    """The folders that hold all that student code may read, but for a few single files."""
    within = [os.path.join(prefix, "lib") for prefix in prefixes()]
    folders = (*LIBRARIES, *SHARED, *within, sysconfig.get_path("stdlib"), *listable_paths())
    return tuple(sorted({os.path.realpath(p) for p in folders if os.path.isdir(p)}))


def landmarks() -> list[str]:
    """A file of Python and one of a package: who can read these can read the rest."""
    numpy = importlib.util.find_spec("numpy")
    return [os.__file__, *([numpy.origin] if numpy and numpy.origin else ())]


def _within(folders: Iterable[str], *but: str) -> Iterator[str]:
    """What is in some folders, except for names that begin so.

    Outside a virtual environment other packages, this one among them, are installed below the
    standard library.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            yield from (e.path for e in os.scandir(folder) if not e.name.startswith(but))


def _with_requirements(names: Sequence[str]) -> set[str]:
    """Installed distributions and, through all levels, what they require."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            requirements = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += [_name(r) for r in requirements if "extra ==" not in r]
    return found


def _name(requirement: str) -> str:
    """The name at the beginning of ``numpy>=2; python_version < "4"``."""
    found = re.match(r"[\w.-]+", requirement)
    return found.group() if found else requirement
