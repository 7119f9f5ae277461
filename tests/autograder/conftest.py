"""What the engine's tests share: one sandbox, and notebooks made from a few lines."""

import contextlib
import json
import shutil

import nbformat
import pytest

from autograder.gradebook import release
from autograder.gradebook.course import REPOSITORY, Course
from autograder.pipeline import judge
from autograder.running.isolation import Sandbox
from autograder.submission import intake
from tests.catalog import assignment, released

SOLUTION = (REPOSITORY / "solutions" / "regression.py").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sandbox():
    """A sandbox for the whole session: that it serves many submissions is part of the test."""
    with contextlib.closing(Sandbox()) as opened:
        yield opened


@pytest.fixture
def check(sandbox):
    """Judge Python source, or a notebook, as a submission of `regression`."""

    def run(source, name="work.py", **options):
        data = source.encode() if isinstance(source, str) else json.dumps(source).encode()
        return judge(data, name, assignment("regression"), sandbox, seed=1, **options).report

    return run


@pytest.fixture(scope="session")
def blank_course(tmp_path_factory):
    """A course directory in which `regression` is released; making its database takes a while."""
    root = tmp_path_factory.mktemp("course")
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", root / "nbgrader_config.py")
    release.release(assignment("regression"), Course(root))
    return root


@pytest.fixture
def course(blank_course, tmp_path):
    """A course of one's own, without submissions."""
    root = tmp_path / "course"
    shutil.copytree(blank_course, root)
    return Course(root)


@pytest.fixture
def hand_in(course):
    """Put a student's work where nbgrader collects it."""

    def put(student, source):
        notebook = intake.rebuild(released("regression"), intake.read(source.encode(), "work.py"))
        folder = course.directory("submitted", student, "regression")
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "regression.ipynb"
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
        return path

    return put


def earned(report):
    """Points by question."""
    return {q.id: q.earned for q in report.questions}
