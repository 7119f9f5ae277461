"""Build the book in all its languages: ``python -m book._tools.build``.

The lab is brought up to date, if it was fetched; chapters whose code changed are executed, several
at a time; then Jupyter Book builds English, and plain Sphinx each other edition, side by side. Code
that two of them share is executed once. The site of an edition is put below the English one, into a
folder named by its language.

What did not change is not built: nothing where nothing did, and where only pages did since the last
build that succeeded, Sphinx reads only those (``book/_ext/incremental.py``).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from book._tools.editions import BOOK, ROOT
from book._tools.execute import execute_chapters
from book._tools.stage import STAGES, stage

sys.path.append(str(BOOK / "_ext"))

from edition import languages

ENGLISH = ROOT / "build" / "book"
SITE = ENGLISH / "_build" / "html"
LAB = ROOT / "build" / "lab"
#: Of what the book is made.
INPUTS = ("index.md", "_config.yml", "_toc.yml", "CITATION.cff", "conf.py", "requirements.lock",
          "package-lock.json", "assignments", "book", "build/lab/site/lab.json")  # fmt: skip
#: Of what the lab is made, once its files were fetched.
LAB_INPUTS = ("book/_lab", "book/_tools", "autograder", "surprise_to_gradient", "solutions",
              "assignments", "package-lock.json", "requirements.lock")  # fmt: skip
SKIPPED = {"node_modules", "__pycache__", ".ipynb_checkpoints"}
OPTIONS = ("-n", "-W", "--keep-going")


# ------------------------------------------------------------------------ what changed


def files(names: Iterable[str], skipped: Iterable[Path] = ()) -> Iterator[Path]:
    """The files and those in the folders that are named, but for some folders."""
    skipped = set(skipped)
    for name in names:
        place = ROOT / name
        for file in [place] if place.is_file() else place.rglob("*"):
            if file.is_file() and not SKIPPED & set(file.parts) and not skipped & {*file.parents}:
                yield file


def digests(found: Iterable[Path]) -> dict[str, str]:
    """What files hold, by their paths."""
    return {
        file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(found)
    }


@dataclass(frozen=True)
class Record:
    """What the files were when something was last made of them."""

    file: Path

    def changed(self, now: dict[str, str]) -> set[str] | None:
        """The paths of those that are not what they were; ``None`` if nothing was made."""
        if not self.file.is_file():
            return None
        before = json.loads(self.file.read_text("utf-8"))
        return {path for path, _ in before.items() ^ now.items()}

    def keep(self, now: dict[str, str]) -> None:
        """Something has been made of them."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(now), "utf-8")

    def forget(self) -> None:
        """What was made is being made anew."""
        self.file.unlink(missing_ok=True)


# ------------------------------------------------------------------------ the lab


def refresh_lab() -> None:
    """Bring the lab up to date, if it was ever fetched; end where that fails, which it has told."""
    record, now = Record(LAB / "inputs.json"), digests(files(LAB_INPUTS))
    if not (LAB / "site" / "lab.json").is_file() or record.changed(now) == set():
        return
    record.forget()
    command = [sys.executable, "-m", "book._tools.lab", "--refresh"]
    if status := subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(status)
    record.keep(now)


# ------------------------------------------------------------------------ the books


@dataclass(frozen=True)
class Book:
    """The book in one language: ``""`` for English, which stands at the top of the site."""

    language: str

    @property
    def record(self) -> Record:
        """What it was last built from."""
        folder = STAGES / self.language if self.language else ENGLISH
        return Record(folder / "inputs.json")

    @property
    def html(self) -> Path:
        """Where it is built."""
        return STAGES / self.language / "html" if self.language else SITE

    def inputs(self) -> dict[str, str]:
        """What it is made of: of the other editions there is nothing."""
        others = [language for language in languages() if language != self.language]
        folders = [ROOT / place / other for place in ("book", "assignments") for other in others]
        return digests(files(INPUTS, folders))

    def is_page(self, path: str) -> bool:
        """Is this the source of a page, whose change concerns that page only?"""
        folders = (".", "book", f"book/{self.language}")
        return path.endswith(".md") and str(Path(path).parent) in folders

    def prepare(self, changed: set[str] | None) -> list[str]:
        """Execute what has to be; the command that builds."""
        every = changed is None or not all(map(self.is_page, changed))
        if not self.language:
            execute_chapters()
            whole = ["--all"] if every else []
            program = Path(sys.executable).with_name("jupyter-book")
            return [str(program), "build", ".", "--path-output", str(ENGLISH), *whole, *OPTIONS]
        if every:
            shutil.rmtree(self.html, ignore_errors=True)
        source = stage(self.language)
        execute_chapters(source, self.language)
        whole = ["-a", "-E"] if every else []
        doctrees = STAGES / self.language / "doctrees"
        command = [sys.executable, "-m", "sphinx", "-q", *OPTIONS, *whole]
        return [*command, "-d", str(doctrees), str(source), str(self.html)]

    def changed(self, now: dict[str, str]) -> set[str] | None:
        """What is not as it was when the book was last built; ``None`` if it never was."""
        return self.record.changed(now) if (self.html / "index.html").is_file() else None


def build(due: dict[Book, set[str] | None], now: dict[Book, dict[str, str]]) -> int:
    """Build books side by side, each with what changed; 0 if all of them could be built."""
    commands = {book: book.prepare(changed) for book, changed in due.items()}
    environment = {**os.environ, "MATPLOTLIBRC": str(BOOK / "matplotlibrc")}
    started = {}
    for book, command in commands.items():
        book.record.forget()
        started[book] = subprocess.Popen(command, cwd=ROOT, env=environment)
    worst = 0
    for book, process in started.items():
        if status := process.wait():
            worst = status
        else:
            book.record.keep(now[book])
    return worst


def place(book: Book) -> None:
    """The site of an edition below the English one, without taking room twice."""
    target = SITE / book.language
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(book.html, target, copy_function=same_file)


def same_file(source: str, target: str) -> None:
    """A second name of a file, or a copy where the disk has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def main() -> int:
    """Build what is not up to date, and say where it is."""
    refresh_lab()
    books = [Book(""), *map(Book, languages())]
    now = {book: book.inputs() for book in books}
    changed = {book: book.changed(now[book]) for book in books}
    due = {book: what for book, what in changed.items() if what != set()}
    if not due:
        print(f"book: nothing changed since {SITE.relative_to(ROOT)}/index.html was built")
        return 0
    for book in books[1:]:  # or the English build would look at their pages
        shutil.rmtree(SITE / book.language, ignore_errors=True)
    if status := build(due, now):
        return status
    for book in books[1:]:
        place(book)
    for book in books:
        print(f"book: open {(SITE / book.language / 'index.html').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
