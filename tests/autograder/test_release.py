"""Is the release what the sources say, and does it keep the secrets?"""

import ast
import dataclasses
import re
import shutil

import jupytext
import nbformat
import pytest
from nbgrader import utils
from nbgrader.preprocessors import Execute
from nbgrader.validator import Validator

from autograder.catalog import CatalogError
from autograder.gradebook import release
from autograder.gradebook.course import REPOSITORY, Course, CourseError
from autograder.gradebook.translated import Cell
from autograder.judging.questions import judge_trusted
from autograder.submission.intake import GRADED_CELL
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


# ------------------------------------------------------------------------ given cells

#: What given cells may define: NumPy, the tools that the text hands to the student, and names
#: that nobody would choose for a helper of their own.
GIVEN = {"np", "paired", "class_weights", "numerical_gradient", "numerical_jacobian", "slope"}
GIVEN |= {"nudged", "predict", "HalfSquares", "SquaredError"}
DISTINCT = re.compile(r"(check|capstone|show_capstone|CAPSTONE|_)_?\w+")


def bound(source):
    """The names that the top level of some code binds, in whatever way."""
    nodes = [*ast.parse(source).body]
    names = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        nodes += ast.iter_child_nodes(node)
    return names


@pytest.mark.parametrize("stem", stems())
def test_given_cells_bind_nothing_that_a_student_might_use(stem):
    """Do cells that are not the student's leave a helper called `one_hot` or `loss` alone?"""
    cells = nbformat.read(released(stem), as_version=4).cells
    given = [c.source for c in cells if c.cell_type == "code" and not c.metadata.nbgrader.solution]
    found = set().union(*map(bound, given))
    assert not {name for name in found - GIVEN if not DISTINCT.fullmatch(name)}


def perfect(stem, **changed):
    """The released notebook with the reference's answers, some cells replaced."""
    percent = jupytext.reads(assignment(stem).solution, fmt="py:percent")
    answers = iter([c.source for c in percent.cells if "### BEGIN SOLUTION" in c.source])
    notebook = nbformat.read(released(stem), as_version=4)
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("solution"):
            cell.source = changed.get(metadata["grade_id"], next(answers))
    return notebook


def run_all(notebook):
    """Run all cells of a notebook, as a student does, and return what they define."""
    namespace = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(cell.source, namespace)
    return namespace


@pytest.mark.parametrize("stem", stems())
def test_perfect_work_runs_to_the_end(stem, capsys):
    """Does “restart and run all” on perfect work end without an error, and say what is graded?"""
    run_all(perfect(stem))
    printed = capsys.readouterr().out
    for question in load(stem).questions:
        assert f"{question.id} is graded after you hand in" in printed


def test_a_helper_keeps_its_name():
    """Is a correct class that calls a helper `one_hot` of its own worth all its points?"""
    helpers = "def {0}(y, C):\n    return np.eye(C)[y]\n\n\n"
    names = ("one_hot", "loss", "value", "scores", "table", "labels", "w", "gradient", "right")
    reference = assignment("cross_entropy").solution
    body = reference[reference.index("class CrossEntropyLoss:") :]
    body = body[: body.index("# %% [markdown]")]
    assert "np.eye(C)[np.where(keep, Y, 0)]" in body
    for name in names:
        own = helpers.format(name) + body.replace(
            "np.eye(C)[np.where(keep, Y, 0)]", f"{name}(np.where(keep, Y, 0), C)"
        )
        namespace = run_all(perfect("cross_entropy", CrossEntropyLoss=own))
        report = judge_trusted(load("cross_entropy"), namespace)
        assert report.score == report.max_score, name


# ------------------------------------------------------------------------ graded cells


@pytest.mark.parametrize("stem", stems())
def test_a_graded_cell_does_nothing_at_home(stem, monkeypatch, capsys):
    """Is a graded cell a sentence in the student's notebook, and an error where nobody judges?"""
    cell = nbformat.read(released(stem), as_version=4).cells[-1]
    for execution in (None, "validate"):
        monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
        if execution:
            monkeypatch.setenv("NBGRADER_EXECUTION", execution)
        exec(cell.source, {})
        assert "is graded after you hand in; nothing is wrong here." in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(RuntimeError, match="Nothing was judged"):
        exec(cell.source, {})


OLDER = """\
# MSELoss.forward: 3 points
raise RuntimeError("MSELoss.forward is graded after you hand in; nothing is wrong here.")"""


def test_graded_cells_are_recognized_old_and_new():
    """Does intake know the graded cells of this release, and those of earlier ones?"""
    for stem in stems():
        for cell in nbformat.read(released(stem), as_version=4).cells:
            if cell.cell_type == "code":
                graded = bool(cell.metadata.nbgrader.grade)
                assert bool(GRADED_CELL.match(cell.source)) == graded
    assert GRADED_CELL.match(OLDER)


def execute(notebook, execution):
    """The points that nbgrader alone gives, question by question, after running a notebook."""
    with utils.setenv(NBGRADER_EXECUTION=execution):
        executed, _ = Execute().preprocess(notebook, {})
    graded = [cell for cell in executed.cells if utils.is_grade(cell)]
    return [utils.determine_grade(cell)[0] for cell in graded]


def test_nbgrader_alone_gives_nothing():
    """Run by nbgrader without our steps, does even perfect work earn nothing?"""
    assert set(execute(perfect("information"), "autograde")) == {0}


def test_nbgrader_validates_perfect_work(tmp_path):
    """Does the Validate button find nothing wrong with perfect work?"""
    path = tmp_path / "information.ipynb"
    nbformat.write(perfect("information"), path)
    found = Validator(ignore_checksums=True, validate_all=True).validate(str(path))
    assert not found.get("failed")


# ------------------------------------------------------------------------- the words


@pytest.mark.parametrize("stem", stems())
def test_a_notebook_says_how_to_work(stem):
    """Does it name NumPy, the line to delete, the command, and every part with its points?"""
    notebook = nbformat.read(released(stem), as_version=4)
    text = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    assert f"autograder check {stem} {stem}.ipynb" in text
    assert "NumPy only" in text
    assert "`raise NotImplementedError()`, and delete that line" in text
    for question in load(stem).questions:
        row = next(line for line in text.splitlines() if line.startswith(f"| `{question.id}` |"))
        if len(question.groups) > 1:
            assert all(f"{g.name} {g.points:g}" in row for g in question.groups)


# ------------------------------------------------------------------- stale and missing


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


def test_an_answer_is_a_class_or_a_function():
    """Is a cell of the solution whose answer is neither told by its first line?"""
    cell = Cell("code", "radius = 1\n### BEGIN SOLUTION\narea = 3\n### END SOLUTION")
    with pytest.raises(CourseError, match="begins with “radius = 1”"):
        release.source_notebook(assignment("regression").rubric, [Cell("markdown", "# A"), cell])
