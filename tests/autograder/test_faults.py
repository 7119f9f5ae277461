"""Is a rubric or a solution that cannot grade told by file and line, before anything is written?"""

import re

import pytest

from autograder.catalog import Catalog
from autograder.cli import _all_proved, main
from autograder.gradebook.course import REPOSITORY, Course
from autograder.judging.questions import prove
from autograder.messages import SpokenError

PAGE = (REPOSITORY / "docs" / "own-course.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w+ file=(\S+)\n(.*?)^```", PAGE, flags=re.S | re.M))
SOLUTION, RUBRIC = "solutions/words.py", "rubrics/words.py"
#: The file that is changed, what in it into what, the file and the text that are told, the words.
FAULTS = {
    "a name that nobody defines": (
        RUBRIC, 'call("a text without words", "mean_length"',
        'call("a text without words", "mean_lenght"', RUBRIC, '"mean_lenght"', "does not have",
    ),
    "a misspelt question": (
        RUBRIC, '"mean_length.value",\n        (Group', '"mean_lenght.value",\n        (Group',
        RUBRIC, '"mean_length.value",)', "is no question",
    ),
    "a question about nothing": (
        RUBRIC, "QUESTIONS = (", 'QUESTIONS = (\n    question("nothing.value", 1, nothing),',
        RUBRIC, '"nothing.value"', "does not define",
    ),
    "an unknown part": (
        RUBRIC, '"count_words.value", 2', '"count_words.vale", 2', RUBRIC, '"count_words.vale"',
        "does not end in a part",
    ),
    "an unknown question that is broken": (
        RUBRIC, 'breaks = ("count_words.value",)', 'breaks = ("count_words.edges",)', RUBRIC,
        "count_words.edges", "There are: count_words.value",
    ),
    "breaks as text": (
        RUBRIC, 'breaks = ("count_words.value",)', 'breaks = ("count_words.value")', RUBRIC,
        "class CountsSpaces", "Write a tuple",
    ),
    "a target that is not there": (
        RUBRIC, 'target = "count_words"', 'target = "count_wrods"', RUBRIC, "count_wrods",
        "does not define",
    ),
    "no hint": (
        RUBRIC, '    """You cut off', '    text = """You cut off', RUBRIC, "class WholeNumbers",
        "no docstring",
    ),
    "points as text": (
        RUBRIC, '"count_words.value", 2', '"count_words.value", "2"', RUBRIC,
        '"count_words.value", "2"', "a number above zero",
    ),
    "points below zero": (
        RUBRIC, '"count_words.value", 2', '"count_words.value", -2', RUBRIC,
        '"count_words.value", -2', "gives -2 points",
    ),
    "a maker that raises": (
        RUBRIC, 'yield call("a text without', '1 / 0\n    yield call("a text without', RUBRIC,
        "1 / 0", "ZeroDivisionError",
    ),
    "a maker that returns nothing": (
        RUBRIC, 'yield call("a text without', 'call("a text without', RUBRIC, "def nothing",
        "makes no cases",
    ),
    "a case that is none": (
        RUBRIC, 'yield call("a text without', 'yield ("a text without', RUBRIC, "def nothing",
        "no case",
    ),
    "an argument that cannot be sent": (
        RUBRIC, '"mean_length", "  ")', '"mean_length", {1, 2})', RUBRIC, '"a text without words"',
        "cannot be sent",
    ),
    "no rubric in it": (RUBRIC, "RUBRIC = ", "rubric = ", RUBRIC, "", "defines no RUBRIC"),
    "another stem": (
        RUBRIC, 'Rubric("words"', 'Rubric("wrods"', RUBRIC, '"wrods"', 'Write Rubric("words"',
    ),
    "a missing import": (
        RUBRIC, "from ..sol", "import no_such\nfrom ..sol", RUBRIC, "import no_such", "no_such",
    ),
    "bad syntax": (RUBRIC, "def nothing(rng)", "def nothing(rng", RUBRIC, "def nothing", "Syntax"),
    "bad syntax of the solution": (
        SOLUTION, "def mean_length(text):", "def mean_length(text)", SOLUTION, "def mean_length",
        "SyntaxError",
    ),
    "a solution that fails its check": (
        SOLUTION, "== 6, ", "== 7, ", SOLUTION, "== 7, ", "AssertionError: six words",
    ),
    "a worked example that stops": (
        SOLUTION, "return len(text.split())", 'return len(text.split(None, "1"))', SOLUTION,
        'split(None, "1")', "TypeError",
    ),
    "an answer that is no number": (
        SOLUTION, "return len(text.split())", "return text", RUBRIC, "a line of Hamlet",
        "not plain numbers",
    ),
    "an open solution": (
        SOLUTION, "    return len(text.split())\n    ### END SOLUTION\n",
        "    return len(text.split())\n", SOLUTION, "### BEGIN SOLUTION", "END SOLUTION",
    ),
}  # fmt: skip


