"""Can a course that has nothing to do with losses be made from its documentation, and taught?"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.catalog import Catalog, CatalogError
from autograder.gradebook.course import REPOSITORY, Course
from autograder.judging.questions import judge_trusted

PAGE = (REPOSITORY / "docs" / "own-course.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w+ file=(\S+)\n(.*?)^```", PAGE, flags=re.S | re.M))
SOLUTION = FILES["solutions/words.py"]
WRONG = SOLUTION.replace("text.split())", 'text.split(" "))', 1)


def command(course, *arguments, module="autograder.cli", status=0):
    """Run a command as somebody who stands in the course directory."""
    scripts = str(Path(sys.executable).parent)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=course,
        env=os.environ | {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """The course of the page, released."""
    course = tmp_path_factory.mktemp("own") / "words-course"
    command(course.parent, "init", course.name)
    for name, text in FILES.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text, encoding="utf-8")
    assert command(course, "release", "words", "spread").splitlines() == [
        f"course {course}",
        f"{Path('assignments/words/words.ipynb')}: written",
        f"{Path('assignments/spread/spread.ipynb')}: written",
    ]
    return course


def hand_in(course, student, source):
    """Put work into the released notebook, as a student would, and hand it in."""
    released = json.loads((course / "assignments" / "words" / "words.ipynb").read_text("utf-8"))
    answers = {
        re.search(r"def (\w+)", cell)[1]: cell
        for cell in re.split(r"# %%.*\n", source)
        if "BEGIN SOLUTION" in cell
    }
    for cell in released["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    folder = course / "grades" / "submitted" / student / "words"
    folder.mkdir(parents=True)
    (folder / "words.ipynb").write_text(json.dumps(released), encoding="utf-8")


def scores(course):
    with Gradebook(Course(course).api.coursedir.db_url) as gradebook:
        return {s.student_id: s.score for s in gradebook.assignment_submissions("words")}


def test_the_page_proves_itself(words):
    """Does the little test on the page pass?"""
    command(words, module="test_words")


def test_a_file_is_checked(words, tmp_path):
    """Is work checked without a gradebook, with the course's own hints and in its languages?"""
    work = tmp_path / "work.py"
    work.write_text(WRONG, encoding="utf-8")
    report = json.loads(command(words, "check", "words", str(work), "--json", status=1))
    lost = {q["id"]: q["misconception"] for q in report["questions"] if q["earned"] < q["points"]}
    assert lost == {"count_words.value": "CountsSpaces"}
    told = command(words, "check", "words", str(work), "--language", "de", status=1)
    assert "Du zählst die Lücken" in told
    assert "ein Text mit doppelten Leerzeichen" in told


SPREAD = FILES["solutions/spread.py"]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("", "", {}),
        (
            "return self.squares / self.count",
            "return self.squares / (self.count - 1)",
            {"RunningVariance.value": "DividesByOneLess"},
        ),
        ("return x - x.mean()", "x -= x.mean(); return x", {"centered.edges": "CentersInPlace"}),
    ],
)
def test_a_class_with_methods_of_its_own_is_judged(words, tmp_path, old, new, lost):
    """Does the second example of the page lose points where a mistake is, with its hint?"""
    work = tmp_path / "work.py"
    work.write_text(SPREAD.replace(old, new), encoding="utf-8")
    told = command(words, "check", "spread", str(work), "--json", status=1 if lost else 0)
    questions = json.loads(told)["questions"]
    assert {q["id"]: q["misconception"] for q in questions if q["earned"] < q["points"]} == lost


def test_a_class_of_which_nothing_is_written_is_not_answered(words):
    """Is the released notebook worth nothing, and is it told as unanswered, not as an error?"""
    told = command(words, "check", "spread", "assignments/spread/spread.ipynb", status=1)
    assert "stopped with" not in told
    report = command(
        words, "check", "spread", "assignments/spread/spread.ipynb", "--json", status=1
    )
    assert {(q["earned"], q["misconception"]) for q in json.loads(report)["questions"]} == {
        (0, None)
    }


def test_the_whole_way(words):
    """Do both ways of grading, feedback and export work and agree?"""
    hand_in(words, "ada", SOLUTION)
    hand_in(words, "ben", WRONG)
    hand_in(words, "zoe", "")
    outcomes = json.loads(command(words, "grade", "words", "--json"))["submissions"]
    assert {o["student"]: o["score"] for o in outcomes} == {"ada": 5, "ben": 3, "zoe": 0}
    ours = scores(words)
    command(words, "autograde", "words", "--force", module="nbgrader")
    assert scores(words) == ours == {"ada": 5, "ben": 3, "zoe": 0}
    command(words, "feedback", "words")
    page = words / "grades" / "feedback" / "ben" / "words" / "words.html"
    assert "You count the gaps between words" in page.read_text(encoding="utf-8")
    assert "“What a word is” in the chapter “Counting”" in page.read_text(encoding="utf-8")
    command(words, "export", module="nbgrader")
    assert "words" in (words / "grades" / "grades.csv").read_text(encoding="utf-8")


