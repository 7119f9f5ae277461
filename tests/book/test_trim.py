"""Style sheets and fonts cut down to what a site uses."""

import shutil

import pytest
import trim

from .conftest import ROOT

WORDS = {"a", "b", "active"}


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p{color:red}", "p{color:red}"),
        (".a{color:red}", ".a{color:red}"),
        (".gone{color:red}", ""),
        (".a,.gone{color:red}", ".a{color:red}"),
        (".a .gone>p{color:red}", ""),
        (".a.active:hover{color:red}", ".a.active:hover{color:red}"),
        ("p:not(.gone){color:red}", "p:not(.gone){color:red}"),
        (":is(.gone,.a){color:red}", ":is(.gone,.a){color:red}"),
        ('[data-x=".gone"]{color:red}', '[data-x=".gone"]{color:red}'),
        ("@media print{.a{color:red}.gone{color:red}}", "@media print{.a{color:red}}"),
        ("@media print{.gone{color:red}}", ""),
        ('@import "x.css";', '@import "x.css";'),
        ("@font-face{src:url(x.woff)}", "@font-face{src:url(x.woff)}"),
        ("@keyframes k{0%{top:0}}", "@keyframes k{0%{top:0}}"),
        ('p{width:1.5em;content:".gone"}', 'p{width:1.5em;content:".gone"}'),
        (":root{--x: 1px}", ":root{--x: 1px}"),
    ],
)
def test_only_selectors_that_cannot_match_go(css, expected):
    """Is every rule that a page could use still there, and only those?"""
    assert trim.trim_css(css, WORDS) == expected


def test_trimming_twice_changes_nothing():
    """Is a trimmed sheet its own trimmed sheet?"""
    css = "p,.gone{color:red}@media print{.a{color:red}.gone{x:y}}@import 'x.css';"
    once = trim.trim_css(css, WORDS)
    assert trim.trim_css(once, WORDS) == once


@pytest.fixture
def site(tmp_path):
    """A site of two pages with two style sheets, one of which has a font."""
    fonts = ROOT / "node_modules" / "katex" / "dist" / "fonts"
    if not fonts.is_dir():
        pytest.skip("KaTeX is not installed: run `npm ci`")
    folder = tmp_path / "_static" / "vendor"
    folder.mkdir(parents=True)
    for suffix in ("ttf", "woff2"):
        shutil.copy(fonts / f"KaTeX_Main-Regular.{suffix}", folder / f"main.{suffix}")
    face = '@font-face{src:url(main.woff2) format("woff2"),url(main.ttf) format("truetype")}'
    (folder / "font.css").write_text(face, "utf-8")
    own = '@charset "UTF-8";@import "vendor/more.css";.gone,p{color:red}'
    (tmp_path / "_static" / "own.css").write_text(own, "utf-8")
    (folder / "more.css").write_text("i{background:url(more.png)}", "utf-8")
    head = """<link rel="stylesheet" href="{0}_static/vendor/font.css?v=1" />
      <link rel="stylesheet" type="text/css" href="{0}_static/own.css"/><p>abc</p>"""
    (tmp_path / "book").mkdir()
    (tmp_path / "index.html").write_text(head.format(""), "utf-8")
    (tmp_path / "book" / "a.html").write_text(head.format("../"), "utf-8")
    return tmp_path


def test_a_site_keeps_its_characters(site):
    """Does a font keep the letters of the pages and lose the rest?"""
    from fontTools.ttLib import TTFont

    trim.trim_site(site)
    (font,) = (site / "_static" / "vendor").iterdir()
    letters = set(TTFont(font).getBestCmap())
    assert {ord("a"), ord("c")} <= letters
    assert ord("Q") not in letters


def test_a_page_has_one_style_sheet(site):
    """Do all pages share one file, in the order of its parts, whose addresses still lead home?"""
    trim.trim_site(site)
    (sheet,) = site.rglob("*.css")
    assert sheet.read_text("utf-8") == (
        '@font-face{src:url(vendor/main.woff) format("woff")}\n'
        "i{background:url(vendor/more.png)}\np{color:red}"
    )
    for name, up in (("index.html", ""), ("book/a.html", "../")):
        html = (site / name).read_text("utf-8")
        assert html.count("<link") == 1
        assert f'<link rel="stylesheet" href="{up}_static/{sheet.name}"/>' in html


def test_trimming_a_trimmed_site_changes_nothing(site):
    """Does an incremental build leave pages alone that were not written anew?"""
    trim.trim_site(site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    trim.trim_site(site)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_font_that_cannot_be_cut_stays(site):
    """Is a font that comes as WOFF2 only, as in newer themes, still the one that is loaded?"""
    next(site.rglob("main.ttf")).unlink()
    trim.trim_site(site)
    (sheet,) = site.rglob("*.css")
    assert 'src:url(vendor/main.woff2) format("woff2")' in sheet.read_text("utf-8")
    assert [path.name for path in (site / "_static" / "vendor").iterdir()] == ["main.woff2"]
