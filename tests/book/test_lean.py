"""The check that a site is self-contained, and the slimming of its pages."""

import lean
import pytest


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<script>const URL = "https://cdn.example/x.js";</script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        '<link rel="preconnect" href="https://cdn.example">',
        '<img src="https://cdn.example/x.png">',
        '<img srcset="https://cdn.example/x.png 2x">',
        '<iframe src="https://cdn.example/"></iframe>',
        '<p style="background: url(https://cdn.example/x.png)">',
        "<style>@import 'https://cdn.example/x.css';</style>",
        '<meta http-equiv="refresh" content="0; url=https://cdn.example/">',
        '<object data="https://cdn.example/x.svg"></object>',
        '<img src="/x.png">',
        '<img src="missing.png">',
    ],
)
def test_a_load_from_elsewhere_or_in_vain_is_found(tmp_path, html):
    """Would the build stop for each way in which a page can load a file?"""
    (tmp_path / "index.html").write_text(html, "utf-8")
    (found,) = lean.problems(tmp_path)
    assert found.startswith("index.html loads ")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/">a link</a>',
        '<link rel="canonical" href="https://example.org/">',
        '<img src="here.png?v=1">',
        '<img src="data:image/png;base64,AAAA">',
        '<svg><use href="#part"></use></svg>',
        '<code>&lt;script src="https://cdn.example/x.js"&gt;</code>',
    ],
)
def test_links_and_own_files_pass(tmp_path, html):
    """Are plain links, pictures in the page and files of the site left alone?"""
    (tmp_path / "here.png").write_bytes(b"")
    (tmp_path / "index.html").write_text(html, "utf-8")
    assert lean.problems(tmp_path) == []


def test_style_sheets_are_read_too(tmp_path):
    """Is a font that a style sheet takes from elsewhere found?"""
    (tmp_path / "a.css").write_text("@font-face{src:url(https://cdn.example/f.woff2)}", "utf-8")
    assert lean.problems(tmp_path) == [
        "a.css loads https://cdn.example/f.woff2, which is not on its own origin"
    ]


def test_svg_size_in_css_pixels(tmp_path):
    """Is a size in points turned into CSS pixels, at 96 to 72?"""
    picture = tmp_path / "a.svg"
    picture.write_text('<?xml?><svg width="360pt" height="144.5pt" viewBox="0 0 1 1">', "utf-8")
    assert lean.svg_size(picture) == 'width="480" height="193"'
    picture.write_text('<svg viewBox="0 0 1 1">', "utf-8")
    assert lean.svg_size(picture) == ""
