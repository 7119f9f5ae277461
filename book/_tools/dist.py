"""The book to take along: a zip of the site, and a PDF.

``python -m book._tools.dist`` writes both into ``build/dist``. The zip holds the site that
``make book`` built; unpack it and open ``index.html``. The PDF is printed by Chromium from the
book built as one page, tagged for screen readers and with an outline. Chromium is the one that
``CHROMIUM`` names, else the system's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "book" / "_build" / "html"
SINGLE = ROOT / "build" / "single"
DIST = ROOT / "build" / "dist"
NAME = "from-surprise-to-gradient"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell: the same site, the same bytes
FOOTER = """<div style="width: 100%; font: 8pt sans-serif; text-align: center; color: #444">
<span class="pageNumber"></span></div>"""


def find_chromium() -> str:
    """The path of Chromium or Chrome, or a message that says how to name it."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    for name in filter(None, names):
        if path := shutil.which(name):
            return path
    sys.exit("dist: no Chromium found for the PDF: install it, or set CHROMIUM to its path")


def make_zip(site: Path, target: Path) -> None:
    """Pack the site, its files in order and without times, so that equal sites give equal zips."""
    if not (site / "index.html").is_file():
        sys.exit("dist: the book is not built: run `make book` first")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{NAME}/{path.relative_to(site).as_posix()}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def build_single() -> Path:
    """Build the book as one page; give that page."""
    command = [sys.executable, "-m", "jupyter_book.cli.main", "build", str(ROOT)]
    options = ["--path-output", str(SINGLE), "--builder", "singlehtml", "-n", "-W", "--keep-going"]
    subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return SINGLE / "_build" / "singlehtml" / "index.html"


def print_pdf(page: Path, target: Path) -> None:
    """Print a page with Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=find_chromium(), args=flags)
        tab = browser.new_page(color_scheme="light")
        tab.goto(page.as_uri())
        tab.wait_for_load_state("networkidle")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        tab.pdf(
            path=target,
            format="A4",
            tagged=True,
            outline=True,
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
            margin={"top": "18mm", "bottom": "18mm", "left": "17mm", "right": "17mm"},
        )
        browser.close()


def main() -> None:
    """Make what is asked for, by default both."""
    parser = argparse.ArgumentParser(prog="python -m book._tools.dist", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="zip|pdf", help="default: both")
    what = parser.parse_args().what or ["zip", "pdf"]
    DIST.mkdir(parents=True, exist_ok=True)
    if "zip" in what:
        make_zip(SITE, DIST / f"{NAME}.zip")
    if "pdf" in what:
        print_pdf(build_single(), DIST / f"{NAME}.pdf")
    for path in sorted(DIST.iterdir()):
        print(f"dist: {path.relative_to(ROOT)}, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
