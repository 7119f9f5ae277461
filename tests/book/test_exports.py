"""The quizzes for Moodle, Canvas and Anki."""

import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser

import exports
import pytest
from bs4 import BeautifulSoup
from edition import languages
from questions import Chapter

from .conftest import pages_of

FORM = """<form class="quiz" id="quiz-a-b" method="dialog"><fieldset>
<legend>What is <code class="x"><span class="pre">{a:</span> <span class="pre">1}</span></code>
at <span class="math"><math><mi>x</mi>
<annotation encoding="application/x-tex">\\frac{1}{2} = x</annotation></math></span>?
</legend><p>It costs $5 ~ 6.</p>
<div class="quiz-choice quiz-wrong"><input type="radio"/><label>a &lt; <em>b</em></label>
<div class="quiz-why"><p class="quiz-verdict">No.</p><p>Because #1.</p></div></div>
<div class="quiz-choice quiz-right"><input type="radio"/><label>1. yes</label>
<div class="quiz-why"><p class="quiz-verdict">Right.</p><p>So it is.</p></div></div>
<button type="reset">Again</button></fieldset></form>"""
CHAPTERS = [Chapter("book/a.html", "A/B: one", (BeautifulSoup(FORM, "html.parser").form,))]
QTI = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}


def words(html):
    """The words of a piece of HTML."""
    text = BeautifulSoup(html, "html.parser").get_text(" ")
    return " ".join(text.replace("’", "'").split())  # text2qti sets quotes as a printer does


def read_gift(text):
    """What Moodle reads: categories, and questions with weight, choice and feedback.

    The rules are those of Moodle's ``qformat_gift``: a backslash takes the meaning from the sign
    after it, and blank lines part the questions.
    """
    hidden = {f"\\{sign}": f"\0{ord(sign)}\0" for sign in "\\:#={}~"}
    plain = re.sub(r"\\[\\:#={}~]", lambda found: hidden[found[0]], text)

    def shown(part):
        return re.sub(r"\0(\d+)\0", lambda found: chr(int(found[1])), part).strip()

    categories, questions = [], []
    for block in plain.strip().split("\n\n"):
        if block.startswith("$CATEGORY: "):
            categories.append(shown(block.removeprefix("$CATEGORY: ")))
            continue
        name, text, answers = re.fullmatch(r"::(.*?)::\[html\](.*?)\{(.*)\}", block, re.S).groups()
        choices = [
            (sign == "=", *map(shown, answer.split("#")))
            for sign, answer in re.findall(r"([=~])([^=~]*)", answers)
        ]
        questions.append((shown(name), shown(text), choices))
    return categories, questions


def test_moodle_reads_what_was_asked():
    """Do signs that mean something to GIFT, TeX among them, arrive as they are?"""
    categories, ((name, text, choices),) = read_gift(exports.to_gift("Book", CHAPTERS))
    assert categories == ["$course$/top/Book/A//B: one"]
    assert name == "quiz-a-b"
    assert words(text) == r"What is {a: 1} at \(\frac{1}{2} = x\)? It costs $5 ~ 6."
    assert choices == [
        (False, "a &lt; <em>b</em>", "<p>Because #1.</p>"),
        (True, "1. yes", "<p>So it is.</p>"),
    ]


def read_qti(package):
    """The items of the QTI packages: title, question, right choices, all choices, feedback."""
    items = []
    with zipfile.ZipFile(io.BytesIO(package)) as outer:
        for name in outer.namelist():
            inner = zipfile.ZipFile(io.BytesIO(outer.read(name)))
            (path,) = (n for n in inner.namelist() if re.fullmatch(r"(.*)/\1\.xml", n))
            for item in ET.fromstring(inner.read(path)).iterfind(".//q:item", QTI):
                choices = {
                    label.get("ident"): words(label.find(".//q:mattext", QTI).text)
                    for label in item.iterfind(".//q:response_label", QTI)
                }
                right = [
                    choices[condition.find(".//q:varequal", QTI).text]
                    for condition in item.iterfind(".//q:respcondition", QTI)
                    if condition.find("q:setvar", QTI) is not None
                ]
                why = [
                    words(said.find(".//q:mattext", QTI).text)
                    for said in item.iterfind("q:itemfeedback", QTI)
                ]
                question = item.find("q:presentation/q:material/q:mattext", QTI).text
                items.append((item.get("title"), question, right, list(choices.values()), why))
    return items


