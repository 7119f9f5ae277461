"""Do other languages say what English says, in their own words and their own house style?"""

import dataclasses
import itertools
import random
import re
import shutil

import pytest

from autograder import translations
from autograder.catalog import Material
from autograder.judging.exam import flowing, hint
from autograder.judging.translation import Source, Translation, fingerprint, labels, sources
from autograder.messages import DEFAULT, languages
from autograder.translations import (
    CODE,
    GAP,
    OPERATOR,
    CellText,
    Status,
    Text,
    differences,
    main,
    statuses,
)
from book._tools import house_style
from surprise_to_gradient import MATERIAL
from tests.catalog import assignment, load, stems

SPOKEN = sorted({*languages(), *MATERIAL.languages()} - {DEFAULT})
STATUSES = [
    pytest.param(status, id=f"{language}-{status.file.parent.parent.name}-{status.file.stem}")
    for language in SPOKEN
    for status in statuses(language, [MATERIAL])
]
TEXTS = [
    text
    for param in STATUSES
    for text in param.values[0].texts
    if not isinstance(text, CellText)  # tests/autograder/test_editions.py
]


@pytest.mark.parametrize("status", STATUSES)
def test_a_language_says_everything_and_nothing_else(status):
    """Is each text translated, with the code, numbers and formulas of its English?"""
    assert status.missing == []
    assert status.orphaned == ()
    assert status.unfaithful == []


def test_few_texts_lag_behind_their_english():
    """Is what was changed in English mostly changed in other languages, too?"""
    stale = [text.name for text in TEXTS if text.stale]
    assert len(stale) <= len(TEXTS) // 20, stale


@pytest.mark.parametrize("stem", stems())
def test_a_template_makes_the_hint(stem):
    """Is what is translated what the student would read in English?"""
    for source, misconception in zip(sources(load(stem)), load(stem).misconceptions, strict=True):
        filled = source.english if source.words is None else source.english.format_map(source.words)
        assert flowing(filled) == hint(misconception)


@pytest.mark.parametrize("stem", stems())
@pytest.mark.parametrize("language", SPOKEN)
def test_every_mistake_and_label_is_said(stem, language):
    """Does the assignment carry a text for each, with its gaps filled, in as many paragraphs?"""
    texts, rubric = assignment(stem).hints[language], load(stem)
    for misconception in rubric.misconceptions:
        told = texts[misconception.__name__]
        assert not GAP.search(CODE.sub("", told))
        assert told.count("\n\n") == hint(misconception).count("\n\n")
    assert set(labels(rubric)) <= set(texts)


# ------------------------------------------------------------------ the tool's own strictness


def planted():
    """Translated texts with one thing changed, by what was changed."""
    rng = random.Random(16)
    for text in TEXTS:
        if text.translated is None:
            continue
        said = text.translated
        prose = GAP.sub("", CODE.sub("", said))
        if numbers := re.findall(r"(?<![\w.])\d+(?:\.\d+)?", prose):
            number = rng.choice(numbers)
            changed = re.sub(rf"(?<![\w.]){re.escape(number)}", f"7{number}", said, count=1)
            yield "number", text, changed
        if signs := OPERATOR.findall(prose):
            yield "sign", text, said.replace(rng.choice(signs), "", 1)
        if codes := CODE.findall(said):
            code = rng.choice(codes)
            yield "code", text, said.replace(code, code[:-1] + "_`", 1)
        if "\n\n" in said:
            yield "paragraph", text, said.replace("\n\n", "", 1)


def test_planted_drift_is_caught():
    """Is a changed number, sign, piece of code or paragraph noticed, in every text?"""
    kinds = {"number": 0, "sign": 0, "code": 0, "paragraph": 0}
    for kind, text, changed in planted():
        assert any(differences(text.english, changed)), (kind, text.name)
        kinds[kind] += 1
    assert min(kinds.values()) > 100


def test_exchanged_hints_are_caught():
    """Is a hint under another one's key noticed, by its numbers and code or by its stamp?"""
    hints = [text for text in TEXTS if text.of and text.translated]
    for text, other in itertools.pairwise(hints):
        moved = Text(text.name, text.english, other.translated, other.of)
        assert moved.stale or text.english == other.english


def test_changed_english_is_stale_until_it_is_stamped(tmp_path):
    """Does a text whose English changed say so, and does the stamp of its name settle that?"""
    (tmp_path / "messages").mkdir()
    file = shutil.copy(translations.FOLDER / f"{SPOKEN[0]}.toml", tmp_path / "words.toml")
    before = statuses(SPOKEN[0], [])[0]
    changed = tuple(
        dataclasses.replace(text, english=text.english + " And more.", of=fingerprint(text.english))
        if text.name == "verdict.passed"
        else text
        for text in before.texts
    )
    status = Status(tmp_path / "words.toml", changed, ())
    assert status.stale == ["verdict.passed"]
    assert "  stale: verdict.passed" in list(status.lines())
    translations.stamp(status, ["verdict.passed"])
    assert f'"verdict.passed" = "{fingerprint("Correct. And more.")}"' in file.read_text("utf-8")


