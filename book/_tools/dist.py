"""The book to take along: a zip of the site, and a PDF.

``python -m book._tools.dist`` writes both into ``build/dist``. Both are made from the
site that ``make book`` built. Unpack the zip and open ``index.html``. The PDF is printed by
Chromium from all articles on one page, tagged for screen readers and with an outline. Chromium is
the one that ``CHROMIUM`` names, else the system's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import zipfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "book" / "_build" / "html"
ONE_PAGE = ROOT / "build" / "onepage"
DIST = ROOT / "build" / "dist"
NAME = "from-surprise-to-gradient"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell: the same site, the same bytes
STYLE = """@media print {
  .bd-article h1 { display: block !important; }
  .onepage-part + .onepage-part { break-before: page; }
}"""
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
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{NAME}/{path.relative_to(site).as_posix()}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def local(name: str, address: str) -> tuple[str, str] | None:
    """Page and fragment that a link on page ``name`` leads to, or None where it leaves the site."""
    parts = urlsplit(urljoin(name, address))
    return None if parts.scheme or parts.netloc else (parts.path, parts.fragment)


def take_article(name: str, page: BeautifulSoup, pages: list[str]) -> Tag:
    """The article of a page, its ids and links made fit to stand beside those of other pages."""
    article = page.select_one("article.bd-article")

    def anchor(target: str, fragment: str) -> str:
        return f"{target.removesuffix('.html').replace('/', '-')}--{fragment}"

    for element in article.find_all(True):
        for attribute in ("id", "for", "name", "aria-labelledby", "aria-describedby"):
            if value := element.get(attribute):
                element[attribute] = anchor(name, value)
        if element.name == "img":
            element["src"] = urljoin(name, element["src"])
        if element.name == "a" and (goal := local(name, element.get("href", ""))):
            element["href"] = (
                f"#{anchor(*goal)}" if goal[0] in pages else urljoin(name, element["href"])
            )
    article.name, article["class"] = "section", ["onepage-part"]
    article["id"] = anchor(name, "")
    return article


def make_one_page(site: Path, target: Path) -> Path:
    """Put the articles of the site, in the order of its contents, on one page beside a copy of it.

    Sphinx's ``singlehtml`` would do it, but sphinx-exercise registers nodes for that builder by
    name, which hides from it the nodes that other extensions register for HTML.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(site, target)
    front = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    links = front.select(".bd-docs-nav a.internal")
    goals = [local("index.html", link["href"]) for link in links]
    pages = list(dict.fromkeys(["index.html", *(goal[0] for goal in goals if goal and goal[0])]))
    articles = [
        take_article(name, BeautifulSoup((site / name).read_text("utf-8"), "html.parser"), pages)
        for name in pages
    ]
    place = front.select_one("article.bd-article")
    place.clear()
    if print_title := front.select_one("#jb-print-docs-body"):
        print_title.decompose()
    place.extend(articles)
    style = front.new_tag("style")
    style.string = STYLE
    front.head.append(style)
    front.title.string = front.select_one(".logo__title").get_text(strip=True)
    (target / "onepage.html").write_text(str(front), "utf-8")
    return target / "onepage.html"


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
    if not (SITE / "index.html").is_file():
        sys.exit("dist: the book is not built: run `make book` first")
    DIST.mkdir(parents=True, exist_ok=True)
    if "zip" in what:
        make_zip(SITE, DIST / f"{NAME}.zip")
    if "pdf" in what:
        print_pdf(make_one_page(SITE, ONE_PAGE), DIST / f"{NAME}.pdf")
    for path in sorted(DIST.iterdir()):
        print(f"dist: {path.relative_to(ROOT)}, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