def test_the_notebook_in_another_language(words, tmp_path):
    """Is there one beside the English one, kept by each release, whose work is judged alike?"""
    told = command(words, "release", "words", "--language", "de").splitlines()
    assert told[1:] == [f"{Path('assignments/de/words/words.ipynb')}: written"]
    text = (words / "assignments" / "de" / "words" / "words.ipynb").read_text("utf-8")
    assert "Zwei kleine Fragen" in text
    (tmp_path / "words.ipynb").write_text(text, encoding="utf-8")
    report = command(words, "check", "words", str(tmp_path / "words.ipynb"), "--json", status=1)
    own = command(words, "check", "words", "assignments/words/words.ipynb", "--json", status=1)
    assert json.loads(report) == json.loads(own)
    assert command(words, "release", "words").count("up to date") == 2


def test_the_installed_course_is_there_too(words):
    """Are the assignments of installed courses in the new directory, and in its catalog?"""
    assert (words / "assignments" / "regression" / "regression.ipynb").is_file()
    assert {"words", "regression"} <= set(Catalog(words).stems())


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A course without the installed problem sets, in a language that only it knows, released."""
    course = tmp_path_factory.mktemp("bare") / "mots"
    told = command(course.parent, "init", course.name, "--empty", "--language", "de").splitlines()
    assert sorted(told) == [str(Path("mots") / n) for n in ("README.md", "nbgrader_config.py")]
    none = refused(course, "release")
    assert "this course has no assignment yet" in none
    for name in ("solutions/words.py", "rubrics/words.py", "messages/de.toml"):
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).write_text(FILES[name], encoding="utf-8")
    return course


def refused(course, *arguments):
    """What a command says that can do nothing here."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli", *arguments],
        cwd=course,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_course_without_the_installed_problem_sets(bare):
    """Does it release its own alone, in its own language, and know no other?"""
    told = command(bare, "release").splitlines()
    assert told[1] == f"{Path('assignments/words/words.ipynb')}: written"
    assert "6 cells of it are in English: what “de” has" in told[2]
    assert [p.name for p in (bare / "assignments").iterdir()] == ["words"]
    assert "There are: words." in refused(bare, "grade", "regression")
    with Gradebook(Course(bare).api.coursedir.db_url) as gradebook:
        assert [a.name for a in gradebook.assignments] == ["words"]


def test_a_language_that_nobody_knows_is_refused_where_problem_sets_are(tmp_path):
    """Is nothing made of a course whose notebooks could not be in its language?"""
    assert "There are: en" in refused(tmp_path, "init", "mots", "--language", "de")
    assert "There are: en" in refused(tmp_path, "init", "mots", "--empty", "--language", "../de")
    assert not (tmp_path / "mots").exists()


def test_a_course_without_its_settings_says_so(tmp_path):
    """Does a command where only the settings are missing say that, not name another course?"""
    for name in ("solutions/words.py", "rubrics/words.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    for arguments in (("release", "words"), ("check", "words", "solutions/words.py")):
        told = refused(tmp_path, *arguments)
        assert "nbgrader_config.py is missing" in told
        assert "`autograder init . --empty`" in told
    command(tmp_path, "init", ".", "--empty")
    assert (tmp_path / "assignments" / "words" / "words.ipynb").is_file()


def test_nothing_is_overwritten(words):
    """Does a second `init` refuse, with one line?"""
    before = {p: p.read_bytes() for p in words.glob("*.*")}
    command(words.parent, "init", words.name, status=2)
    assert {p: p.read_bytes() for p in before} == before


def test_an_unknown_assignment_is_named(words):
    """Does the error say which assignments there are?"""
    with pytest.raises(CatalogError, match=r"There are: .*words"):
        Catalog(words)["nonsense"]


def test_two_courses_never_meet(words, tmp_path):
    """Do two directories with an assignment of the same name keep their own?"""
    for name in ("solutions/words.py", "rubrics/words.py"):
        (tmp_path / name).parent.mkdir()
        text = FILES[name].replace('count_words.value", 2', 'count_words.value", 7')
        (tmp_path / name).write_text(text, encoding="utf-8")
    rubrics = [Catalog(root)["words"].rubric for root in (words, tmp_path)]
    totals = [judge_trusted(rubric, rubric.namespace()).score for rubric in rubrics]
    assert totals == [5, 10]
