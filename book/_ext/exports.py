"""The quizzes for other programs: GIFT for Moodle, QTI for Canvas, a deck for Anki.

They are written into ``_static/quizzes`` when the pages are, from the pages:

- ``NAME.gift.txt``: all questions, a category for each chapter;
- ``NAME-qti.zip``: a folder of QTI packages, one quiz for each chapter;
- ``NAME.apkg``: a deck with a subdeck for each chapter.

Each choice brings its explanation along.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from importlib.metadata import version
from pathlib import Path
from string import ascii_uppercase

import genanki
import questions
from bs4 import BeautifulSoup, NavigableString
from questions import Chapter, Question, chapters_of
from text2qti.config import Config
from text2qti.export import md_escape
from text2qti.qti import QTI
from text2qti.quiz import Quiz

FOLDER = "quizzes"
EPOCH = (1980, 1, 1, 0, 0, 0)
GIFT_SPECIAL = re.compile(r"[\\~=#{}:]")
CARD_STYLE = """.card { font: 18px/1.5 sans-serif; max-width: 40em; margin: auto; }
ol { list-style: upper-alpha; } .why { color: #555; } .nightMode .why { color: #bbb; }"""
CARD_MODEL = genanki.Model(
    1736500417,  # what Anki knows the kind of card by: never to be changed
    "From Surprise to Gradient",
    fields=[{"name": "Question"}, {"name": "Choices"}, {"name": "Answer"}],
    templates=[
        {
            "name": "Question",
            "qfmt": "{{Question}}{{Choices}}",
            "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}",
        }
    ],
    css=CARD_STYLE,
)


def gift_text(html: str) -> str:
    """HTML on one line, with what GIFT reads as its own signs escaped."""
    return GIFT_SPECIAL.sub(r"\\\g<0>", " ".join(html.split()))


def to_gift(title: str, chapters: list[Chapter]) -> str:
    """All questions in Moodle's GIFT format."""
    blocks = []
    for chapter in chapters:
        path = "/".join(part.replace("/", "//") for part in (title, chapter.title))
        blocks.append(f"$CATEGORY: $course$/top/{path}")
        for question in chapter.questions:
            choices = [
                f"  {'=' if choice.right else '~'}{gift_text(choice.text)}#{gift_text(choice.why)}"
                for choice in question.choices
            ]
            head = f"::{gift_text(question.name)}::[html]{gift_text(question.text)}"
            blocks.append("\n".join([f"{head} {{", *choices, "}"]))
    return "\n\n".join(blocks) + "\n"


def markdown(node: object) -> str:
    """Plain HTML as the Markdown of text2qti, on one line."""
    if isinstance(node, NavigableString):
        parts = re.split(r"(\\\(.*?\\\))", str(node))
        texts = [md_escape(part).replace("$", r"\$") for part in parts[::2]]
        formulas = [f"${part[2:-2]}$" for part in parts[1::2]] + [""]
        return "".join(a + b for a, b in zip(texts, formulas, strict=True))
    inner = "".join(markdown(child) for child in node.children)
    if node.name == "code":
        return f"`{node.get_text()}`"
    marks = {"em": "*", "strong": "**"}.get(node.name, "")
    return f"{marks}{inner}{marks}{' ' if node.name in ('p', 'li') else ''}"


def qti_text(html: str) -> str:
    """One line of text2qti's Markdown."""
    return " ".join(markdown(BeautifulSoup(html, "html.parser")).split())


def to_text2qti(title: str, chapter: Chapter) -> str:
    """A chapter's quiz in the format of text2qti."""
    lines = [f"Quiz title: {title}: {chapter.title}", "Shuffle answers: true"]
    for number, question in enumerate(chapter.questions, 1):
        lines += ["", f"Title: {question.name}", f"{number}. {qti_text(question.text)}"]
        for letter, choice in zip("abcdefgh", question.choices, strict=False):
            lines.append(f"{'*' if choice.right else ''}{letter}) {qti_text(choice.text)}")
            lines.append(f"... {qti_text(choice.why)}")
    return "\n".join(lines) + "\n"


def to_qti(title: str, chapters: list[Chapter]) -> bytes:
    """A zip of QTI packages, one for each chapter, which Canvas imports."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for chapter in chapters:
            text = to_text2qti(title, chapter)
            package = QTI(Quiz(text, config=Config(), source_name=chapter.page)).zip_bytes()
            archive.writestr(zipfile.ZipInfo(f"{chapter.stem}.zip", EPOCH), package)
    return packed.getvalue()


def to_note(chapter: Chapter, question: Question, edition: str = "") -> genanki.Note:
    """A question as a card of Anki: the question and its choices, then the reasons."""
    choices = "".join(f"<li>{choice.text}</li>" for choice in question.choices)
    letter = ascii_uppercase[question.choices.index(question.right)]
    wrong = "".join(
        f"<p class=why>{letter}: {choice.why}</p>"
        for letter, choice in zip(ascii_uppercase, question.choices, strict=False)
        if not choice.right
    )
    answer = f"<p><b>{letter}</b> {question.right.text}</p>{question.right.why}{wrong}"
    return genanki.Note(
        CARD_MODEL,
        [question.text, f"<ol>{choices}</ol>", answer],
        tags=[chapter.stem],
        # A corrected question replaces the old one, and none in another language.
        guid=genanki.guid_for(question.name, *([edition] if edition else [])),
    )


def write_anki(title: str, chapters: list[Chapter], target: Path, edition: str = "") -> None:
    """A deck for each chapter in one package."""
    decks = []
    for chapter in chapters:
        deck = genanki.Deck(
            zlib.crc32((edition + chapter.stem).encode()), f"{title}::{chapter.title}"
        )
        for question in chapter.questions:
            deck.add_note(to_note(chapter, question, edition))
        decks.append(deck)
    genanki.Package(decks).write_to_file(target, timestamp=0)


def digest(title: str, edition: str, chapters: list[Chapter]) -> str:
    """Of all that the files are made from, and of what makes them."""
    asked = [[c.page, c.title, *map(str, c.forms)] for c in chapters]
    code = [Path(file).read_text("utf-8") for file in (__file__, questions.__file__)]
    libraries = [version(name) for name in ("genanki", "text2qti")]
    whole = json.dumps([title, edition, asked, code, libraries])
    return hashlib.sha256(whole.encode()).hexdigest()


def write(app, exception):
    """Put the three files beside the pages, if a question changed: to make them takes seconds."""
    if exception is not None or app.builder.name != "html":
        return
    chapters, title, edition = chapters_of(app), app.config.project, app.config.edition
    folder, name = Path(app.outdir, "_static", FOLDER), app.config.exports_name
    gift, qti, anki = (folder / f"{name}{end}" for end in (".gift.txt", "-qti.zip", ".apkg"))
    record, now = Path(app.doctreedir, "exports.txt"), digest(title, edition, chapters)
    if all(file.is_file() for file in (gift, qti, anki, record)) and record.read_text() == now:
        return
    folder.mkdir(parents=True, exist_ok=True)
    gift.write_text(to_gift(title, chapters), "utf-8")
    qti.write_bytes(to_qti(title, chapters))
    write_anki(title, chapters, anki, edition)
    record.write_text(now)


def setup(app):
    """Write the files when the pages are there."""
    app.setup_extension("edition")
    app.add_config_value("exports_name", "quizzes", "html")
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
