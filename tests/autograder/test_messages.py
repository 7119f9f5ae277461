"""Does every key have words, does every word have a use, and can another language join?"""

import ast
import builtins
import functools
import importlib
import pickle
import pkgutil
import re
import string
import tomllib

import pytest

import autograder
from autograder.cli import main
from autograder.gradebook.course import REPOSITORY, CourseError
from autograder.gradebook.worker import State
from autograder.judging.compare import Kind
from autograder.messages import (
    TERMINAL,
    SpokenError,
    counted,
    languages,
    of_assignment,
    of_terminal,
    say,
    speaking,
    word,
)
from autograder.platforms.collect import State as Move
from autograder.platforms.standing import Status
from autograder.running.wall import WallError
from autograder.sandbox.protocol import Rejection

FOLDER = REPOSITORY / "autograder" / "messages"
CATALOGS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
for stamps in (catalog.pop("of", {}) for catalog in CATALOGS.values()):
    assert all(re.fullmatch("[0-9a-f]{8}", stamp) for stamp in stamps.values())
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
    pattern = rf'"((?:{"|".join(CATALOGS["en"])})\.(?!csv"|jsonl")\w+)"'
    said = set(re.findall(pattern, SOURCES))
    assert said
    assert {key for key in said if not {key, f"{key}_one"} & KEYS} == set()
    assert {key for key in KEYS if key.endswith("_one") and f"{key[:-4]}_many" not in KEYS} == set()


def test_every_kind_of_difference_has_words():
    """Are the keys that are put together from values all there?"""
    assert {f"fact.{kind}" for kind in Kind.__args__} <= KEYS
    assert {f"returned.{reason}" for reason in Rejection} <= KEYS


def test_every_state_has_words():
    """Can each value that commands print of their records be said, and is none left over?"""
    values = {*State.__args__, *Status.__args__, *Move.__args__}
    assert values | {"holds", "missing", "broken", "core"} == {*CATALOGS["en"]["word"]}
    assert word("of an older record") == "of an older record"


def test_no_words_are_left_over():
    """Does the source name each key, or put it together?"""
    names = set(re.findall(r"\w+", SOURCES)) | {str(reason) for reason in Rejection}
    keys = (key.partition(".") for key in KEYS if not key.startswith("word."))
    left = {key for key, _, name in keys if not {name, re.sub("_(one|many)$", "", name)} & names}
    assert left == set()


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


# ------------------------------------------------------------------ what stands in the source


@functools.cache
def errors():
    """The names of all errors that a person reads."""
    for module in pkgutil.walk_packages(autograder.__path__, "autograder."):
        if not re.search(r"\.(rubrics|sandbox|template|__main__)\b", module.name):
            importlib.import_module(module.name)
    found = [SpokenError]
    for kind in found:
        found += kind.__subclasses__()
    return {kind.__name__ for kind in found}


@functools.cache
def engine():
    """Each module of the engine, parsed, without what holds words of its own.

    That is the sandbox, which imports nothing of ours; rubrics and their vocabulary, whose hints
    and labels come with the assignment; and the maker of a page of the documentation.
    """
    own = {"rubrics", "sandbox", "template", "families.py", "cases.py", "tables.py"}
    paths = sorted((REPOSITORY / "autograder").rglob("*.py"))
    return [
        (path.relative_to(REPOSITORY), ast.parse(path.read_text("utf-8")))
        for path in paths
        if not own & {*path.parts}
    ]


def calls():
    """Each call in the engine, with where it stands and the name of what is called."""
    for path, tree in engine():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                yield f"{path}:{node.lineno}", name, node


SAYING = {"say", "counted", "by_number", "word"}


