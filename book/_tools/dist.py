"""The book to take along: a zip of the site, PDFs, an EPUB and slides.

``python -m book._tools.dist`` writes all into ``build/dist``, from the site that ``make book``
built:

- ``zip``: the site; unpack it and open ``index.html``;
- ``pdf``: all pages in one PDF;
- ``chapters``: a PDF of each chapter;
- ``sheet``: the cheat sheet on one landscape page;
- ``epub``: the book for a reader;
- ``slides``: a deck for each chapter, to show and to print.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from book._tools import epub, pdf, slides

ROOT = Path(__file__).resolve().parents[2]
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


def make_slides() -> None:
    """The decks as a zip."""
    slides.make_decks(SITE, DIST / "slides")
    make_zip(DIST / "slides", DIST / f"{NAME}-slides.zip", f"{NAME}-slides")


PRINTED: dict[str, tuple[Callable, str]] = {
    "pdf": (pdf.print_book, f"{NAME}.pdf"),
    "chapters": (pdf.print_chapters, "chapters"),
    "sheet": (pdf.print_sheet, "cheat-sheet.pdf"),
}
MADE: dict[str, Callable[[], None]] = {
    "zip": lambda: make_zip(SITE, DIST / f"{NAME}.zip"),
    "epub": lambda: epub.make_epub(SITE, ROOT / "CITATION.cff", DIST / f"{NAME}.epub"),
    "slides": make_slides,
}


def print_all(what: list[str]) -> None:
    """Print what is asked for with one Chromium, from a copy of the site."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(SITE, COPY)
    with pdf.open_browser() as browser:
        for name in what:
            make, target = PRINTED[name]
            make(browser, COPY, DIST / target)


def main() -> None:
    """Make what is asked for, by default all."""
    kinds = [*MADE, *PRINTED]
    parser = argparse.ArgumentParser(prog="python -m book._tools.dist", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="|".join(kinds), help="default: all")
    what = parser.parse_args().what or kinds
    if unknown := sorted(set(what) - set(kinds)):
        parser.error(f"there is no {unknown[0]!r}; there are: {', '.join(kinds)}")
    if not (SITE / "index.html").is_file():
        sys.exit("dist: the book is not built: run `make book` first")
    DIST.mkdir(parents=True, exist_ok=True)
    for name in MADE.keys() & set(what):
        MADE[name]()
    if printed := [name for name in PRINTED if name in what]:
        print_all(printed)
    for path in sorted(
        path for path in DIST.rglob("*") if path.suffix in (".zip", ".pdf", ".epub")
    ):
        print(f"dist: {path.relative_to(ROOT)}, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
