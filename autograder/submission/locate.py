"""Which file in a folder is the one to judge?

Students hand in `regression (1).ipynb`, `Regression_Zhang.ipynb`, a `.py`, or a copy beside the
untouched notebook. What is taken under another name is taken with a remark; what cannot be taken
is named in the error. No link is followed and nothing is unpacked.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.messages import say
from autograder.submission import intake
from autograder.submission.intake import IntakeError
from autograder.submission.source import bindings

#: In the order in which they are preferred.
SUFFIXES = (".ipynb", ".py")
#: Folders are a student's: of what is in them so many names are told, and so many looked into.
MAX_TOLD, MAX_READ, MAX_LISTED, MAX_NAME = 8, 8, 1_000, 80
#: What Jupyter, browsers and file managers add to the name of a copy.
COPY = re.compile(r"-Copy\d*$|[ _-]*\(\d+\)$| copy( \d+)?$")
#: What must not stand in a message that is shown as Markdown or in a terminal.
UNSHOWABLE = re.compile(r"[^\w .,()+=@#%~'-]")


@dataclass(frozen=True)
class Located:
    """A file to judge.

    Attributes:
        path: the file.
        remarks: what student and instructor should know of the choice, a sentence each.
    """

    path: Path
    remarks: tuple[str, ...] = ()


def locate(folder: Path, stem: str) -> Located:
    """The file in ``folder`` that holds the work for the assignment ``stem``.

    ``<stem>.ipynb`` comes first, then ``<stem>.py``; then the only notebook whose name has the
    stem in it, the only notebook, and the same of Python files.

    Raises:
        IntakeError: if there is none, or more than one could be meant; it names what is there.
    """
    there = _files(folder)
    candidates = [path for path in there if path.suffix.lower() in SUFFIXES]
    named = [path for path in candidates if path.stem.lower() == stem.lower()]
    for suffix in SUFFIXES:
        of_kind = [path for path in named if path.suffix.lower() == suffix]
        exact = [path for path in of_kind if path.stem == stem] or of_kind
        if exact:
            return Located(exact[0], _beside(exact[0], candidates))
    for suffix in SUFFIXES:
        of_kind = [path for path in candidates if path.suffix.lower() == suffix]
        alike = [path for path in of_kind if _plain(stem) in _plain(path.stem)]
        if only := _only(alike) or _only(of_kind):
            wanted = f"{stem}{suffix}"
            return Located(only, (say("intake.renamed", name=shown(only.name), wanted=wanted),))
    raise _nothing(folder, stem, there, candidates)


def choose(path: Path, stem: str) -> Located:
    """The file that a person names, or that is in the folder that a person names.

    Raises:
        IntakeError: if there is no such file; it names the files that are there instead.
    """
    if path.is_dir():
        return locate(path, stem)
    if not os.path.lexists(path) and (there := listed(path.parent)):
        raise IntakeError("intake.not_there", path=path, there=there)
    candidates = [p for p in _files(path.parent) if p.suffix.lower() in SUFFIXES]
    copies = [p for p in candidates if COPY.sub("", p.stem) == COPY.sub("", path.stem)]
    return Located(path, _beside(path, [p for p in copies if p.name != path.name]))


def shown(name: str) -> str:
    """A file name that can stand in any message."""
    name = UNSHOWABLE.sub("?", name)
    return name if len(name) <= MAX_NAME else name[:MAX_NAME] + "…"


def listed(folder: Path) -> str:
    """What is in a folder, as the end of a message; empty if there is nothing to tell."""
    names = [shown(path.name) for path in _files(folder)]
    told = [f"“{name}”" for name in names[:MAX_TOLD]]
    if len(names) > MAX_TOLD:
        told.append(say("intake.more", count=len(names) - MAX_TOLD))
    return say("list.comma").join(told)


def _files(folder: Path) -> list[Path]:
    """Regular files by name, but for hidden ones; none if the folder cannot be listed."""
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return []
        with os.scandir(folder) as entries:
            names = [
                entry.name
                for _, entry in zip(range(MAX_LISTED), entries, strict=False)
                if entry.is_file(follow_symlinks=False) and not entry.name.startswith(".")
            ]
    except OSError:
        return []
    return [folder / name for name in sorted(names)]


def _plain(name: str) -> str:
    """A name without what people change about it: case, blanks, hyphens, underscores."""
    return re.sub(r"[\W_]+", "", name.lower())


def _only(paths: Sequence[Path]) -> Path | None:
    return paths[0] if len(paths) == 1 else None


def _beside(taken: Path, candidates: Sequence[Path]) -> tuple[str, ...]:
    """A remark for each other file that answers what the taken one leaves open."""
    others = [path for path in candidates if path != taken][:MAX_READ]
    unanswered = _names(taken, answered=False) if others else frozenset[str]()
    return tuple(
        say("intake.fuller", name=shown(path.name), taken=shown(taken.name))
        for path in others
        if unanswered & _names(path, answered=True)
    )


def _names(path: Path, answered: bool) -> frozenset[str]:
    """What the cells of a file define that are answered, or that are still the released stubs."""
    try:
        cells = intake.read(intake.read_file(path), path.name)
    except IntakeError:
        return frozenset()
    chosen = (c for c in cells if ("raise NotImplementedError" not in c.source) == answered)
    return frozenset().union(*(bindings(cell.source) for cell in chosen))


def _nothing(
    folder: Path, stem: str, there: Sequence[Path], candidates: Sequence[Path]
) -> IntakeError:
    """Why no file could be taken."""
    told = {"folder": folder, "wanted": f"{stem}.ipynb"}
    if len(candidates) > 1:
        return IntakeError("intake.several", **told, there=listed(folder))
    if there:
        return IntakeError("intake.nothing_usable", **told, there=listed(folder))
    return IntakeError("intake.nothing", **told)
