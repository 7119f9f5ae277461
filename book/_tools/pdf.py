"""The book on paper: one PDF of all pages, one of each chapter, and the cheat sheet.

All are printed by Chromium, tagged for screen readers and with an outline. Chromium is the one that
``CHROMIUM`` names, else the system's.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

sys.path.append(str(Path(__file__).parents[1] / "_ext"))

from edition import font_for

SHEET = "book/cheat_sheet.html"
#: Pages that live by a script; on paper the problem sets are notebooks.
SCREEN = "book/lab"
#: So many milliseconds a page may take to load: the whole book is one, and machines are busy.
PATIENCE = 600_000
STYLE = """@media print {
  .bd-article h1 { display: block !important; }
  .onepage-part + .onepage-part { break-before: page; }
}"""
SHEET_STYLE = """@media print {
  @page { margin: 7mm; }
  html { font-size: 8pt; }
  .bd-main .bd-content, .bd-main .bd-content .bd-article-container {
    max-width: none; width: 100%; padding: 0;
  }
  .bd-article { line-height: 1.25; padding: 0 !important; }
  .bd-article h1 { font-size: 13pt !important; margin: 0 0 1mm; }
  .bd-article p { margin: 0 0 1.5mm; }
  .loss-cards { columns: 5; column-gap: 2mm; }
  .bd-article div.loss-card { margin-bottom: 2mm; padding: 1mm 1.5mm; }
  .loss-card dl { font-size: 7.2pt; line-height: 1.3; }
  .loss-card dd:has(.mfrac) { padding-block: 0.5mm; }
  .loss-card p.loss-name { font-size: 8pt; }
  .loss-card code.literal { font-size: 6.5pt; padding: 0; border: 0; background: none; }
  .loss-card .katex { font-size: 1.05em; }
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


def read_page(path: Path) -> BeautifulSoup:
    """A page of the site."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def local(name: str, address: str) -> tuple[str, str] | None:
    """Page and fragment that a link on page ``name`` leads to, or None where it leaves the site."""
    parts = urlsplit(urljoin(name, address))
    return None if parts.scheme or parts.netloc else (parts.path, parts.fragment)


def list_pages(front: BeautifulSoup) -> list[str]:
    """The pages of the book in the order of its contents."""
    links = front.select(".bd-docs-nav a.internal")
    goals = [local("index.html", link["href"]) for link in links]
    pages = ["index.html", *(goal[0] for goal in goals if goal and goal[0])]
    return [page for page in dict.fromkeys(pages) if not page.startswith(SCREEN)]


def list_chapters(front: BeautifulSoup) -> dict[str, str]:
    """The numbers of the chapters by their pages, as the contents number them."""
    numbers = {}
    for link in front.select(".bd-docs-nav a.internal"):
        number = link.get_text(strip=True).partition(".")[0]
        if number.isdigit() and (goal := local("index.html", link["href"])):
            numbers[goal[0]] = number
    return numbers


def base_address(front: BeautifulSoup) -> str:
    """Where the site is on the web, if it knows."""
    link = front.find("link", rel="canonical")
    return urljoin(link["href"], ".") if link else ""


def take_article(name: str, page: BeautifulSoup, pages: list[str], base: str = "") -> Tag:
    """The article of a page, its ids and links made fit to stand beside those of other pages.

    A link to a page that is not among ``pages`` leads to the web where the site has a place there,
    else nowhere: paper knows no files of the machine that printed it.
    """
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
            if goal[0] in pages:
                element["href"] = f"#{anchor(*goal)}"
            elif base:
                element["href"] = urljoin(base, urljoin(name, element["href"]))
            else:
                del element["href"]
    article.name, article["class"] = "section", ["onepage-part"]
    article["id"] = anchor(name, "")
    return article


def make_one_page(copy: Path, pages: list[str], target: str, style: str = STYLE) -> Path:
    """Put the articles of these pages on one page at the top of a copy of the site.

    Sphinx's ``singlehtml`` would do it, but sphinx-exercise registers nodes for that builder by
    name, which hides from it the nodes that other extensions register for HTML.
    """
    front = read_page(copy / "index.html")
    base = base_address(front)
    articles = [take_article(name, read_page(copy / name), pages, base) for name in pages]
    first = articles[0].find("h1")
    place = front.select_one("article.bd-article")
    place.clear()
    if print_title := front.select_one("#jb-print-docs-body"):
        print_title.decompose()
    book = front.select_one(".logo__title").get_text(strip=True)
    front.title.string = book if len(pages) > 1 else f"{first.get_text(strip=True)} — {book}"
    place.extend(articles)
    for link in front.select(".bd-docs-nav a"):  # paper has no sidebar
        del link["href"]
    tag = front.new_tag("style")
    tag.string = style + font_style(front.html.get("lang", "en"))
    front.head.append(tag)
    (copy / target).write_text(str(front), "utf-8")
    return copy / target


def font_style(language: str) -> str:
    """The edition's font, for a machine that has none; what it prints is put into the PDF."""
    if (font := font_for(language)) is None:
        return ""
    faces = (("400", font), ("700", font.with_name(font.name.replace("Regular", "Bold"))))
    rules = "".join(
        f'@font-face {{ font-family: "Book"; font-weight: {weight}; src: url("{file.as_uri()}"); }}'
        for weight, file in faces
    )
    return rules + 'html { --course-text: "Book", sans-serif !important; }'


@contextmanager
def open_browser() -> Iterator:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=find_chromium(), args=flags)
        yield browser
        browser.close()


def print_pdf(browser, page: Path, target: Path, **options) -> None:
    """Print a page."""
    tab = browser.new_page(color_scheme="light")
    tab.set_default_timeout(PATIENCE)
    tab.goto(page.as_uri())
    tab.wait_for_load_state("networkidle")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    settings = {
        "format": "A4",
        "display_header_footer": True,
        "header_template": "<span></span>",
        "footer_template": FOOTER,
        "margin": {"top": "18mm", "bottom": "18mm", "left": "17mm", "right": "17mm"},
    }
    tab.pdf(path=target, tagged=True, outline=True, print_background=True, **settings | options)
    tab.close()


def print_book(browser, copy: Path, target: Path) -> None:
    """All pages in one PDF."""
    pages = list_pages(read_page(copy / "index.html"))
    print_pdf(browser, make_one_page(copy, pages, "onepage.html"), target)


def print_chapters(browser, copy: Path, folder: Path) -> None:
    """A PDF of each chapter, named by its number."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, number in list_chapters(read_page(copy / "index.html")).items():
        page = make_one_page(copy, [name], f"print-{Path(name).name}")
        print_pdf(browser, page, folder / f"{int(number):02}-{Path(name).stem}.pdf")


def print_sheet(browser, copy: Path, target: Path) -> None:
    """The cheat sheet on one landscape page."""
    page = make_one_page(copy, [SHEET], "print-sheet.html", STYLE + SHEET_STYLE)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "7mm")
    print_pdf(browser, page, target, landscape=True, display_header_footer=False, margin=margin)
