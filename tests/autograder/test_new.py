"""Do the files that `autograder new` lays out work before anybody has changed them?"""

import importlib.util
import shutil
import sys

import pytest

from autograder.catalog import Catalog
from autograder.cli import main
from autograder.gradebook.course import REPOSITORY, Course, CourseError
from autograder.gradebook.new import HERE, new
from autograder.gradebook.release import release
from autograder.judging.questions import judge_trusted


@pytest.fixture
def laid_out(tmp_path):
    """A course directory with a new loss."""
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    course = Course(tmp_path)
    list(new("squares", "SquareLoss", course))
    return course


def test_it_is_released_and_judged(laid_out):
    """Does the reference score full, nothing nothing, and is the one mistake recognized?"""
    assignment = Catalog(laid_out.root)["squares"]
    assert release(assignment, laid_out)
    rubric = assignment.rubric
    full = judge_trusted(rubric, rubric.namespace())
    assert full.score == full.max_score
    assert judge_trusted(rubric, {}).score == 0
    (mistake,) = rubric.misconceptions
    (namespace,) = rubric.mistaken(mistake)
    lost = {
        q.id: q.misconception
        for q in judge_trusted(rubric, namespace).questions
        if q.earned < q.points
    }
    assert lost == dict.fromkeys(mistake.breaks, "SquareLossWithoutTheTwo")


def test_in_this_repository_there_are_six(tmp_path, monkeypatch, capsys):
    """Are a chapter and three tests laid out here, and do these run?"""
    monkeypatch.setattr("autograder.gradebook.new.REPOSITORY", tmp_path)
    (tmp_path / "nbgrader_config.py").touch()
    assert main(["new", "squares", "SquareLoss", "--course", str(tmp_path)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert sorted(printed) == sorted(path.format(stem="squares") for path in HERE.values())
    source = (tmp_path / "tests" / "solutions" / "test_squares.py").read_text()
    solution = importlib.util.spec_from_file_location("squares", tmp_path / "solutions/squares.py")
    module = importlib.util.module_from_spec(solution)
    solution.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, "surprise_to_gradient.solutions.squares", module)
    namespace = {}
    exec(compile(source, "test_squares.py", "exec"), namespace)
    namespace["test_the_gradient_is_that_of_the_complex_step"]()
    exec((tmp_path / "tests" / "variants" / "squares.py").read_text(), namespace)
    assert namespace["VARIANTS"]["SquareLoss"]


@pytest.mark.parametrize(
    ("stem", "name", "told"),
    [
        ("Squares", "SquareLoss", "cannot name a module"),
        ("class", "SquareLoss", "cannot name a module"),
        ("../squares", "SquareLoss", "cannot name a module"),
        ("squares", "square_loss", "cannot name a class"),
    ],
)
def test_names_that_cannot_be_used(tmp_path, stem, name, told):
    """Is a bad name refused before anything is written?"""
    with pytest.raises(CourseError, match=told):
        list(new(stem, name, Course(tmp_path)))
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(laid_out):
    """Does a second call refuse?"""
    with pytest.raises(CourseError, match="there already"):
        list(new("squares", "SquareLoss", laid_out))
