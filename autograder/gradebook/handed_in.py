"""A student's folder, as ``nbgrader collect`` or a person put it there; nothing in it is trusted.

No link is followed, neither on the way to the folder nor in it: what a link points to would be
graded in another's name, or copied into ``autograded/`` and from there into feedback.
"""

from __future__ import annotations

import fnmatch
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.gradebook.course import Course
from autograder.messages import say
from autograder.submission.intake import IntakeError, open_file, read_file
from autograder.submission.locate import SUFFIXES, locate, shown
from autograder.submission.packed import only_work

#: Files and folders that are looked at in one student's folder, and the bytes of all that are
#: copied beside the graded notebook: a file may have holes, which the copies would fill.
MAX_ENTRIES, MAX_COPIED = 10_000, 2**30


@dataclass(frozen=True)
class Work:
    """The file to judge.

    Attributes:
        data: its bytes.
        filename: its name; the ending says what it is.
        remarks: what student and instructor should know of the choice.
    """

    data: bytes
    filename: str
    remarks: tuple[str, ...] = ()


def find(course: Course, student: str, stem: str) -> Work:
    """What a student handed in for an assignment.

    Raises:
        IntakeError: if there is nothing to judge, or a link in the folder or on the way to it,
            or more beside the notebook than is copied, or if nbgrader knows no such name.
    """
    refuse_name(student)
    folder = course.directory("submitted", student, stem)
    refuse_links(folder, course.top("submitted"))
    refuse_masses(course, folder)
    if archive := _only_archive(folder):
        name, data = only_work(archive, course.top("submitted"))
        told = {"name": shown(name), "archive": shown(archive.name)}
        return Work(data, name, (say("intake.zipped", **told, wanted=f"{stem}.ipynb"),))
    located = locate(folder, stem)
    data = read_file(located.path, course.top("submitted"))
    return Work(data, located.path.name, located.remarks)


def _only_archive(folder: Path) -> Path | None:
    """The only zip of a folder that has nothing else to judge."""
    there = [path for path in _listed(folder) if path.is_file()]
    archives = [path for path in there if path.suffix.lower() == ".zip"]
    other = any(path.suffix.lower() in SUFFIXES for path in there)
    return archives[0] if len(archives) == 1 and not other else None


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def refuse_name(student: str) -> None:
    """Refuse the name of a folder that nbgrader or its database cannot deal with.

    Raises:
        IntakeError: saying why.
    """
    if student.startswith(".") or "\n" in student:
        raise IntakeError("intake.folder_name")
    if any("\ud800" <= character <= "\udfff" for character in student):
        raise IntakeError("intake.folder_encoding")


def refuse_links(folder: Path, below: Path) -> None:
    """Refuse a folder with anything but files and folders in it, or on the way to it.

    Raises:
        IntakeError: naming the first link, pipe or the like.
    """
    way = [place for place in (folder, *folder.parents) if below in place.parents]
    for place in (*reversed(way), *_entries(folder)):
        mode = place.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise IntakeError("intake.link", path=place)
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise IntakeError("intake.neither", path=place)


def refuse_masses(course: Course, folder: Path) -> None:
    """Refuse a folder whose files would take too much room once they are copied.

    Raises:
        IntakeError: saying how much.
    """
    bound = course.api.coursedir.max_file_size * 1000
    sizes = (place.lstat().st_size for place in _entries(folder))
    total = sum(size for size in sizes if size <= bound)  # a larger one is not copied
    if total > MAX_COPIED:
        raise IntakeError(
            "intake.folder_large", folder=folder, size=total / 2**20, most=MAX_COPIED >> 20
        )


def _entries(folder: Path) -> Iterator[Path]:
    """All that is in a folder, and in the folders in it."""
    count = 0
    for place, folders, files in os.walk(folder):
        count += len(folders) + len(files)
        if count > MAX_ENTRIES:
            raise IntakeError("intake.folder_many", folder=folder, most=MAX_ENTRIES)
        yield from (Path(place, name) for name in (*folders, *files))


def time_stamp(course: Course, student: str, stem: str) -> str:
    """The text of ``timestamp.txt``; empty if there is none.

    Raises:
        IntakeError: if it is not a file.
    """
    path = course.directory("submitted", student, stem) / "timestamp.txt"
    if not os.path.lexists(path):
        return ""
    return read_file(path, course.top("submitted")).decode("utf-8", "replace")


def copy_files(course: Course, student: str, stem: str, target: Path) -> None:
    """Copy what nbgrader's converter copies beside the notebook.

    These are the student's other files, the time stamp and the exchange's secret among them,
    and, in their place, those of the assignment's source. The exchange's own bound of a file's
    size holds (``CourseDirectory.max_file_size``).
    """
    bound = course.api.coursedir.max_file_size * 1000
    submitted = course.directory("submitted", student, stem)
    source = course.directory("source", assignment=stem)
    kept = course.config.get("Autograde", {}).get("exclude_overwriting", {}).get(stem, ())
    for folder, below, leave in (
        (submitted, course.top("submitted"), {f"{stem}.html"}),  # where the page will stand
        (source, None, set(kept)),
    ):
        for name in _beside(folder, course.api.coursedir.ignore):
            if name not in leave:
                _copy(folder / name, below, target / name, bound)


def _beside(folder: Path, ignore: list[str]) -> Iterator[str]:
    """The files in a folder that are no notebooks and not to be ignored, relative to it."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _matches(name, ignore)]
        for name in files:
            if not _matches(name, [*ignore, "*.ipynb"]):
                yield os.path.relpath(os.path.join(place, name), folder)


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _copy(path: Path, below: Path | None, target: Path, bound: int) -> None:
    with open_file(path, below) if below else path.open("rb") as file:
        if os.fstat(file.fileno()).st_size <= bound:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
                shutil.copyfileobj(file, copy)
