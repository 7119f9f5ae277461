"""A course directory on disk: nbgrader's settings and gradebook, our secret, its assignments."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import os
import secrets
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.catalog import Assignment, Catalog, Material
from autograder.gradebook.private import close_to_others, write_whole
from autograder.messages import DEFAULT, SpokenError, say
from autograder.submission.intake import IntakeError, open_file

if TYPE_CHECKING:  # nbgrader takes a second to import; `autograder check` does without it
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

CONFIG = "nbgrader_config.py"
TEMPLATE = Path(__file__).parent / "template"
#: The repository that this package stands in, if it does.
REPOSITORY = Path(__file__).resolve().parents[2]
#: Our steps in nbgrader's two lists; without them `nbgrader autograde` would give no points.
STEPS = {
    "sanitize_preprocessors": "autograder.nbgrader_steps.Rebuild",
    "autograde_preprocessors": "autograder.nbgrader_steps.Judge",
}


#: Characters of the secret.
MIN_SECRET, MAX_SECRET = 16, 4096
#: What databases say, and the key of what to do then.
REMEDIES = {
    "locked": "database.locked",
    "readonly": "database.readonly",
    "not a database|malformed|no such table": "database.damaged",
    "no such column": "database.older",
    "connection is bad|connection failed|connection to server|server closed the|terminating conn": (
        "database.unreachable"
    ),
    "No module named|Can't load plugin": "database.driver",
}
#: nbconvert's filter that colors code; ours has a bound, and stands in `nbgrader_config.py` too.
HIGHLIGHT = "highlight_code", "autograder.nbgrader_steps.Highlight"


class CourseError(SpokenError):
    """Something is wrong with the course directory, or a step of nbgrader's failed."""


class SetupError(CourseError):
    """The course itself is set up wrongly: no single submission is to blame, so all wait."""


def find(given: Path | None = None) -> Course:
    """The course that a command is about: the one named, the current directory, the repository.

    Raises:
        CourseError: if there is none, saying how to make one.
    """
    if given is not None:
        if not given.is_dir():
            raise CourseError("course.no_directory", given=given)
        if not (given / CONFIG).is_file() and Material.in_directory(given) is None:
            raise CourseError("course.none", directory=given, config=CONFIG)
        return Course(given)
    here = Path.cwd()
    if not (here / CONFIG).is_file() and Material.in_directory(here):
        raise CourseError("course.no_config", directory=here, config=CONFIG)
    for root in (here, REPOSITORY):
        if (root / CONFIG).is_file():
            return Course(root)
    raise CourseError("course.none", directory=Path.cwd(), config=CONFIG)


