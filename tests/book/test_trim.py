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


def test_a_site_keeps_its_characters(tmp_path):
    """Does a font keep the letters of the pages, lose the rest, and is the sheet told?"""
    fonts = ROOT / "node_modules" / "katex" / "dist" / "fonts"
    if not fonts.is_dir():
        pytest.skip("KaTeX is not installed: run `npm ci`")
    from fontTools.ttLib import TTFont

    static = tmp_path / "_static"
    static.mkdir()
    for suffix in ("ttf", "woff2"):
        shutil.copy(fonts / f"KaTeX_Main-Regular.{suffix}", static / f"main.{suffix}")
    face = '@font-face{src:url(main.woff2) format("woff2"),url(main.ttf) format("truetype")}'
    (static / "a.css").write_text(face, "utf-8")
    (tmp_path / "index.html").write_text("<p>abc</p>", "utf-8")
    trim.trim_site(tmp_path)
    assert (static / "a.css").read_text("utf-8") == (
        '@font-face{src:url(main.woff) format("woff")}'
    )
    assert sorted(path.name for path in static.iterdir()) == ["a.css", "main.woff"]
    letters = set(TTFont(static / "main.woff").getBestCmap())
    assert {ord("a"), ord("c")} <= letters
    assert ord("Q") not in letters