@pytest.fixture
def course(tmp_path):
    """A course directory with the files of the page."""
    for name in (SOLUTION, RUBRIC):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    return tmp_path


def change(course, name, old, new):
    """Change the first place of a text in a file."""
    text = (course / name).read_text(encoding="utf-8")
    assert old in text
    (course / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(course):
    """What is said of the course's assignment."""
    with pytest.raises(SpokenError) as caught:
        prove(Catalog(course)["words"].rubric)
    return str(caught.value)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_by_its_line(course, fault):
    """Does one line say where it is, and what?"""
    name, old, new, where, at, said = FAULTS[fault]
    if "worked example" in fault or "no number" in fault:  # the solution's own check is not there
        change(course, SOLUTION, 'assert count_words("to be or not to be") == 6, ', "")
    change(course, name, old, new)
    told = refused(course)
    lines = (course / where).read_text(encoding="utf-8").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if at and at in line), None)
    place = str(course / where) + (f":{number}: " if number else " ")
    assert told.startswith(place), told
    assert said in told
    assert "\n" not in told


STEPS = """
def nothing(rng):
    steps = (Build("text", "Text", ("a b",), {}), Call("text", "METHOD"))
    yield Case("a text", steps)
"""
CLASS = """
# %%
class Text:
    def __init__(self, text):
        self.text = text

    def count(self):
        return len(self.text.split())

    def refuse(self):
        raise AttributeError("nothing")
"""


@pytest.mark.parametrize("method", ["count", "refuse", "cuont"])
def test_a_method_that_the_reference_lacks(course, method):
    """Is a misspelt method refused, and an error that the reference raises itself not?"""
    change(course, SOLUTION, "# %%\ndef mean", CLASS + "\n\n# %%\ndef mean")
    old = FILES[RUBRIC].split("def nothing")[1].split("QUESTIONS")[0]
    change(course, RUBRIC, "def nothing" + old, STEPS.replace("METHOD", method) + "\n\n")
    change(course, RUBRIC, "import Group", "import Build, Call, Case, Group")
    if method == "cuont":
        assert "asks for “cuont”, which the reference does not have" in refused(course)
    else:
        prove(Catalog(course)["words"].rubric)


def test_an_error_that_is_asked_for(course):
    """May a worked example end in an error that the reference raises by hand?"""
    change(course, RUBRIC, '"mean_length", "  ")', '"mean_length", "", public=True)')
    guard = 'if not text:\n        raise ValueError("no text")\n    lengths = ['
    change(course, SOLUTION, "lengths = [", guard)
    prove(Catalog(course)["words"].rubric)


@pytest.mark.parametrize(
    ("lost", "there"), [(RUBRIC, "says what is asked"), (SOLUTION, "the reference")]
)
def test_one_of_two_files(course, lost, there):
    """Is the file named that is not there?"""
    (course / lost).unlink()
    told = refused(course)
    assert str(course / lost) in told
    assert there in told


def test_a_name_that_is_no_module(course):
    """Is a better name told?"""
    for name in (RUBRIC, SOLUTION):
        (course / name).rename(course / name.replace("words", "my-words"))
    with pytest.raises(SpokenError, match=r"my-words\.py: .* my_words\.py"):
        Catalog(course)["my-words"]


def test_a_fault_stops_no_other_assignment(course, capsys):
    """Are the others released where no assignment is named, and is the fault told?"""
    change(course, RUBRIC, "RUBRIC = ", "rubric = ")
    proved, sound = _all_proved(Course(course))
    assert "regression" in [assignment.stem for assignment in proved]
    assert not sound
    assert "defines no RUBRIC" in capsys.readouterr().err


def test_a_translated_notebook_is_looked_at_too(course):
    """Is the mark that is not closed told in the file of the other language?"""
    (course / "solutions" / "de").mkdir()
    text = FILES["solutions/de/words.py"].replace("    ### END SOLUTION\n", "", 1)
    (course / "solutions" / "de" / "words.py").write_text(text, encoding="utf-8")
    assert str(course / "solutions" / "de" / "words.py") in refused(course)


@pytest.mark.parametrize("command", ["release", "check", "grade"])
def test_nothing_is_written(course, command, capsys):
    """Do release, check and grade refuse with status 2 and one line, and write nothing?"""
    change(course, RUBRIC, '"mean_length", "  ")', '"mean_lenght", "  ")')
    before = {path for path in course.rglob("*") if "__pycache__" not in path.parts}
    work = [str(course / SOLUTION)] if command == "check" else []
    assert main([command, "words", *work, "--course", str(course)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"autograder: {course / RUBRIC}:")
    assert told.count("\n") == 1
    assert {path for path in course.rglob("*") if "__pycache__" not in path.parts} == before