def inline(node):
    """The words of a person's language in an expression, other than what is said by key."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
        return
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(text, str) and re.search(r"[^\W\d_]\s|\s[^\W\d_]", text):
        yield text
    for child in ast.iter_child_nodes(node):
        yield from inline(child)


def test_no_sentence_for_a_person_stands_in_the_source():
    """Does all that is raised for a person, printed or given to argparse come from the catalog?

    ``docs/architecture.md`` says what is not words for a person.
    """
    raised = errors() | {"ArgumentTypeError"}
    assert {"CourseError", "IntakeError", "WallError"} <= raised
    found = []
    for where, name, call in calls():
        told = list(call.args) if name in raised | {"print", "input"} else []
        told += [k.value for k in call.keywords if k.arg in ("help", "description", "epilog")]
        found += [f"{where}: {words}" for node in told for words in inline(node)]
    assert found == []


def test_no_sentence_waits_elsewhere_in_the_source():
    """Is no sentence kept in a constant, or made of parts, before it is shown?

    Of strings that begin with ``#`` the first line is a heading or a comment: they are code.
    """
    sentence = re.compile(r"(?:[^\W\d_]+[,;:]? ){2}[^\W\d_]+[^.?!{}]*[.?!](?:\s|$)")
    found = []
    for path, tree in engine():
        passed = {*docstrings(tree), *programming_errors(tree)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and node not in passed and not text.startswith("#"):
                found += [f"{path}:{node.lineno}: {text}"] if sentence.search(text) else []
    assert found == []


def docstrings(tree):
    """The strings that stand for themselves."""
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]


def programming_errors(tree):
    """What is in errors of Python's own, which tell a developer of a misuse."""
    raised = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc)
    kinds = ((exc, getattr(getattr(exc, "func", exc), "id", "")) for exc in raised)
    return [n for exc, kind in kinds if hasattr(builtins, kind) for n in ast.walk(exc)]


def keys(name, node):
    """The keys that the first argument of a call can be, as far as they stand there."""
    if isinstance(node, ast.IfExp):
        return keys(name, node.body) + keys(name, node.orelse)
    ending = "_many" if name in ("counted", "by_number") else ""
    return [node.value + ending] if isinstance(node, ast.Constant) else []


def test_each_gap_is_filled():
    """Does whoever says a key give what stands in its gaps, and nothing else?"""
    saying, checked = {"say", "counted", "by_number"} | errors(), 0
    for where, name, call in calls():
        given = {k.arg for k in call.keywords} | ({"count"} if name == "counted" else set())
        for key in keys(name, call.args[0]) if name in saying and call.args else ():
            section, _, last = key.partition(".")
            wanted = gaps(CATALOGS["en"][section][last])
            assert given == wanted or (None in given and given - {None} <= wanted), (where, key)
            checked += 1
    assert checked > 200


# ---------------------------------------------------------------------------------- errors


def test_an_error_is_said_in_the_language_of_who_shows_it(monkeypatch, tmp_path, capsys):
    """Is the language that of the reader, of the block that was left, or of the terminal?"""
    catalogs = {"xx": {"course": {"already": "déjà: {directory}, {config}"}}}
    monkeypatch.setattr("autograder.messages._catalog", lambda name: (catalogs | CATALOGS)[name])
    monkeypatch.setattr("autograder.messages.languages", lambda: ["en", "xx"])
    error = CourseError("course.already", directory="d", config="c")
    assert str(error) == "d is a course directory already: it has a c."
    with speaking("xx"):
        assert str(error) == "déjà: d, c"
    with pytest.raises(CourseError) as left, speaking("xx"):
        raise CourseError("course.already", directory="d", config="c")
    assert str(left.value) == "déjà: d, c"
    (tmp_path / "nbgrader_config.py").touch()
    for name in TERMINAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "xx_YY.UTF-8")
    assert of_terminal() == "xx"
    assert main(["init", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"autograder: déjà: {tmp_path}, nbgrader_config.py\n"
    monkeypatch.setenv("LANGUAGE", "yy:xx")
    assert of_terminal() == "xx"
    monkeypatch.setenv("LANGUAGE", "C")
    assert of_terminal() == "en"


def test_an_error_crosses_processes():
    """Does an error that comes back from a worker say the same, also one of the system's kind?"""
    for error in (
        CourseError("course.already", directory="d", config="c"),
        WallError("sandbox.no_wall", setting="S", wall="w", known="k"),
    ):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert isinstance(error, OSError)


def test_one_and_many():
    """Is one thing told otherwise than two?"""
    assert counted("cli.pages", 1, folder="f") == "1 page written below f"
    assert counted("cli.pages", 2, folder="f") == "2 pages written below f"
