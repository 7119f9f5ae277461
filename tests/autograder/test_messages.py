"""Does every key have words, does every word have a use, and can another language join?"""

import re
import string
import tomllib

import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.judging.compare import Kind
from autograder.messages import languages, of_assignment, say, speaking
from autograder.sandbox.protocol import Rejection

FOLDER = REPOSITORY / "autograder" / "messages"
CATALOGS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
KEYS = {f"{section}.{name}" for section, words in CATALOGS["en"].items() for name in words}
SOURCES = "\n".join(
    path.read_text("utf-8")
    for path in (REPOSITORY / "autograder").rglob("*")
    if path.suffix in (".py", ".j2") and "rubrics" not in path.parts
)


def gaps(text):
    """The placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_key_that_is_said_has_words():
    """Is each key that stands in the source in the English catalog?"""
    pattern = rf'"((?:{"|".join(CATALOGS["en"])})\.\w+)"'
    said = set(re.findall(pattern, SOURCES))
    assert said
    assert said <= KEYS


def test_every_kind_of_difference_has_words():
    """Are the keys that are put together from values all there?"""
    assert {f"fact.{kind}" for kind in Kind.__args__} <= KEYS
    assert {f"returned.{reason}" for reason in Rejection} <= KEYS


def test_no_words_are_left_over():
    """Does the source name each key, or put it together?"""
    names = set(re.findall(r"\w+", SOURCES)) | {str(reason) for reason in Rejection}
    assert {key for key in KEYS if key.partition(".")[2] not in names} == set()


def test_other_languages_have_the_same_gaps():
    """Does each text of another language belong to a key, with the same placeholders?"""
    for language, catalog in CATALOGS.items():
        for section, words in catalog.items():
            for name, text in words.items():
                assert gaps(text) == gaps(CATALOGS["en"][section][name]), (language, section, name)


def test_what_a_language_lacks_is_said_in_english():
    """Does a language without a catalog fall back, and do its own texts of an assignment count?"""
    assert languages() == sorted(CATALOGS)
    with speaking("xx", {"xx": {"the two houses": "les deux maisons"}}):
        assert say("verdict.passed") == CATALOGS["en"]["verdict"]["passed"]
        assert of_assignment("the two houses", "the two houses") == "les deux maisons"
        assert of_assignment("a random batch", "a random batch") == "a random batch"
    assert of_assignment("the two houses", "the two houses") == "the two houses"


def test_an_unknown_key_is_an_error():
    """Is a key that nobody wrote words for noticed at once?"""
    with pytest.raises(KeyError):
        say("verdict.nonsense")
