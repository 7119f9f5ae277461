"""A folder or zip that an instructor downloaded, read without trusting any name in it.

Platforms put into it what students uploaded, names included. A zip is never unpacked as a whole:
each file is read by itself, and what it declares is looked at before anything is.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autograder.gradebook.course import CourseError
from autograder.gradebook.hostile import printable
from autograder.messages import say
from autograder.submission.intake import IntakeError, open_file
from autograder.submission.locate import SUFFIXES

#: Files in a download, bytes of one file, and bytes of all of them, unpacked.
MAX_FILES, MAX_FILE, MAX_TOTAL = 50_000, 100 * 2**20, 8 * 2**30
MAX_NAME, MAX_DEPTH = 200, 20
#: More than this many times its own size, and more than so many bytes: no zip of students' work.
MAX_RATIO, BOMB = 100, 100 * 2**20
#: What systems and editors leave behind.
LITTER = {
    ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".ipynb_checkpoints", "__pycache__",
    ".git",
}  # fmt: skip
#: What half of a zip is still called: anything else never was one.
ARCHIVES = (".zip", "")


@dataclass(frozen=True)
class Item:
    """A file in a download.

    Attributes:
        parts: its path in it, name by name.
        size: bytes.
        modified: when the platform says it was written, in no certain time zone.
        load: reads its bytes.
    """

    parts: tuple[str, ...]
    size: int
    modified: datetime.datetime | None
    load: Callable[[], bytes] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its path, for messages."""
        return "/".join(self.parts)

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            CourseError: if it is damaged, or larger than it said.
        """
        data = self.load()
        if len(data) > MAX_FILE:
            raise CourseError("download.larger", name=printable(self.name))
        return data

    def digest(self) -> str:
        """A hash of its bytes."""
        return hashlib.sha256(self.read()).hexdigest()


@dataclass(frozen=True)
class Download:
    """What there is.

    Attributes:
        items: the files.
        refused: what is left where it is, and why.
    """

    path: Path
    items: tuple[Item, ...]
    refused: tuple[tuple[str, str], ...] = ()


@contextmanager
def opened(path: Path) -> Iterator[Download]:
    """Open a downloaded folder or zip.

    Raises:
        CourseError: if it is neither, damaged, encrypted, or built to do harm.
    """
    if path.is_dir():
        yield _filled(_folder(path))
        return
    if path.suffix.lower() in SUFFIXES:
        raise CourseError("download.one_file", path=path)
    try:
        # Here, since what the caller writes while the zip is open has errors of its own.
        file = path.open("rb")
    except OSError as error:
        raise CourseError("download.unreadable", path=path, reason=error.strerror) from None
    try:
        with file, zipfile.ZipFile(file) as archive:
            yield _filled(_zip(path, archive))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        if path.suffix.lower() not in ARCHIVES:
            raise CourseError("download.neither", path=path) from None
        raise CourseError("download.no_zip", path=path, error=error) from None
    except (NotImplementedError, UnicodeError) as error:
        raise CourseError("download.unpack", path=path, error=error) from None


def _filled(download: Download) -> Download:
    """A download with something in it; what is only litter is nothing."""
    if not download.items and not download.refused:
        raise CourseError("download.empty", path=download.path)
    return download


def _zip(path: Path, archive: zipfile.ZipFile) -> Download:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    total = sum(info.file_size for info in infos)
    _bounded(path, len(infos), total)
    if total > max(BOMB, MAX_RATIO * path.stat().st_size):
        raise CourseError(
            "download.bomb", path=path, size=path.stat().st_size >> 10, unpacked=total >> 20
        )
    items, refused = list[Item](), list[tuple[str, str]]()
    for info in infos:
        name = _decoded(info)
        parts = _parts(path, name)
        if LITTER & {*parts} or parts[-1].startswith("._"):
            continue
        if info.flag_bits & 1:
            raise CourseError("download.password", path=path)
        mode = info.external_attr >> 16
        if why := _why_not(parts, info.file_size, mode if info.create_system == 3 else 0):
            refused.append((name, why))
            continue
        items.append(Item(parts, info.file_size, _zip_time(info), _reader(archive, info)))
    return Download(path, tuple(items), tuple(refused))


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def load() -> bytes:
        with archive.open(info) as file:
            return file.read(MAX_FILE + 1)

    return load


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name of an entry; macOS writes UTF-8 without saying so."""
    if not info.flag_bits & 0x800:
        try:
            return info.filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.filename


def _zip_time(info: zipfile.ZipInfo) -> datetime.datetime | None:
    try:
        return datetime.datetime(*info.date_time)
    except ValueError:
        return None


def _folder(path: Path) -> Download:
    items, refused, total = list[Item](), list[tuple[str, str]](), 0
    for place, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in LITTER)
        for name in sorted([*files, *(f for f in folders if Path(place, f).is_symlink())]):
            if name in LITTER or name.startswith("._"):
                continue
            file = Path(place, name)
            status = file.lstat()
            parts = file.relative_to(path).parts
            if why := _why_not(parts, status.st_size, status.st_mode):
                refused.append(("/".join(parts), why))
                continue
            total += status.st_size
            time = datetime.datetime.fromtimestamp(status.st_mtime)
            items.append(Item(parts, status.st_size, time, _opener(file, path)))
            _bounded(path, len(items), total)
    return Download(path, tuple(items), tuple(refused))


def _opener(file: Path, below: Path) -> Callable[[], bytes]:
    def load() -> bytes:
        try:
            with open_file(file, below) as opened:
                return opened.read(MAX_FILE + 1)
        except IntakeError as error:
            raise CourseError(error.key, **error.arguments) from None

    return load


def _parts(path: Path, name: str) -> tuple[str, ...]:
    """The names on the way to an entry.

    Raises:
        CourseError: if the way leads out of the folder that it would be unpacked in.
    """
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:[/\\]", name):
        raise CourseError("download.leads_out", path=path, name=printable(name))
    return tuple(part for part in parts if part not in ("", "."))


def _bounded(path: Path, files: int, total: int) -> None:
    if files > MAX_FILES or total > MAX_TOTAL:
        raise CourseError(
            "download.too_many",
            path=path,
            files=files,
            size=total / 2**20,
            most=MAX_FILES,
            most_size=MAX_TOTAL >> 20,
        )


def _why_not(parts: tuple[str, ...], size: int, mode: int) -> str:
    """Why a file is left where it is; empty if it is taken."""
    if stat.S_ISLNK(mode):
        return say("collect.why_link")
    if stat.S_IFMT(mode) and not stat.S_ISREG(mode):
        return say("collect.why_neither")
    if size > MAX_FILE:
        return say("collect.why_large", size=size >> 20, most=MAX_FILE >> 20)
    if len(parts) > MAX_DEPTH or any(len(p.encode("utf-8", "replace")) > MAX_NAME for p in parts):
        return say("collect.why_long")
    if not all(part.isprintable() for part in parts):
        return say("collect.why_unshowable")
    return ""
