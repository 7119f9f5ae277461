"""Do dependencies point one way: numpy ← solutions ← rubrics ← engine ← front ends?"""

import ast
import re
import subprocess
import sys
import textwrap

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
        "surprise_to_gradient.solutions",
        "autograder.rubric",
        "autograder.rubrics",
        "autograder.judging",
    )
    assert not outside(imported(path.read_text()), *allowed)


#: The rooms in the order of the data: each may import itself, what stands before it, and the
#: libraries named. The catalog brings rubrics to it, but no room names a course.
ROOMS = {
    "messages": (),
    "sandbox": ("numpy", "IPython", "traitlets", "pyseccomp"),
    "judging": ("numpy",),
    "catalog": (),
    "running": ("pyseccomp",),
    "submission": ("nbformat", "jupytext"),
    "lab": ("numpy", "nbformat"),
    "pipeline": ("nbformat",),
    "gradebook": (
        "nbformat",
        "nbgrader",
        "traitlets",
        "jupytext",
        "sqlalchemy",
        "nbconvert",
        "jinja2",
        "markupsafe",
        "pygments",
        "latex2mathml",
    ),
    "cluster": ("numpy", "dask", "distributed", "cryptography"),
    "platforms": ("nbgrader", "sqlalchemy", "yaml"),
    "nbgrader_steps": ("nbformat", "nbgrader", "traitlets", "nbconvert"),
    "analytics": ("numpy", "matplotlib", "great_tables", "pandas"),
    "cli": ("tqdm",),
    "__main__": (),
}
ENGINE = [
    pytest.param(path, id=str(path.relative_to(REPOSITORY)))
    for room in ROOMS
    for path in sorted(
        (REPOSITORY / "autograder" / room).rglob("*.py")
        if (REPOSITORY / "autograder" / room).is_dir()
        else [REPOSITORY / "autograder" / f"{room}.py"]
    )
    if "template" not in path.parts
]


@pytest.mark.parametrize("path", ENGINE)
def test_each_room_imports_what_stands_before_it(path):
    """Does every arrow between the rooms point one way, and none to a course?"""
    rooms = list(ROOMS)
    room = path.relative_to(REPOSITORY / "autograder").parts[0].removesuffix(".py")
    before = [f"autograder.{name}" for name in rooms[: rooms.index(room) + 1]]
    found = {module for module in imported(path.read_text()) if module != "autograder"}
    siblings = {p.stem for p in path.parent.glob("*.py")} if room == "sandbox" else set()
    assert not outside(found, *before, *siblings, *ROOMS[room])


def test_no_course_imports_the_engine():
    """Does the course's material name the vocabulary of rubrics and the catalog, and no more?"""
    found = imported((REPOSITORY / "surprise_to_gradient" / "__init__.py").read_text())
    assert not outside(found, "autograder.catalog")


@pytest.mark.parametrize("name", ["judging", "lab", "messages", "running", "sandbox", "submission"])
def test_judging_needs_neither_nbgrader_nor_a_database(name):
    """Is nothing of nbgrader loaded when a room below the gradebook is imported?"""
    code = f"""
        import importlib, pkgutil, sys
        package = importlib.import_module("autograder.{name}")
        for module in pkgutil.iter_modules(package.__path__, "autograder.{name}."):
            if not module.name.endswith("zygote"):
                importlib.import_module(module.name)
        loaded = {{m.partition(".")[0] for m in sys.modules}}
        print(*loaded & {{"nbgrader", "sqlalchemy", "solutions", "surprise_to_gradient"}})
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout.split() == []


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
