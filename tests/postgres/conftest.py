"""A course whose gradebook is in PostgreSQL; else all is as in the tests of the engine."""

import contextlib
import itertools
import shutil

import pytest

from autograder.gradebook import release
from autograder.gradebook.course import REPOSITORY, Course
from bench.postgres import FOUND, Server
from tests.autograder.conftest import hand_in  # noqa: F401  (a fixture)
from tests.catalog import assignment

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server():
    """A server for the session."""
    if FOUND is None:
        pytest.skip("PostgreSQL is not installed here")
    with contextlib.closing(Server()) as started:
        yield started


def address(root, db_url):
    """Have a course keep its gradebook at an address."""
    config = root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace('"sqlite:///grades/gradebook.db"', repr(db_url)), encoding="utf-8"
    )


@pytest.fixture(scope="session")
def blank_course(tmp_path_factory, server):
    """A course directory in which `regression` is released, and its database to copy."""
    root = tmp_path_factory.mktemp("course")
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", root / "nbgrader_config.py")
    address(root, server.make("blank"))
    release.release(assignment("regression"), Course(root))
    return root


@pytest.fixture
def course(blank_course, tmp_path, server):
    """A course of one's own, without submissions."""
    root, name = tmp_path / "course", f"course{next(_numbers)}"
    shutil.copytree(blank_course, root)
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", root / "nbgrader_config.py")
    address(root, server.make(name, template="blank"))
    yield Course(root)
    server.drop(name)
