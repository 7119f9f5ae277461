"""What makes the site a publication: version, date, license, citation, map."""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import publication
import pytest
import yaml
from bs4 import BeautifulSoup
from PIL import Image

from .conftest import pages_of
from .widget_pages import ROOT

CITATION = """\
title: "The Book: a course"
version: 1.2.3
date-released: 2020-01-31
authors:
  - given-names: Ada
    family-names: Lovelace
  - name: The others
"""
BASE = {"html_baseurl": "https://example.org/book", "project": "The Book"}
REPOSITORY = {"course_repository": "https://github.com/me/course"}


@pytest.fixture
def publish(build, tmp_path):
    """Build a page with its foot and give its HTML and the folder of the site."""
    (tmp_path / "CITATION.cff").write_text(CITATION, "utf-8")
    (tmp_path / "_templates").mkdir()
    for name in ("publication.html", "404.html"):
        shutil.copy(ROOT / "book" / "_templates" / name, tmp_path / "_templates")

    def run(**config):
        settings = {
            "templates_path": ["_templates"],
            "html_sidebars": {"**": ["publication.html"]},
            "copyright": "2020",
            "author": "Ada",
        }
        html, warnings = build("# A & B\n", "publication", **settings, **config)
        assert warnings == ""
        return BeautifulSoup(html, "html.parser"), tmp_path / "_out"

    return run


def test_a_page_says_what_it_is_and_how_to_cite_it(publish):
    """Are version, date, licenses and citation on the page, the citation also as BibTeX?"""
    page, _ = publish()
    foot = page.select_one(".publication")
    assert "Version 1.2.3, page changed on 2020-01-31." in " ".join(foot.text.split())
    assert [a["href"] for a in foot.select("a")] == [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://opensource.org/license/mit",
    ]
    assert foot.select_one("details p").text == (
        "Ada Lovelace and The others. “A & B.” In: The Book: a course, version 1.2.3, 2020-01-31."
    )
    entry = foot.select_one("pre").text
    assert "title     = {A & B}" in entry
    assert "year      = {2020}" in entry
    assert entry.count("{") == entry.count("}")


def test_the_repository_gives_links_to_improve_and_to_report(publish):
    """Do both links name the file, and the report the page and the version?"""
    page, _ = publish(**REPOSITORY)
    links = {a.text: a["href"] for a in page.select(".publication a")}
    where = "https://github.com/me/course"
    assert links["Version 1.2.3"] == f"{where}/blob/main/CHANGELOG.md"
    assert links["Improve this page"] == f"{where}/edit/main/index.md"
    report = links["Report a mistake"]
    assert report.startswith(f"{where}/issues/new?title=Erratum%3A+A+%26+B&body=Page%3A+index.md")
    assert "1.2.3" in report


def test_an_address_gives_canonical_links_a_card_and_a_map(publish):
    """Does a site that knows its address tell it to search engines and messengers?"""
    page, out = publish(**BASE)
    here = "https://example.org/book/index.html"
    assert page.find("link", rel="canonical")["href"] == here
    tags = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert tags["og:title"] == "A & B"
    assert tags["og:url"] == here
    card = out / tags["og:image"].removeprefix("https://example.org/book/")
    assert Image.open(card).size == (1200, 630)
    places = [loc.text for loc in ET.parse(out / "sitemap.xml").iterfind(".//{*}loc")]
    assert places == [here]
    missing = BeautifulSoup((out / "404.html").read_text("utf-8"), "html.parser")
    assert {a["href"] for a in missing.select("a")} == {
        here,
        "https://example.org/book/search.html",
    }
    assert here in page.select_one(".publication pre").text


def test_without_an_address_nothing_is_invented(publish):
    """Is a copy on a laptop free of canonical links, cards and maps?"""
    page, out = publish()
    assert page.find("link", rel="canonical") is None
    assert not page.select("meta[property]")
    assert not (out / "sitemap.xml").exists()
    assert (out / "404.html").is_file()


def test_the_date_of_a_page_is_that_of_its_last_commit(tmp_path):
    """Are dates read from git for each file, in a subfolder of a repository too?"""

    def git(*command, date):
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c"}
        who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c"}
        when = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        environment = {**os.environ, **who, **when}
        subprocess.run(["git", "-C", tmp_path, *command], check=True, env=environment)

    folder = tmp_path / "course"
    (folder / "book").mkdir(parents=True)
    git("init", "-q", date="")
    for name, date in (("a", "2021-02-03"), ("b", "2022-03-04"), ("a", "2023-04-05")):
        with (folder / "book" / f"{name}.md").open("a") as file:
            file.write(date)
        git("add", ".", date=f"{date}T12:00:00Z")
        git("commit", "-qm", date, date=f"{date}T12:00:00Z")
    dates = {"book/a.md": "2023-04-05", "book/b.md": "2022-03-04"}
    assert publication.read_dates(folder) == dates


def test_without_git_there_are_no_dates(tmp_path, monkeypatch):
    """Does a folder without history, or a machine without git, still build?"""
    assert publication.read_dates(tmp_path) == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert publication.read_dates(tmp_path) == {}


@pytest.mark.book
def test_every_page_of_the_book_has_its_foot(site, pages):
    """Do version and license stand on each page, and citation and date on each page of text?"""
    version = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"]
    english = set(pages_of(pages, ""))
    for name in set(pages) - {"404.html"}:
        html = (site / name).read_text("utf-8")
        assert re.search(rf"\w+ {version}", html), name
        assert "creativecommons.org/licenses/by/4.0" in html, name
        if name in english and name != "search.html":
            assert f"Version {version}" in html, name
            assert re.search(r"page changed on \d{4}-\d\d-\d\d\.", html), name
            assert "Cite this page" in html, name
