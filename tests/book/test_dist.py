"""The book to take along."""

import zipfile

import pytest

from book._tools import dist

PAGE = """<html><head><title>T</title></head><body><p class="logo__title">T</p>
<nav class="bd-docs-nav"><a class="internal" href="{up}index.html">T</a>
<a class="internal" href="{up}book/a.html">A</a></nav>
<article class="bd-article"><h1 id="top">{title}</h1>{body}</article></body></html>"""


@pytest.fixture
def site(tmp_path):
    """A site of two pages that use the same id and link to each other."""
    folder = tmp_path / "site"
    (folder / "book").mkdir(parents=True)
    front = '<a href="book/a.html#top">to A</a> <a href="https://example.org/">away</a>'
    chapter = '<a href="#top">up</a> <a href="../index.html">front</a> <img src="../x.svg">'
    (folder / "index.html").write_text(PAGE.format(up="", title="T", body=front), "utf-8")
    (folder / "book" / "a.html").write_text(PAGE.format(up="../", title="A", body=chapter), "utf-8")
    return folder


def test_equal_sites_give_equal_zips(site, tmp_path):
    """Is a zip made twice from the same site the same, byte for byte?"""
    for name in ("one.zip", "two.zip"):
        dist.make_zip(site, tmp_path / name)
        (site / "index.html").touch()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert f"{dist.NAME}/book/a.html" in names


def test_links_between_pages_become_links_on_the_page(site, tmp_path):
    """Does every link of the printed book lead to its own page's place, each id once?"""
    html = dist.make_one_page(site, tmp_path / "onepage").read_text("utf-8")
    assert html.count('id="index--top"') == html.count('id="book-a--top"') == 1
    assert 'href="#book-a--top">to A' in html
    assert 'href="#book-a--top">up' in html
    assert 'href="#index--">front' in html
    assert 'id="index--"' in html
    assert 'href="https://example.org/"' in html
    assert 'src="x.svg"' in html
