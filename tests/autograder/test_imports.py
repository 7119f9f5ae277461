"""Do dependencies point one way: numpy ← solutions ← rubrics ← engine ← front ends?"""

import ast
import re
import sys

import pytest

from autograder.gradebook.course import REPOSITORY

STANDARD = set(sys.stdlib_module_names) | {"__future__"}


def imported(source):
    """All modules that a piece of Python imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module)
    return found


def outside(modules, *allowed):
    """The modules that are neither standard nor below an allowed one."""
    return {
        m
        for m in modules
        if m.split(".")[0] not in STANDARD
        and not any(m == a or m.startswith(a + ".") for a in allowed)
    }


def python_files(folder):
    return [pytest.param(p, id=p.name) for p in sorted((REPOSITORY / folder).glob("*.py"))]


@pytest.mark.parametrize("path", python_files("solutions"))
def test_solutions_import_numpy_only(path):
    """Can a solution be read and run with NumPy (and matplotlib) alone?"""
    assert not outside(imported(path.read_text()), "numpy", "matplotlib")


@pytest.mark.parametrize("path", python_files("autograder/sandbox"))
def test_what_runs_beside_students_imports_nothing_of_ours(path):
    """Does the sandbox side hold no solution, rubric or engine?"""
    siblings = {p.stem for p in (REPOSITORY / "autograder/sandbox").glob("*.py")}
    allowed = ("numpy", "IPython", "traitlets", "pyseccomp", *siblings)
    assert not outside(imported(path.read_text()), *allowed)


@pytest.mark.parametrize("path", python_files("autograder/rubrics"))
def test_rubrics_import_solutions_and_the_vocabulary(path):
    """Does a rubric know nothing of how it is run?"""
    allowed = (
        "numpy",
        "solutions",
        "autograder.rubric",
        "autograder.rubrics",
        "autograder.sandbox.protocol",
    )
    assert not outside(imported(path.read_text()), *allowed)


ENGINE = ("compare", "diagnose", "intake", "isolation", "pipeline", "report", "rubric", "run")


@pytest.mark.parametrize("name", ENGINE)
def test_the_engine_knows_no_front_end(name):
    """Does judging need neither nbgrader nor a database nor the command line?"""
    modules = imported((REPOSITORY / "autograder" / f"{name}.py").read_text())
    assert not {m for m in modules if m.split(".")[0] == "nbgrader"}
    fronts = {f"autograder.{f}" for f in ("cli", "grade", "gradebook", "results", "nbgrader_steps")}
    assert not modules & fronts


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.name) for p in sorted((REPOSITORY / "book").glob("*.md"))]
)
def test_the_book_imports_numpy_and_matplotlib_only(path):
    """Does each chapter run with NumPy and matplotlib, without naming the solutions?"""
    text = path.read_text(encoding="utf-8")
    cells = re.findall(r"^```{code-cell}[^\n]*\n(.*?)^```", text, flags=re.S | re.M)
    for cell in cells:
        code = re.sub(r"\A---\n.*?^---\n", "", cell, flags=re.S | re.M)
        code = re.sub(r"^:.*$", "", code, flags=re.M)
        code = re.sub(r"^%.*$", "", code, flags=re.M)
        assert not outside(imported(code), "numpy", "matplotlib", "myst_nb", "mpl_toolkits")
    assert "literalinclude" not in text
    assert "solutions/" not in text
