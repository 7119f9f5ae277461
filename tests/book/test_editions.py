"""The other editions of the book: in step with the English, in their words, and on the site."""

import json
import re

import edition
import pytest
from bs4 import BeautifulSoup

from book._tools import house_style
from book._tools.editions import (
    BOOK,
    Section,
    Status,
    english_file,
    languages,
    read_sections,
    split_sections,
    stamped,
    statuses,
    translated_file,
)
from book._tools.same_code import Pages, compare

from .planted import measure
from .widget_pages import CHAPTERS, ROOT

LANGUAGES = languages()
#: Of each kind of planted drift so much must be noticed.
LEAST = 0.98

PAGE = """\
(ch-a)=
# Title

Text.

## Aims

One.

(sec-b)=
## Second

Two, *p* and 3.
"""


# ------------------------------------------------------------------------ the checker


def test_sections_have_keys():
    """Is a section named by its label, and one without by its place after the last label?"""
    assert [one.key for one in split_sections(PAGE)] == ["ch-a", "ch-a+1", "sec-b"]
    assert "".join(one.text for one in split_sections(PAGE)) == PAGE


def test_a_stamp_stands_below_its_heading_and_changes_nothing():
    """Is a stamp found again, and no part of what it stamps?"""
    section = split_sections(PAGE)[2]
    text = stamped(section, "0123abcd", LANGUAGES[0])
    assert text.startswith("(sec-b)=\n## Second\n% en: 0123abcd 0\n")
    (again,) = split_sections(text)
    assert again.of == "0123abcd"
    assert again.fingerprint == section.fingerprint
    assert stamped(again, "0123abcd", LANGUAGES[0]) == text


@pytest.mark.parametrize(
    ("english", "other", "told"),
    [
        ('print("sum", x)', 'print("和", x)', False),
        ('print("sum", x)', 'print("和", y)', True),
        ('print(f"{x:.2f} bits of {y}")', 'print(f"共{y}，其中{x:.2f}比特")', False),
        ('print(f"{x:.2f} bits")', 'print(f"{x:.3f}比特")', True),
        ('print(f"{x:8.2f}{y:8.2f}")', 'print(f"{x:10.2f}{y:10.2f}")', False),
        ('loss(reduction="mean")', 'loss(reduction="均值")', True),
        ('ax.set(xlabel="step")', 'ax.set(xlabel="步长")', False),
        ('d = {"a b": 1}\nd["a b"]', 'd = {"甲": 1}\nd["甲"]', False),
        ('d = {"a b": 1}\nd["a b"]', 'd = {"甲": 1}\nd["乙"]', True),
        ("x = 1  # one", "x = 1  # 一", False),
        ('def f():\n    """One."""\n    return 1', 'def f():\n    """一。"""\n    return 1', False),
        ('assert x == 1, "no"', 'assert x == 1, "不"', False),
        ('print("3 rows")', 'print("4行")', True),
        ('print("row")', 'print("column")', True),
        ("a - b", "a + b", True),
    ],
)
def test_code_may_differ_in_what_a_reader_sees_only(english, other, told):
    """Are comments, docstrings and shown strings free, and all else is not?"""
    pages = Pages.read([english], [other], "[\u4e00-\u9fff]")
    assert bool(list(compare([english], [other], pages))) is told


def test_planted_drift_is_noticed():
    """Is nearly every change told? docs/translating.md has the rates."""
    missed = {
        kind: (seen, all_of) for kind, (seen, all_of) in measure().items() if seen < LEAST * all_of
    }
    assert missed == {}


def test_a_stale_section_says_so(build, monkeypatch):
    """Is there a line below the heading of a stale section, with a link to the English one?"""
    old = Section("sec-b", "(sec-b)=\n## Second\n% en: 00000000 0\n")
    status = Status(LANGUAGES[0], "index", tuple(split_sections(PAGE)), (old,))
    monkeypatch.setattr(Status, "read", lambda *_: status)
    words = {"stale": "Changed on {date}. ", "english": "English", "missing": "Not yet. "}
    html, _ = build(PAGE, "edition", edition=LANGUAGES[0], edition_labels=words)
    (note,) = BeautifulSoup(html, "html.parser").select(".edition-note")
    assert note.find_previous_sibling(["h1", "h2"]).text.startswith("Second")
    assert note.a["href"] == "../index.html#sec-b"
    assert re.match(r"Changed on [\d-]*\. English", note.text.strip())


# ------------------------------------------------------------------------ the sources


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_is_in_step(language):
    """Has each page every section, and nothing that differs? One in twenty may be stale."""
    found = statuses(language)
    for kind in ("missing", "orphaned", "drifted"):
        assert [f"{s.page}: {one}" for s in found for one in getattr(s, kind)] == []
    stale = sum(len(status.stale) for status in found)
    assert stale <= sum(len(status.english) for status in found) / 20


def pages_of(language):
    """The pages of an edition."""
    return sorted((BOOK / language).glob("*.md"))


