"""Where assignments come from: installed courses and a course directory.

A course's material is three folders: ``rubrics/<stem>.py``, ``solutions/<stem>.py`` and
``assignments/<stem>/<stem>.ipynb``. A distribution offers its material by an entry point of the
group ``autograder.courses`` that names a :class:`Material`; a course directory has the folders
at its top. The engine itself knows no course.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from autograder.messages import SpokenError, say

if TYPE_CHECKING:
    from autograder.judging.rubric import Rubric
    from autograder.judging.translation import Translation

GROUP = "autograder.courses"
#: Beside the files of the assignments in ``messages/<language>/``: what all of them share.
COMMON = "_common"
#: What stands between these two lines of a solution, students do not see.
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


class CatalogError(SpokenError, LookupError):
    """There is no such assignment, or its files do not fit together; the text says what to do."""


@dataclass(frozen=True, eq=False)
class Assignment:
    """One assignment, as a value: whoever holds it needs no file to judge with it.

    Attributes:
        stem: its name everywhere, such as ``"regression"``.
        rubric: questions, points, cases, misconceptions and the reference module.
        solution: the text of ``solutions/<stem>.py``, the percent notebook it is made from.
        release: the text of the released notebook, or ``None`` if there is none yet.
        hints: for each other language, the texts of this assignment: hints by the id of their
            misconception, and the names of groups and cases by their English text.
        translations: for each other language, the text of ``solutions/<language>/<stem>.py``,
            if there is one.
    """

    stem: str
    rubric: Rubric
    solution: str
    release: str | None = None
    hints: dict[str, dict[str, str]] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> ModuleType:
        """The module that shows what is right."""
        return self.rubric.reference


@dataclass(frozen=True)
class Section:
    """A section of a course's book.

    Attributes:
        chapter: the title of its chapter.
        title: its own title; empty if the whole chapter is meant.
        page: the path of the chapter's page below the book's address.
        anchor: where on that page the section begins.
    """

    chapter: str
    title: str = ""
    page: str = ""
    anchor: str = ""

    def address(self, book: str) -> str:
        """Where to read it, if the book stands at an address; else nothing."""
        if not book or not self.page:
            return ""
        return f"{book.rstrip('/')}/{self.page}{'#' if self.anchor else ''}{self.anchor}"


#: A key that begins so is the ending of names: ``*SumForMean`` is a mistake of every loss.
ENDING = "*"


@dataclass(frozen=True)
class Reading:
    """What to read again, by misconception, question or name; else the whole chapter."""

    chapter: Section
    sections: Mapping[str, Section] = field(default_factory=dict)

    def of(self, *keys: str | None) -> Section:
        """The section of the first key that has one: by its whole name, else its longest ending."""
        found = (section for key in keys if key and (section := self.known(key)))
        return next(found, self.chapter)

    def known(self, key: str) -> Section | None:
        """The section of a key, if there is one."""
        endings = [e for e in self.sections if e[0] == ENDING and key.endswith(e[1:])]
        return self.sections.get(key) or (self.sections[max(endings, key=len)] if endings else None)


@dataclass(frozen=True)
class Material:
    """The assignments of one course.

    Attributes:
        name: what the course is called in messages.
        rubrics: the importable package with a module for each assignment.
        solutions: the folder of the percent notebooks; its folder ``<language>`` has those in
            another language.
        assignments: the folder of the released notebooks.
        messages: the folder of hints and labels in other languages; by default it stands beside
            ``solutions``. Either ``<language>.toml`` has a table for each assignment, or the
            folder ``<language>`` a file for each, and ``_common.toml`` for what they share: see
            :mod:`autograder.judging.translation`.
        reading: a TOML file that says which sections of the course's book to read again, a table
            for each assignment; by default it stands beside ``solutions``.
    """

    name: str
    rubrics: str
    solutions: Path
    assignments: Path
    messages: Path | None = None
    reading: Path | None = None

    @classmethod
    def in_directory(cls, root: Path) -> Material | None:
        """The material of a course directory; ``None`` if it has no ``rubrics`` of its own.

        Its modules are imported below a package of their own name, so that a rubric gets its
        reference by ``from ..solutions import <stem>`` and two courses never meet.
        """
        root = root.resolve()
        if not (root / "rubrics").is_dir() or not (root / "solutions").is_dir():
            return None
        package = "course_" + hashlib.sha256(str(root).encode()).hexdigest()[:12]
        if package not in sys.modules:
            module = ModuleType(package)
            module.__path__ = [str(root)]
            sys.modules[package] = module
        return cls(root.name, f"{package}.rubrics", root / "solutions", root / "assignments")

    def stems(self) -> list[str]:
        """Its assignments, in alphabetical order."""
        folders = importlib.import_module(self.rubrics).__path__
        files = (file for folder in folders for file in Path(folder).glob("*.py"))
        return sorted({file.stem for file in files if not file.stem.startswith("_")})

    def assignment(self, stem: str) -> Assignment:
        """Read one assignment.

        Raises:
            CatalogError: if its rubric or its solution cannot be read.
        """
        solution = self.solutions / f"{stem}.py"
        if not solution.exists():
            raise CatalogError(
                "assignment.no_solution", course=self.name, stem=stem, solution=solution
            )
        _refuse_open_solutions(solution)
        rubric = self._rubric(stem)
        released = self.assignments / stem / f"{stem}.ipynb"
        release = released.read_text(encoding="utf-8") if released.exists() else None
        text = solution.read_text(encoding="utf-8")
        texts = self._texts(stem, rubric)
        return Assignment(stem, rubric, text, release, texts, self._translations(stem))

    def rubric_file(self, stem: str) -> Path:
        """Where the rubric of an assignment is, or should be."""
        folders = importlib.import_module(self.rubrics).__path__
        return next(iter(map(Path, folders))) / f"{stem}.py"

    def _rubric(self, stem: str) -> Rubric:
        """Import a rubric, and with it its reference.

        Raises:
            CatalogError: if one of them cannot be imported, or the rubric is none.
            RubricError: if its parts do not fit together.
        """
        from autograder.judging.faults import RubricError, place, raised_at, said_by
        from autograder.judging.rubric import Rubric

        file = self.rubric_file(stem)
        if not stem.isidentifier():
            raise CatalogError("assignment.stem", file=file, better=re.sub(r"\W", "_", stem))
        try:
            with contextlib.redirect_stdout(None):  # a solution is a notebook, whose checks print
                rubric = getattr(importlib.import_module(f"{self.rubrics}.{stem}"), "RUBRIC", None)
        except RubricError as error:
            _, line = raised_at(error, {file.parent}) or (file, 0)
            error.arguments["place"] = place(file, line, error.arguments["named"])
            raise
        except Exception as error:
            found, line = raised_at(error, {file.parent, self.solutions}) or (file, 0)
            raise CatalogError(
                "assignment.broken", place=place(found, line), said=said_by(error)
            ) from error
        if not isinstance(rubric, Rubric):
            raise CatalogError("assignment.no_rubric_in", file=file, stem=stem)
        if rubric.stem != stem:
            where = place(file, named=rubric.stem)
            raise CatalogError("assignment.other_stem", place=where, told=rubric.stem, stem=stem)
        return rubric

    def sections(self, stem: str) -> Reading | None:
        """What to read again of an assignment's chapter; ``None`` if nothing is said of it.

        Raises:
            CatalogError: if the file cannot be read, or misses something.
        """
        file = self.reading or self.solutions.parent / "reading.toml"
        tables = _table(file) if file.is_file() else {}
        if not (told := tables.get(stem, {})):
            return None
        try:
            chapter = {"chapter": told["chapter"], "page": told.get("page", "")}
            sections = {key: Section(**chapter | s) for key, s in told.get("sections", {}).items()}
            for mistakes in (
                *tables.get(ENDING, {}).get("mistakes", ()),
                *told.get("mistakes", ()),
            ):
                section = dict(chapter | mistakes)
                sections |= dict.fromkeys(section.pop("of"), Section(**section))
        except (KeyError, TypeError, AttributeError) as error:
            raise CatalogError("assignment.reading", file=file, stem=stem, error=error) from None
        return Reading(Section(**chapter), sections)

    def languages(self) -> list[str]:
        """The languages that there are texts of this course in, besides English."""
        notebooks = self.solutions.glob("[!_.]*/*.py")
        own = {p.parent.name for p in notebooks if (self.solutions / p.name).is_file()}
        return sorted(own | {path.stem for path in self.words.glob("[!_.]*")})

    def translated(self, language: str, stem: str) -> Path:
        """Where the percent notebook of an assignment in a language is, if there is one."""
        return self.solutions / language / f"{stem}.py"

    def _translations(self, stem: str) -> dict[str, str]:
        files = {language: self.translated(language, stem) for language in self.languages()}
        there = {language: file for language, file in files.items() if file.is_file()}
        for file in there.values():
            _refuse_open_solutions(file)
        return {language: file.read_text(encoding="utf-8") for language, file in there.items()}

    def translation(self, language: str, stem: str) -> Translation:
        """The texts of an assignment in a language, from ``messages/<language>/``."""
        from autograder.judging.translation import Translation

        files = (self.words / language / f"{name}.toml" for name in (COMMON, stem))
        return Translation.from_tables(*(_table(file) for file in files if file.is_file()))

    def _texts(self, stem: str, rubric: Rubric) -> dict[str, dict[str, str]]:
        """All texts of an assignment by language, those of ``messages/<language>.toml`` too."""
        texts = {language: self.translation(language, stem) for language in self.languages()}
        found = {language: one.texts(rubric) for language, one in texts.items()}
        for file in self.words.glob("*.toml"):
            found[file.stem] |= _table(file).get(stem, {})
        return found

    @property
    def words(self) -> Path:
        """The folder of its texts in other languages."""
        return self.messages or self.solutions.parent / "messages"


class Catalog:
    """All assignments that can be found: those of a course directory, then installed ones.

    Args:
        root: a course directory; what it defines comes before what is installed.
        own_only: whether what is installed is left out.
    """

    def __init__(self, root: Path | None = None, own_only: bool = False):
        own = Material.in_directory(root) if root else None
        self._materials = [*([own] if own else []), *(() if own_only else installed())]

    def stems(self) -> list[str]:
        """The names of all assignments, in alphabetical order."""
        return sorted({stem for material in self._materials for stem in material.stems()})

    def languages(self) -> list[str]:
        """The languages that any course has texts in, besides English."""
        return sorted({language for m in self._materials for language in m.languages()})

    def __contains__(self, stem: str) -> bool:
        return any(stem in material.stems() for material in self._materials)

    def __getitem__(self, stem: str) -> Assignment:
        """One assignment, read afresh.

        Raises:
            CatalogError: if there is none, naming those that there are.
        """
        for material in self._materials:
            if stem in material.stems():
                return material.assignment(stem)
        for material in self._materials:
            if (solution := material.solutions / f"{stem}.py").is_file():
                rubric = material.rubric_file(stem)
                raise CatalogError("assignment.no_rubric", solution=solution, rubric=rubric)
        there = ", ".join(self.stems()) or say("list.none")
        raise CatalogError("assignment.unknown", stem=stem, there=there)

    def reading(self, stem: str) -> Reading | None:
        """What to read again of an assignment's chapter, without importing its rubric."""
        for material in self._materials:
            if stem in material.stems():
                return material.sections(stem)
        return None


def _refuse_open_solutions(solution: Path) -> None:
    """Refuse a percent notebook whose marks of what students are not shown do not come in pairs.

    Raises:
        CatalogError: naming the line.
    """
    opened = 0
    lines = [*solution.read_text(encoding="utf-8").splitlines(), "# %%"]
    for number, line in enumerate(map(str.strip, lines), 1):
        begins, ends = line == BEGIN, line == END
        if opened and (begins or line.startswith("# %%")):
            raise CatalogError(
                "assignment.open", place=f"{solution}:{opened}", begin=BEGIN, end=END
            )
        if ends and not opened:
            raise CatalogError(
                "assignment.unopened", place=f"{solution}:{number}", begin=BEGIN, end=END
            )
        opened = number if begins else 0 if ends else opened


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogError("assignment.table", file=file, error=error) from None


@functools.cache
def installed() -> tuple[Material, ...]:
    """The material of installed courses, by the names of their entry points."""
    points = importlib.metadata.entry_points(group=GROUP)
    return tuple(point.load() for point in sorted(points, key=lambda point: point.name))
