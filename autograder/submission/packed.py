"""A zip in the place of a notebook: the one notebook in it, and nothing else of it, is read.

Nothing is unpacked. An archive with several notebooks, or with none, is refused with its content.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from autograder.submission.intake import MAX_BYTES, IntakeError, read_file
from autograder.submission.locate import SUFFIXES, shown

#: Entries of an archive that are looked at.
MAX_ENTRIES = 1_000
#: What editors and systems put beside a person's files.
LITTER = (".ipynb_checkpoints", "__MACOSX", "__pycache__")


def only_work(path: Path, below: Path) -> tuple[str, bytes]:
    """The name and the bytes of the only notebook in a zip; else of the only Python file.

    Args:
        path: the zip.
        below: a folder above it; no name after it may be a link.

    Raises:
        IntakeError: if there is not exactly one, or the zip is damaged, locked or too large.
    """
    read_file(path, below)  # no link, no pipe, and not too large
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [e for e in archive.infolist()[:MAX_ENTRIES] if _is_a_persons(e.filename)]
            for suffix in SUFFIXES:
                found = [e for e in entries if e.filename.lower().endswith(suffix)]
                if len(found) == 1:
                    return PurePosixPath(found[0].filename).name, _bytes(archive, found[0], path)
                if found:
                    told = ", ".join(f"“{shown(e.filename)}”" for e in found[:4])
                    raise IntakeError("intake.zip_several", name=shown(path.name), there=told)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise IntakeError("intake.zip_damaged", name=shown(path.name), error=error) from None
    raise IntakeError("intake.zip_empty", name=shown(path.name))


def _is_a_persons(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not any(p in LITTER or p.startswith("._") for p in parts)


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> bytes:
    with archive.open(entry) as file:
        data = file.read(MAX_BYTES + 1)  # whatever the zip says of its size
    if len(data) > MAX_BYTES:
        raise IntakeError("intake.large", path=path, size=len(data) / 2**20, most=MAX_BYTES >> 20)
    return data