def test_canvas_reads_what_was_asked():
    """Does the QTI package hold the question, the right choice and each explanation?"""
    ((name, question, right, choices, why),) = read_qti(exports.to_qti("Book", CHAPTERS))
    assert name == "quiz-a-b"
    assert "<code>{a: 1}</code>" in question
    assert "It costs $5 ~ 6." in words(question)
    formula = BeautifulSoup(question, "html.parser").img
    assert formula["data-equation-content"] == r"\frac{1}{2} = x"
    assert right == ["1. yes"]
    assert choices == ["a < b", "1. yes"]
    assert why == ["Because #1.", "So it is."]


def read_anki(path, folder):
    """The notes of an Anki package: id, fields, tags; and the names of its decks."""
    with zipfile.ZipFile(path) as archive:
        archive.extract("collection.anki2", folder)
    with sqlite3.connect(folder / "collection.anki2") as collection:
        notes = collection.execute("select guid, flds, tags from notes order by id").fetchall()
        (decks,) = collection.execute("select decks from col").fetchone()
    return notes, {deck["name"] for deck in json.loads(decks).values()}


def test_anki_reads_what_was_asked(tmp_path):
    """Does a card show the choices first, and then the right one with all reasons?"""
    for name in ("one.apkg", "two.apkg"):
        exports.write_anki("Book", CHAPTERS, tmp_path / name)
    notes, decks = read_anki(tmp_path / "one.apkg", tmp_path)
    assert "Book::A/B: one" in decks
    ((guid, fields, tags),) = notes
    question, choices, answer = fields.split("\x1f")
    assert r"\(\frac{1}{2} = x\)" in question
    assert words(choices) == "a < b 1. yes"
    assert words(answer) == "B 1. yes So it is. A: Because #1."
    assert tags.strip() == "a"
    again, _ = read_anki(tmp_path / "two.apkg", tmp_path)
    assert again[0][0] == guid, "a new release must renew the card, not double it"


class Quizzes(HTMLParser):
    """Counts quizzes and right choices of a page."""

    def __init__(self):
        super().__init__()
        self.names = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form" and values.get("class") == "quiz":
            self.names.append(values["id"])


@pytest.mark.book
@pytest.mark.parametrize("language", ["", *languages()])
def test_every_question_of_the_book_is_in_every_file(site, pages, tmp_path, language):
    """Is no quiz of any page of an edition missing in the three files that it offers?"""
    pages, site = pages_of(pages, language), site / language
    parser = Quizzes()
    for page in pages:
        parser.feed((site / page).read_text("utf-8"))
    asked = set(parser.names)
    assert len(asked) == len(parser.names) > 50
    (gift,) = site.glob("_static/quizzes/*.gift.txt")
    _, questions = read_gift(gift.read_text("utf-8"))
    assert {name for name, _, _ in questions} == asked
    assert all(sum(right for right, *_ in choices) == 1 for _, _, choices in questions)
    (qti,) = site.glob("_static/quizzes/*-qti.zip")
    items = read_qti(qti.read_bytes())
    assert {name for name, *_ in items} == asked
    by_name = {name: [words(right[1]) for right in c if right[0]] for name, _, c in questions}
    for name, _, right, choices, why in items:
        assert len(why) == len(choices)
        assert len(right) == 1
        if "\\(" not in by_name[name][0]:
            assert right == by_name[name]
    (anki,) = site.glob("_static/quizzes/*.apkg")
    notes, _ = read_anki(anki, tmp_path)
    assert len(notes) == len(asked)


@pytest.mark.book
def test_what_the_pages_offer_is_there(site):
    """Do the links to the files on the pages lead to files?"""
    found = 0
    for page in (site / "book").glob("*.html"):
        for link in re.findall(r'href="([^"]*_static/quizzes/[^"]*)"', page.read_text("utf-8")):
            found += 1
            assert (page.parent / link).is_file(), f"{page.name}: {link}"
    assert found >= 4
