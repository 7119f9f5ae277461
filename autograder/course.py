"""Where the course lives on disk, and nbgrader's API for it."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import secrets
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # nbgrader takes a second to import; `autograder check` does without it
    from nbgrader.apps import NbGraderAPI

ROOT = Path(__file__).resolve().parent.parent


class CourseError(Exception):
    """A step of nbgrader's failed; the text holds what it said."""


class Course:
    """A course directory: its nbgrader settings and gradebook.

    Args:
        root: the directory that nbgrader's relative paths are relative to.
    """

    def __init__(self, root: Path = ROOT):
        self.root = Path(root).resolve()

    @functools.cached_property
    def api(self) -> NbGraderAPI:
        """nbgrader's own API, set up from ``nbgrader_config.py``."""
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config
        from traitlets.config.loader import PyFileConfigLoader

        _put_scripts_on_path()
        # nbgrader 0.9.6 adds new rows in an order that SQLAlchemy remarks upon.
        warnings.filterwarnings("ignore", "Object of type <Submitted", module="nbgrader")
        folder = self.root if (self.root / "nbgrader_config.py").exists() else ROOT
        config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
        config.CourseDirectory.root = str(self.root)
        config.CourseDirectory.db_url = self._absolute(config.CourseDirectory.db_url)
        config.NbGraderAPI.log_level = "WARN"
        return NbGraderAPI(config=Config(config))

    def _absolute(self, db_url: str) -> str:
        """The database's address, independent of the working directory."""
        kind, separator, path = db_url.partition("sqlite:///")
        if kind or not separator or Path(path).is_absolute():
            return db_url
        database = self.root / path
        database.parent.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{database}"

    def directory(self, step: str, student: str = ".", assignment: str = ".") -> Path:
        """A directory of nbgrader's, such as ``directory("submitted", "ada", "regression")``."""
        coursedir = self.api.coursedir
        name = getattr(coursedir, f"{step}_directory")
        return Path(coursedir.format_path(name, student, assignment))

    def submitted(self, assignment: str) -> list[str]:
        """The students who handed in an assignment, in alphabetical order."""
        return sorted(self.api.get_submitted_students(assignment))


def course_seed(assignment: str, root: Path) -> int:
    """The seed of an assignment's random cases in one course.

    It comes from a secret that is made once and kept beside the gradebook: grading again changes
    nothing, and nobody who reads this repository knows the cases.
    """
    path = root / "grades" / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), path.open("x") as file:
            os.chmod(path, 0o600)
            file.write(secrets.token_hex(16))
    digest = hashlib.sha256(f"{path.read_text()} {assignment}".encode()).digest()
    return int.from_bytes(digest[:7], "big")


def _put_scripts_on_path() -> None:
    """nbgrader makes a new database with the command ``alembic``, which it looks up on the PATH."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])


def check(result: dict) -> None:
    """Raise :class:`CourseError` with what nbgrader said if a call of its API did not succeed."""
    if not result["success"]:
        raise CourseError(reason(result))


def reason(result: dict) -> str:
    """Why a call of nbgrader's API failed, in a line."""
    lines = (result.get("log") or result.get("error") or "").splitlines()
    errors = [line.removeprefix("[ERROR] ") for line in lines if line.startswith("[ERROR] ")]
    told = [line for line in errors if not line.startswith("Traceback")]
    return told[0] if told else (lines or ["nbgrader gave no reason."])[-1]
