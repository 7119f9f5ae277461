"""Make a course directory: nbgrader's settings with our two steps, and the released notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import Catalog
from autograder.gradebook.course import CONFIG, TEMPLATE, Course, CourseError
from autograder.gradebook.release import release, released_path
from autograder.messages import DEFAULT, refuse_unknown

OWN_ONLY = """\
# The assignments are those of this directory; installed problem sets are left out.
c.Autograder.own_only = True
"""
#: What may be the name of a language that nothing is written in yet.
CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
LANGUAGE = """\
# The language of notebooks, messages and feedback.
c.Autograder.language = {language}
"""


def init(directory: Path, language: str = DEFAULT, empty: bool = False) -> Iterator[Path]:
    """Make a course directory; yields each file as it is written.

    A directory may be there already, but no file is overwritten.

    Args:
        language: of its notebooks, messages and feedback. If the problem sets are left out it may
            be one that the course itself is going to bring.
        empty: whether the problem sets of installed courses are left out.

    Raises:
        CourseError: if it is a course directory already.
        SpokenError: if nothing can be said in that language.
    """
    if not (empty and CODE.fullmatch(language)):
        refuse_unknown(language, Catalog().languages())
    if (directory / CONFIG).exists():
        raise CourseError("course.already", directory=directory, config=CONFIG)
    directory.mkdir(parents=True, exist_ok=True)
    name = directory.resolve().name
    own = {file.name: file for file in (TEMPLATE / language).glob("*")}
    for file in sorted(TEMPLATE.iterdir()):
        target = directory / file.name
        if file.is_file() and not target.exists():
            text = own.get(file.name, file).read_text(encoding="utf-8")
            text = text.replace('"my-course"', json.dumps(name))
            if file.name == CONFIG:
                text += _settings(language, empty)
            target.write_text(text, encoding="utf-8")
            yield target
    course = Course(directory)
    for stem in course.catalog.stems():
        release(course.assignment(stem), course)
        yield directory / released_path(stem, course).relative_to(course.root)


def _settings(language: str, empty: bool) -> str:
    """What a course's settings say beyond the template."""
    spoken = "\n" + LANGUAGE.format(language=json.dumps(language)) if language != DEFAULT else ""
    return spoken + ("\n" + OWN_ONLY if empty else "")
