"""The book to take along: a zip of the site, PDFs, an EPUB and slides.

``python -m book._tools.dist`` writes all into ``build/dist``, from the site that ``make book``
built:

- ``zip``: the site; unpack it and open ``index.html``;
- ``pdf``: all pages in one PDF;
- ``chapters``: a PDF of each chapter;
- ``sheet``: the cheat sheet on one landscape page;
- ``epub``: the book for a reader;
- ``slides``: a deck for each chapter, to show and to print.

The zip holds every edition; of the rest there is one for each.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from book._tools import epub, pdf, slides

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "book" / "_ext"))

from edition import languages  # noqa: E402

CITATION = ROOT / "CITATION.cff"
SITE = ROOT / "build" / "book" / "_build" / "html"
COPY = ROOT / "build" / "onepage"
DIST = ROOT / "build" / "dist"
NAME = "from-surprise-to-gradient"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell: the same site, the same bytes


def make_zip(site: Path, target: Path, top: str = NAME) -> None:
    """Pack a folder, its files in order and without times, so that equal sites give equal zips."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{top}/{path.relative_to(site).as_posix()}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


@dataclass(frozen=True)
class Edition:
    """The book in one language: its site, and what the files made of it are called."""

    site: Path
    name: str

    @property
    def made(self) -> dict[str, Callable[[], None]]:
        """What is made without a browser."""
        return {
            "epub": lambda: epub.make_epub(self.site, CITATION, DIST / f"{self.name}.epub"),
            "slides": self.make_slides,
        }

    def make_slides(self) -> None:
        """The decks as a zip."""
        folder = DIST / self.name.replace(NAME, "slides")
        slides.make_decks(self.site, folder)
        make_zip(folder, DIST / f"{self.name}-slides.zip", f"{self.name}-slides")

    def print_all(self, what: list[str]) -> None:
        """Print what is asked for with one Chromium, from a copy of the site."""
        shutil.rmtree(COPY, ignore_errors=True)
        shutil.copytree(self.site, COPY)
        end = self.name.removeprefix(NAME)
        targets = {"pdf": f"{self.name}.pdf", "chapters": f"chapters{end}"}
        targets["sheet"] = f"cheat-sheet{end}.pdf"
        with pdf.open_browser() as browser:
            for name in what:
                PRINTED[name](browser, COPY, DIST / targets[name])


PRINTED: dict[str, Callable] = {
    "pdf": pdf.print_book,
    "chapters": pdf.print_chapters,
    "sheet": pdf.print_sheet,
}


def editions() -> list[Edition]:
    """English, and the others that are built."""
    others = [Edition(SITE / one, f"{NAME}-{one}") for one in languages()]
    return [Edition(SITE, NAME), *(one for one in others if (one.site / "index.html").is_file())]


def main() -> None:
    """Make what is asked for, by default all."""
    kinds = ["zip", "epub", "slides", *PRINTED]
    parser = argparse.ArgumentParser(prog="python -m book._tools.dist", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="|".join(kinds), help="default: all")
    what = parser.parse_args().what or kinds
    if unknown := sorted(set(what) - set(kinds)):
        parser.error(f"there is no {unknown[0]!r}; there are: {', '.join(kinds)}")
    if not (SITE / "index.html").is_file():
        sys.exit("dist: the book is not built: run `make book` first")
    DIST.mkdir(parents=True, exist_ok=True)
    if "zip" in what:
        make_zip(SITE, DIST / f"{NAME}.zip")
    for edition in editions():
        for name in edition.made.keys() & set(what):
            edition.made[name]()
        if printed := [name for name in PRINTED if name in what]:
            edition.print_all(printed)
    for path in sorted(
        path for path in DIST.rglob("*") if path.suffix in (".zip", ".pdf", ".epub")
    ):
        print(f"dist: {path.relative_to(ROOT)}, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
