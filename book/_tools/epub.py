"""The book as an EPUB 3, from the pages of the site.

Formulas are MathML, pictures are those of the site, an interactive figure is told in words, and the
answers to a chapter's questions stand at its end. What only a screen can do is left out.
"""

from __future__ import annotations

import io
import posixpath
import sys
import uuid
import zipfile
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import yaml
from bs4 import BeautifulSoup, Tag
from fontTools import subset

from book._tools.pdf import base_address, list_pages, local, read_page

sys.path.append(str(Path(__file__).parents[1] / "_ext"))

from edition import font_for, in_language

EPOCH = (1980, 1, 1, 0, 0, 0)
LETTERS = "ABCDEFGH"
WORDS = {
    "answers": "Answers to the questions",
    "question": "Question",
    "right": "right",
    "contents": "Contents",
}
MEDIA = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".css": "text/css",
    ".otf": "font/otf",
    ".xhtml": "application/xhtml+xml",
}
#: What a reader of EPUBs cannot use.
UNUSED = (
    "script, style, noscript, button, input, .headerlink, .katex-html, .widget-stage, .copybtn,"
    " .lit-key, .quiz-verdict, .review, .toctree-wrapper, #jb-print-docs-body"
)
#: Elements that stay what they are; others give way to their content.
KEPT = {
    *("section", "div", "p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "a", "img", "br", "hr"),
    *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "blockquote", "aside", "pre"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("code", "em", "strong", "b", "i", "sub", "sup", "kbd", "cite", "q", "small", "abbr"),
}
ATTRIBUTES = {"id", "class", "href", "src", "alt", "colspan", "rowspan", "lang"}
STYLE = """\
body { line-height: 1.5; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; font-size: 0.85em; border-left: 2px solid #888; padding-left: 0.6em; }
code { font-family: monospace; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border-bottom: 1px solid #aaa; padding: 0.2em 0.5em; text-align: left; }
.admonition, .quiz, .problem-set, .loss-card {
  border: 1px solid #888; padding: 0 0.8em; margin: 1em 0;
}
.admonition-title, .quiz-question, .rubric, .folded { font-weight: bold; }
.choices { list-style: upper-alpha; }
.display { margin: 1em 0; text-align: center; }
.eqno { float: right; }
"""
#: Where the edition brings a font, with the characters that it uses.
FONT_STYLE = """\
@font-face { font-family: "Book"; src: url("fonts/book.otf"); }
body { font-family: "Book", serif; }
em, i { font-style: normal; }
math i, math em { font-style: italic; }
"""
PAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>{body}</body>
</html>
"""
CONTAINER = """\
<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
PACKAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" \
xml:lang="{language}" prefix="schema: http://schema.org/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
{creators}
<dc:date>{date}</dc:date>
<dc:rights>Text under CC BY 4.0, code under the MIT license</dc:rights>
<meta property="dcterms:modified">{date}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Formulas are MathML, figures have alternative text.\
</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""


def file_name(page: str) -> str:
    """The name of a page in the EPUB, where all lie in one folder."""
    return page.removesuffix(".html").replace("/", "-") + ".xhtml"


def set_questions(soup: BeautifulSoup, article: Tag) -> None:
    """Make a numbered list of choices of each quiz, and put the answers at the end."""
    forms = article.select("form.quiz")
    if not forms:
        return
    words = in_language(soup.html.get("lang", "en"), WORDS)
    answers = BeautifulSoup(f"<section><h2>{words['answers']}</h2></section>", "html.parser")
    for number, form in enumerate(forms, 1):
        label = f"{words['question']} {number}"
        answers.section.append(soup.new_tag("h3"))
        answers.section.find_all("h3")[-1].string = label
        choices = soup.new_tag("ol", attrs={"class": "choices"})
        for letter, choice in zip(LETTERS, form.select(".quiz-choice"), strict=False):
            text = choice.label.extract()
            text.name, text.attrs = "li", {}
            choices.append(text)
            right = f" ({words['right']})" if "quiz-right" in choice["class"] else ""
            why = choice.select_one(".quiz-why").extract()
            head = soup.new_tag("strong")
            head.string = f"{letter}{right}. "
            why.attrs = {}
            (why.find("p") or why).insert(0, head)
            answers.section.append(why)
            choice.decompose()
        asked = form.legend
        asked.name, asked.attrs = "p", {"class": "quiz-question"}
        asked.insert(0, f"{label}. ")
        form.fieldset.append(choices)
        form.fieldset.unwrap()
        form.name, form.attrs = "div", {"class": "quiz", "id": form["id"]}
    article.append(answers.section)


def set_formulas(article: Tag) -> None:
    """Leave the MathML of each formula, without the TeX beside it."""
    for display in article.select("div.math"):
        display["class"] = ["display"]
        for formula in display.select("math"):
            formula["display"] = "block"
    for note in article.select("annotation"):
        note.decompose()
    for semantics in article.select("semantics"):
        semantics.unwrap()
    for token in article.select("mi, mo, mn, mtext"):
        if token.find(True):  # a name that is set from parts, as KaTeX writes some operators
            token.name, token.attrs = "mrow", {}


def set_links(article: Tag, page: str, pages: list[str], base: str) -> None:
    """Links between pages hold; other local ones lead to the web, or nowhere without a base."""
    for link in article.select("a[href]"):
        goal = local(page, link["href"])
        if goal is None:
            continue
        target, fragment = goal
        if target in pages:
            link["href"] = file_name(target) + (f"#{fragment}" if fragment else "")
        elif base:
            link["href"] = urljoin(base, urljoin(page, link["href"]))
        else:
            link.unwrap()


def clean(article: Tag) -> None:
    """Leave elements and attributes that every reader knows; of formulas leave all."""
    seen = set()
    for folded in article.select("summary"):
        for button in folded.select(".collapsed, .expanded"):
            button.decompose()
        if not folded.get_text(strip=True):
            folded.decompose()
            continue
        folded.name, folded["class"] = "p", ["folded"]
    for element in article.find_all(True):
        if element.name == "math" or element.find_parent("math"):
            continue
        if element.name in ("details", "form", "fieldset", "article", "nav"):
            element.name = "div"
        if element.name not in KEPT:
            element.unwrap()
            continue
        element.attrs = {key: value for key, value in element.attrs.items() if key in ATTRIBUTES}
        if element.get("id") in seen:  # some extensions give every box of a kind the same one
            del element["id"]
        seen.add(element.get("id"))
        if element.name == "a" and not element.get("href") and not element.get("id"):
            element.unwrap()


def set_figures(article: Tag) -> None:
    """Figures of widgets keep their words only; a caption stands in a figure."""
    for caption in article.select("figcaption"):
        if caption.find_parent("figure") is None:
            caption.name = "div"
    for figure in article.select("figure"):
        if len(figure.select("figcaption")) > 1:
            figure.name = "div"


def set_pictures(article: Tag, page: str) -> dict[str, str]:
    """Give pictures their names in the EPUB; tell which files of the site they are."""
    pictures = {}
    for image in article.select("img"):
        source = unquote(urlsplit(urljoin(page, image["src"])).path)
        image["src"] = posixpath.join("images", posixpath.basename(source))
        pictures[image["src"]] = source
    return pictures


def convert(page: str, soup: BeautifulSoup, pages: list[str], base: str) -> tuple[Tag, dict]:
    """The article of a page as it stands in the EPUB, and its pictures."""
    article = soup.select_one("article.bd-article")
    for unused in article.select(UNUSED):
        unused.decompose()
    set_questions(soup, article)
    set_formulas(article)
    set_links(article, page, pages, base)
    set_figures(article)
    pictures = set_pictures(article, page)
    clean(article)
    article.name, article.attrs = "div", {}
    return article, pictures


def to_xhtml(article: Tag, title: str, language: str) -> str:
    """A page as XHTML; ill-formed pages are an error here, not in somebody's reader."""
    body = article.decode(formatter="minimal")
    text = PAGE.format(language=language, title=escape(title), body=body)
    ElementTree.fromstring(text)
    return text


def contents(front: BeautifulSoup, titles: dict[str, str], language: str) -> str:
    """The table of contents, by parts as in the sidebar."""
    parts, first = [], "index.html"
    lines = [f'<li><a href="{file_name(first)}">{escape(titles[first])}</a></li>']
    for element in front.select(".bd-docs-nav .caption, .bd-docs-nav a.internal"):
        if "caption" in element.get("class", []):
            parts.append((element.get_text(strip=True), []))
        elif parts and (goal := local("index.html", element["href"])) and goal[0] in titles:
            label = escape(element.get_text(" ", strip=True))
            parts[-1][1].append(f'<li><a href="{file_name(goal[0])}">{label}</a></li>')
    for caption, links in parts:
        lines.append(f"<li><span>{escape(caption)}</span><ol>{''.join(links)}</ol></li>")
    heading = in_language(language, WORDS)["contents"]
    nav = f'<nav epub:type="toc"><h1>{heading}</h1><ol>{"".join(lines)}</ol></nav>'
    return PAGE.format(language=language, title=heading, body=nav)


def fonts(files: dict[str, bytes], language: str) -> dict[str, bytes]:
    """The font of the edition, if it has one, with the characters of these pages only."""
    if (font := font_for(language)) is None:
        return {}
    text = "".join(content.decode() for name, content in files.items() if name.endswith(".xhtml"))
    options = subset.Options(layout_features=["kern", "palt"], notdef_outline=True)
    cut = subset.load_font(font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(cut)
    subset.save_font(cut, held := io.BytesIO(), options)
    style = (STYLE + FONT_STYLE).encode()
    return {"fonts/book.otf": held.getvalue(), "style.css": style}


def package(
    citation: dict, files: dict[str, bytes], order: list[str], language: str, title: str
) -> str:
    """The list of all files, with what is known about the book."""
    items = []
    for number, (name, content) in enumerate(sorted(files.items())):
        about = ' properties="nav"' if name == "nav.xhtml" else ""
        if name.endswith(".xhtml") and b"<math" in content:
            about = ' properties="mathml"'
        media = MEDIA[Path(name).suffix]
        items.append(f'<item id="f{number}" href="{name}" media-type="{media}"{about}/>')
    numbers = {name: number for number, name in enumerate(sorted(files))}
    people = [
        one.get("name") or f"{one['given-names']} {one['family-names']}"
        for one in citation["authors"]
    ]
    named = f"{title} {citation['version']}"
    return PACKAGE.format(
        language=language,
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, named),
        title=escape(title),
        date=citation["date-released"],
        creators="\n".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in people),
        manifest="\n".join(items),
        spine="\n".join(f'<itemref idref="f{numbers[name]}"/>' for name in order),
    )