class Course:
    """A course directory.

    Args:
        root: the directory that nbgrader's relative paths are relative to.
    """

    def __init__(self, root: Path):
        self.root = Path(root).resolve()

    @functools.cached_property
    def catalog(self) -> Catalog:
        """The assignments of this course: its own, then those of installed courses.

        With ``own_only`` there are none but its own.
        """
        return Catalog(self.root, self.own_only)

    @property
    def own_only(self) -> bool:
        """Whether installed courses are left out: ``c.Autograder.own_only``."""
        return bool(self.config.get("Autograder", {}).get("own_only", False))

    def assignment(self, stem: str) -> Assignment:
        """An assignment as the catalog has it.

        Raises:
            autograder.catalog.CatalogError: if there is no such assignment.
        """
        return self.catalog[stem]

    def released_assignment(self, stem: str) -> Assignment:
        """An assignment with the notebook that this course released to its students.

        Raises:
            autograder.catalog.CatalogError: if there is no such assignment.
        """
        assignment = self.catalog[stem]
        path = self.directory("release", assignment=stem) / f"{stem}.ipynb"
        if path.is_file():
            return dataclasses.replace(assignment, release=path.read_text(encoding="utf-8"))
        return assignment

    @functools.cached_property
    def config(self) -> Config:
        """What ``nbgrader_config.py`` says; that of :data:`TEMPLATE` where there is none."""
        from traitlets.config.loader import PyFileConfigLoader

        folder = self.root if (self.root / CONFIG).is_file() else TEMPLATE
        return PyFileConfigLoader(CONFIG, path=str(folder)).load_config()

    @property
    def language(self) -> str:
        """The language of messages and feedback: ``c.Autograder.language``, else English."""
        return str(self.config.get("Autograder", {}).get("language", DEFAULT))

    def missing_steps(self) -> list[str]:
        """Which of our two steps the course's configuration leaves out, as lines to add to it."""
        lists = self.config.get("Autograde", {})
        return [
            say("course.step", name=name, step=step)
            for name, step in STEPS.items()
            if step not in (lists.get(name) or [])
        ]

    @functools.cached_property
    def api(self) -> NbGraderAPI:
        """nbgrader's own API, set up from ``nbgrader_config.py``."""
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config

        _put_scripts_on_path()
        # nbgrader 0.9.6 adds new rows in an order that SQLAlchemy remarks upon.
        warnings.filterwarnings("ignore", "Object of type <Submitted", module="nbgrader")
        config = Config(self.config)
        config.CourseDirectory.root = str(self.root)
        if isinstance(address := config.CourseDirectory.get("db_url"), str):
            config.CourseDirectory.db_url = self._absolute(address)
        config.NbGraderAPI.log_level = "WARN"
        config.HTMLExporter.setdefault("filters", {}).setdefault(*HIGHLIGHT)
        return NbGraderAPI(config=config)

    def _absolute(self, db_url: str) -> str:
        """The database's address, independent of the working directory."""
        kind, separator, path = db_url.partition("sqlite:///")
        if kind or not separator or Path(path).is_absolute():
            return db_url
        database = self.root / path
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return f"sqlite:///{database}"

    @property
    def csv(self) -> Path:
        """Where exported grades are written: ``c.ExportPlugin.to``, else nbgrader's default."""
        told: Any = self.config.get("ExportPlugin", {}).get("to")
        return self.root / (told if isinstance(told, str) else "grades.csv")

    def directory(self, step: str, student: str = ".", assignment: str = ".") -> Path:
        """A directory of nbgrader's, such as ``directory("submitted", "ada", "regression")``."""
        coursedir = self.api.coursedir
        name = getattr(coursedir, f"{step}_directory")
        return Path(coursedir.format_path(name, student, assignment))

    def submitted(self, assignment: str) -> list[str]:
        """The students who handed in an assignment, in alphabetical order.

        Those too whom nbgrader passes over because of their folder's name: nobody is left out
        without a word.
        """
        listed, top = set(self.api.get_submitted_students(assignment)), self.top("submitted")
        others = set(os.listdir(top) if top.is_dir() else ()) - listed
        passed_over = {n for n in others if self.directory("submitted", n, assignment).is_dir()}
        return sorted(listed | passed_over)

    def graded(self) -> list[str]:
        """The assignments with a submission in the gradebook, in alphabetical order.

        Raises:
            CourseError: if there are none.
        """
        with self.gradebook() as gradebook:
            stems = [a.name for a in gradebook.assignments if a.num_submissions]
        if not stems:
            raise CourseError("course.nothing_graded")
        return sorted(stems)

    def top(self, step: str) -> Path:
        """The folder that holds a step's work of all students, such as ``grades/submitted``."""
        one, other = (str(self.directory(step, *names)) for names in (("a", "b"), ("c", "d")))
        return Path(os.path.commonpath([one, other]))

    @property
    def grades(self) -> Path:
        """The folder of what is ours beside nbgrader's: the secret and the audit record."""
        return self.root / "grades"

    def close_to_others(self) -> None:
        """Take from others what they may do with grades, submissions, feedback and the secret."""
        from sqlalchemy.engine import make_url

        places = [self.grades, *map(self.top, ("submitted", "autograded", "feedback"))]
        if (url := make_url(self.api.coursedir.db_url)).database and url.drivername == "sqlite":
            places.append(Path(url.database))
        close_to_others(places, self.api.coursedir.groupshared)
        if self.api.exchange_is_functional:
            # `nbgrader release_feedback` hands out copies with the mode that they have here.
            for page in self.top("feedback").rglob("*.html"):
                if page.stat().st_mode & 0o777 != 0o644:
                    page.chmod(0o644)

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        """nbgrader's gradebook, open.

        Raises:
            CourseError: if the database refuses, within the block too; see :meth:`told`.
        """
        from autograder.gradebook import waiting

        self._refuse_emptied()
        with self.told(), waiting.told(self.database), self.api.gradebook as gradebook:
            yield gradebook

    def _refuse_emptied(self) -> None:
        """Refuse a file without a byte in it where work was graded: it was a gradebook once."""
        file = Path(self.database)
        if file.is_file() and not file.stat().st_size and self.has_graded():
            raise SetupError("database.emptied", name=file)

    def has_graded(self, stem: str | None = None) -> bool:
        """Whether work was graded here by our steps: it has left notebooks that say so.

        Args:
            stem: an assignment; by default any.
        """
        files = self.top("autograded").rglob(f"{stem or '*'}.ipynb")
        return any(b'"fingerprint"' in file.read_bytes() for file in files)

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Tell trouble with the database in a sentence that says what to do.

        Raises:
            CourseError: instead of what SQLAlchemy raises.
        """
        from nbgrader.api import InvalidEntry
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except (SQLAlchemyError, InvalidEntry) as error:
            raise self.trouble(error) from error
        except ModuleNotFoundError as error:
            if "sqlite" in self.api.coursedir.db_url:
                raise
            raise self.trouble(error) from error

    @property
    def database(self) -> str:
        """The gradebook that is read and written: its file, or its address without a password."""
        from sqlalchemy.engine import make_url

        url = make_url(self.api.coursedir.db_url)
        return str(url.database if url.drivername == "sqlite" else url.render_as_string())

    def trouble(self, error: Exception) -> CourseError:
        """What is the matter with the database, and what to do about it."""
        lines = str(getattr(error, "orig", None) or error).strip().splitlines()
        said = lines[0] if lines else type(error).__name__
        for words, remedy in REMEDIES.items():
            if any(word in said for word in words.split("|")):
                kind = SetupError if remedy == "database.readonly" else CourseError
                return kind(remedy, name=self.database, said=said)
        return CourseError("database.other", name=self.database, said=said)

    def seed(self, stem: str, student: str | None = None) -> int:
        """The seed of an assignment's random cases in this course.

        It comes from a secret that is made once and kept beside the gradebook: grading again
        changes nothing, and nobody who reads this repository knows the cases. Once work is
        graded, a secret that is not there is lost, and no other one is made in its place.

        Args:
            stem: the assignment.
            student: whose own cases they are; by default those of the whole class.

        Raises:
            CourseError: if the secret is lost, cannot be read, or could be guessed.
        """
        whose = "" if student is None else f"\n{student}"  # no stem has a line break
        digest = hashlib.sha256(f"{self._secret()} {stem}{whose}".encode()).digest()
        return int.from_bytes(digest[:7], "big")

    @property
    def per_student_cases(self) -> bool:
        """Whether the hidden cases of each student differ: ``c.Autograder.per_student_cases``."""
        return bool(self.config.get("Autograder", {}).get("per_student_cases", False))

    def seed_for(self, stem: str, student: str) -> int:
        """The seed by which a student's work is judged."""
        return self.seed(stem, student if self.per_student_cases else None)

    def _secret(self) -> str:
        path = self.grades / "secret"
        if not os.path.lexists(path):
            if self.has_graded():
                raise SetupError("course.secret_lost", path=path, least=MIN_SECRET)
            self.grades.mkdir(mode=0o700, parents=True, exist_ok=True)
            _create(path, secrets.token_hex(16))
        try:
            with open_file(path) as file:
                text = file.read(MAX_SECRET + 1).decode("utf-8")
        except (IntakeError, OSError, UnicodeDecodeError):
            raise CourseError("course.secret_unreadable", path=path, least=MIN_SECRET) from None
        if not MIN_SECRET <= len(text.strip()) <= MAX_SECRET:
            raise CourseError(
                "course.secret_short", path=path, count=len(text.strip()), least=MIN_SECRET
            )
        close_to_others([path], shared=False)
        return text


def _create(path: Path, text: str) -> None:
    """Write a new private file, whole; what another process made in the meantime stays."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write_whole(draft, text)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _put_scripts_on_path() -> None:
    """nbgrader makes a new database with the command ``alembic``, which it looks up on the PATH."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])


def succeed(result: dict[str, Any]) -> None:
    """Raise :class:`CourseError` with what nbgrader said if a call of its API did not succeed."""
    if not result["success"]:
        raise CourseError("course.nbgrader", said=reason(result))


def reason(result: dict[str, Any]) -> str:
    """Why a call of nbgrader's API failed, in a line."""
    lines = (result.get("log") or result.get("error") or "").splitlines()
    errors = [line.removeprefix("[ERROR] ") for line in lines if line.startswith("[ERROR] ")]
    told = [line for line in errors if not line.startswith("Traceback")]
    return told[0] if told else (lines or [say("course.no_reason")])[-1]


def one_line(error: BaseException) -> str:
    """An error in a line; one that nobody foresaw with its kind."""
    if isinstance(error, SpokenError):
        return str(error)
    lines = str(error).strip().splitlines()
    told = lines[0] if lines else say("course.no_details")
    return f"{type(error).__name__}: {told}"