def test_the_status_of_a_course_directory(tmp_path, capsys):
    """Does the command tell what a course of one's own lacks, and return 1 for it?"""
    for folder in ("rubrics", "solutions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "messages" / "xx").mkdir(parents=True)
    (tmp_path / "messages" / "xx" / "_common.toml").write_text('[labels]\n"gone" = "parti"\n')
    assert main(["xx", "--course", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "  orphaned: gone" in told
    assert "verdict.passed" not in told, "the grader's words are not the course's"
    assert main(["xx", "--course", str(tmp_path / "messages")]) == 2
    assert "rubrics/ or solutions/ is missing" in capsys.readouterr().err


RUBRIC = '''"""A rubric with a case and a mistake."""

from autograder.rubric import Rubric, call, misconceptions_in, question

from ..solutions import one as reference


def cases(rng):
    yield call("a small number", "twice", 1.0)


class Squares:
    """You take the square. Try 3."""

    target = "twice"
    breaks = ("twice.value",)

    def __call__(self, x):
        return x**2


QUESTIONS = (question("twice.value", 1, cases),)
RUBRIC = Rubric("one", reference, QUESTIONS, misconceptions_in(globals()))
'''


@pytest.fixture
def own(tmp_path):
    """A course directory with one assignment, whose texts in a language are one file."""
    files = {
        "rubrics/one.py": RUBRIC,
        "solutions/one.py": "# %%\ndef twice(x):\n    return 2 * x\n",
        "messages/xx.toml": '[one]\nSquares = "Au carré. Essayez 3."\n"a wee number" = "un"\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_for_the_language_is_read(own, capsys):
    """Does the command know what is in it, what is not, and which key fits nothing?"""
    file = own / "messages" / "xx.toml"
    assert main(["--course", str(own)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[:5] == [
        f"{file}: 1 of 3",
        "  missing: one.all cases",
        "  missing: one.a small number",
        "  stale: one.Squares",
        "  orphaned: one.a wee number",
    ]
    text = file.read_text("utf-8").replace("a wee n", "a small n") + '"all cases" = "tous"\n'
    file.write_text(text, encoding="utf-8")
    main(["--course", str(own), "--stamp"])
    assert main(["xx", "--course", str(own)]) == 1, "the notebook is missing still"
    assert [line for line in capsys.readouterr().out.splitlines() if str(file) in line] == [
        f"{file}: 3 of 3"
    ]
    assert translations.course(Material.in_directory(own), "xx")[0].stale == []


def test_a_file_and_a_folder_for_the_language_add_up(own):
    """Is a text that stands in either of them not missing?"""
    folder = own / "messages" / "xx"
    folder.mkdir()
    (folder / "one.toml").write_text('[labels]\n"all cases" = "tous"\n', encoding="utf-8")
    found = translations.course(Material.in_directory(own), "xx")
    assert [name for status in found for name in status.missing] == ["a small number"]


def test_a_hint_is_found_by_its_name_its_family_or_its_english():
    """Is one translation enough for all misconceptions that say the same?"""
    texts = Translation({"First": "un", "Kind": "de {item}"}, {"row": "ligne"})
    assert texts.key(Source("First", None, "one")) == "First"
    assert texts.key(Source("AnyKind", "Kind", "of {item}", {"item": "row"})) == "Kind"
    assert texts.key(Source("Second", None, "one")) is None


def test_both_layouts_of_a_folder_are_read(tmp_path):
    """Do a file for the language and a file for each assignment say the same?"""
    material = Material("one", "nowhere", tmp_path, tmp_path, messages=tmp_path)
    (tmp_path / "xx").mkdir()
    (tmp_path / "yy.toml").write_text("[a]\nHint = 'une'\n")
    (tmp_path / "xx" / "a.toml").write_text("[hints]\nHint = 'une'\n")
    assert material.languages() == ["xx", "yy"]
    assert material.translation("xx", "a").hints == {"Hint": "une"}
    assert material.translation("yy", "a").hints == {}


# -------------------------------------------------------------------------- house style


@pytest.mark.parametrize("language", house_style.languages())
def test_every_text_keeps_the_house_style(language):
    """Are terms those of the table, and is the typography that of the language?"""
    found = [
        f"{text.name}: {fault}"
        for status in statuses(language, [MATERIAL])
        for text in status.texts
        for fault in house_style.faults(language, text.said())
    ]
    assert found == []


@pytest.mark.parametrize("language", house_style.languages())
def test_rules_catch_what_they_say(language):
    """Does each rule of typography find its wrong examples, and none of its right ones?"""
    for rule in house_style.rules(language):
        assert rule.wrong
        assert rule.right
        assert [text for text in rule.wrong if not rule.pattern.search(text)] == []
        assert [text for text in rule.right if rule.pattern.search(text)] == []


@pytest.mark.parametrize("language", house_style.languages())
def test_the_table_of_terms_contradicts_nothing(language):
    """Has each English term one row, and does none forbid what another row asks for?"""
    table = house_style.terms(language)
    assert len({term.english for term in table}) == len(table)
    assert all(term.term and None not in dataclasses.astuple(term) for term in table)
    used = {term.term for term in table}
    clashes = [
        (term.english, variant, other)
        for term in table
        for variant in term.forbidden
        for other in used
        if variant in other
    ]
    assert clashes == []