@pytest.mark.parametrize(
    ("language", "page"),
    [pytest.param(one, page, id=page.stem) for one in LANGUAGES for page in pages_of(one)],
)
def test_a_page_keeps_the_house_style(language, page):
    """Are the terms those of terms.csv, and the typography that of typography.toml?"""
    text = re.sub(r"(?s)\A---\n.*?\n---\n", "", page.read_text("utf-8"))
    text = re.sub(r"(?ms)^(`{3,})(?:\{code-cell\}|\{math\}|(?!\{)).*?^\1$", "", text)
    text = re.sub(r"(?m)^(%.*|\(.*\)=|:[a-z-]+:.*|`{3,}.*|:{3,}.*)$", "", text)
    assert list(house_style.faults(language, text)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_find_all_their_words(language):
    """Has each catalog of a script only words that the script says, and lists of their length?"""
    scripts = {path.stem: path.read_text("utf-8") for path in BOOK.glob("_*/*.js")}
    for stem, text in edition.script_words(language).items():
        for key, value in json.loads(text).items():
            assert re.search(rf"(?<!\w){key}(?!\w)", scripts[stem]), (stem, key)
            assert value, (stem, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_of_words_are_those_of_english(language):
    """Has each text with gaps the gaps that its script fills?"""
    scripts = {path.stem: path.read_text("utf-8") for path in BOOK.glob("_*/*.js")}
    for stem, text in edition.script_words(language).items():
        for gap in set(re.findall(r"\{([a-z]\w*)\}", text)):
            assert f"{{{gap}}}" in scripts[stem], (stem, gap)


# ------------------------------------------------------------------------ the site


@pytest.mark.book
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_leads_to_itself_in_the_other_language(site, pages, language):
    """Has every page the switch, and is what it leads to there, both ways?"""
    tag = edition.about(language)["tag"]
    own = [name for name in pages if name.startswith(f"{language}/")]
    english = [name for name in pages if name.partition("/")[0] not in LANGUAGES]
    assert {name.partition("/")[2] for name in own} == set(english) - {"404.html"}
    for name in set(pages) - {"404.html"}:
        soup = BeautifulSoup((site / name).read_text("utf-8"), "html.parser")
        (link,) = soup.select("a.course-language")
        goal = (site / name).parent / link["href"]
        assert goal.is_file(), name
        theirs = BeautifulSoup(goal.read_text("utf-8")[:3000], "html.parser").html["lang"]
        assert {soup.html["lang"], theirs} == {"en", tag}, name
        assert link["hreflang"] == theirs, name


@pytest.mark.book
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_the_same(site, pages, language):
    """Is every label of an English page on the page of the other edition?"""
    start = re.compile(r'id="((?:ch|sec|fig|quiz|thm|def|ex|equation)-[\w-]+)"')
    for name in (name for name in pages if name.startswith(f"{language}/book/")):
        theirs = set(start.findall((site / name).read_text("utf-8")))
        ours = set(start.findall((site / name.partition("/")[2]).read_text("utf-8")))
        assert {label for label in ours - theirs if not label.startswith("ex-exercise")} == set()


@pytest.mark.book
def test_the_switch_keeps_the_place(address, open_page):
    """Does a reader in the middle of a page come to the same section, and back?"""
    language, label = LANGUAGES[0], "sec-softmax-shift"
    page = open_page(f"{address}book/softmax.html#{label}")
    for folder in (f"{language}/", ""):
        page.wait_for_timeout(500)
        page.evaluate("document.querySelector('.course-language').click()")  # and no scrolling
        page.wait_for_url(f"{address}{folder}book/softmax.html#{label}")


@pytest.mark.book
@pytest.mark.parametrize("query", ["交叉熵", "熵", "KL散度", "label smoothing", "标签平滑"])
def test_chinese_words_are_found(address, open_page, query):
    """Does search find what a reader of Chinese looks for, over http and from disk?"""
    page = open_page(f"{address}zh/search.html?q={query}")
    page.wait_for_selector("#search-results li a")
    first = page.locator("#search-results li").first.inner_text()
    assert query.lower() in first.lower() or query == "label smoothing"


#: Words of more than three Latin letters that a figure may say in any language: names and code.
NAMES = {"softmax", "logit", "logits", "huber", "mean", "none", "label_smoothing", "ignore_index"}
NAMES |= {"indexerror", "runtimeerror", "reduction", "hot", "log1p", "wmean", "crossentropyloss"}


@pytest.mark.book
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHAPTERS)
def test_an_interactive_figure_speaks_the_language(site, open_page, language, name):
    """Does the figure draw itself without errors, and say nothing in English?"""
    chapter = CHAPTERS[name]
    where = "index" if chapter == "index" else f"book/{chapter}"
    page = open_page((site / language / f"{where}.html").as_uri())
    stage = page.locator(f"[data-widget={name}] .widget-stage")
    stage.wait_for(state="attached")
    said = stage.inner_text() + stage.get_attribute("aria-label")
    said += " ".join(stage.locator("option").all_inner_texts())
    assert re.search(edition.about(language)["script"], said)
    words = {word.lower() for word in re.findall(r"[A-Za-z_]{4,}", said)}
    assert words - NAMES == set()
    assert page.errors == []


@pytest.mark.book
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_draw_their_letters(site, language):
    """Is no letter of a figure text, which a machine may have no font for?"""
    drawn = list((site / language / "_images").glob("*.svg"))
    assert drawn
    assert [path.name for path in drawn if "<text" in path.read_text("utf-8")] == []


def test_every_page_is_there_for_every_language():
    """Is the list of pages that of the table of contents?"""
    for language in LANGUAGES:
        assert [s.page for s in statuses(language) if not s.other] == []
        names = {english_file(s.page).stem for s in statuses(language)}
        assert {path.stem for path in pages_of(language)} == names
        assert read_sections(translated_file(language, "index"))
    assert (ROOT / "index.md").is_file()