def make_epub(site: Path, citation: Path, target: Path) -> None:
    """Write the EPUB. The same site and citation give the same bytes."""
    front = read_page(site / "index.html")
    language, base, pages = front.html.get("lang", "en"), base_address(front), list_pages(front)
    files: dict[str, bytes] = {"style.css": STYLE.encode()}
    titles = {}
    for page in pages:
        article, pictures = convert(page, read_page(site / page), pages, base)
        titles[page] = article.h1.get_text(" ", strip=True)
        files[file_name(page)] = to_xhtml(article, titles[page], language).encode()
        files |= {name: (site / source).read_bytes() for name, source in pictures.items()}
    files["nav.xhtml"] = contents(front, titles, language).encode()
    files |= fonts(files, language)
    known = yaml.safe_load(citation.read_text("utf-8"))
    title = known["title"] if language == "en" else titles["index.html"]
    order = ["nav.xhtml", *map(file_name, pages)]
    files = {f"OPS/{name}": content for name, content in sorted(files.items())} | {
        "OPS/book.opf": package(known, files, order, language, title).encode()
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        kind = zipfile.ZipInfo("mimetype", EPOCH)  # the first file, and not compressed
        archive.writestr(kind, "application/epub+zip")
        for name, content in {"META-INF/container.xml": CONTAINER.encode(), **files}.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
