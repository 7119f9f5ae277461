"""Is the release what the sources say, and does it keep the secrets?"""

import ast
import dataclasses
import re
import shutil

import nbformat
import pytest

from autograder.catalog import CatalogError
from autograder.gradebook import release
from autograder.gradebook.course import REPOSITORY, Course
from autograder.submission.released import released as notebook_of
from tests.catalog import assignment, load, stems


def released(stem):
    return REPOSITORY / "assignments" / stem / f"{stem}.ipynb"


def solution_lines(stem):
    """The lines of code between the solution markers, without those that give nothing away."""
    text = (REPOSITORY / "solutions" / f"{stem}.py").read_text(encoding="utf-8")
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", text, flags=re.S)
    lines = {line.strip() for region in regions for line in region.splitlines()}
    plain = re.compile(r"#|\w+ = np\.asarray\(\w+, dtype=float\)$")
    return {line for line in lines if len(line) > 20 and not plain.match(line)}


def test_release_is_current(tmp_path):
    """Does generating all assignments again give the committed bytes?"""
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    course = Course(tmp_path)
    for stem in stems():
        release.release(assignment(stem), course)
        assert release.released_path(stem, course).read_bytes() == released(stem).read_bytes()


def test_a_second_release_does_nothing(tmp_path):
    """Is what is up to date left alone?"""
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    course = Course(tmp_path)
    assert release.release(assignment("regression"), course)
    assert not release.release(assignment("regression"), course)


@pytest.mark.parametrize("stem", stems())
def test_no_solution_in_the_release(stem):
    """Is no line of a solution, no marker and nothing of the grader in the notebook?"""
    text = released(stem).read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    lines = {line.strip() for line in code.splitlines()}
    assert not solution_lines(stem) & lines
    for word in ("BEGIN SOLUTION", "HIDDEN", "rubric", "misconception", "solutions."):
        assert word not in text


@pytest.mark.parametrize("stem", stems())
def test_no_other_file_in_the_release(stem):
    """Is the notebook all that the students get?"""
    assert [p.name for p in released(stem).parent.iterdir()] == [f"{stem}.ipynb"]


@pytest.mark.parametrize("stem", stems())
def test_release_is_complete(stem):
    """Is there a graded cell for each question with its points, and valid nbformat?"""
    notebook = nbformat.read(released(stem), as_version=4)
    nbformat.validate(notebook)
    graded = {
        c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points
        for c in notebook.cells
        if c.metadata.get("nbgrader", {}).get("grade")
    }
    assert graded == {q.grade_id: q.points for q in load(stem).questions}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)


@pytest.mark.parametrize("stem", stems())
def test_a_graded_cell_says_what_it_is(stem):
    """Run in a plain kernel, does a graded cell fail with a sentence that explains?"""
    notebook = nbformat.read(released(stem), as_version=4)
    cell = notebook.cells[-1]
    with pytest.raises(RuntimeError, match="is graded after you hand in"):
        exec(cell.source, {})


def test_a_stale_release_is_refused():
    """Is a release that does not fit its rubric reported, instead of graded wrongly?"""
    notebook = nbformat.read(released("regression"), as_version=4)
    notebook.cells[-1].metadata.nbgrader.points = 99.0
    stale = dataclasses.replace(assignment("regression"), release=nbformat.writes(notebook))
    with pytest.raises(CatalogError, match="autograder release regression"):
        notebook_of(stale)


def test_a_missing_release_is_told():
    """Is an assignment that was never released reported with the command that mends it?"""
    with pytest.raises(CatalogError, match="not released yet"):
        notebook_of(dataclasses.replace(assignment("regression"), release=None))
