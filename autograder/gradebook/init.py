"""Make a course directory: nbgrader's settings with our two steps, and the released notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import Catalog
from autograder.gradebook.course import CONFIG, TEMPLATE, Course, CourseError
from autograder.gradebook.release import release, released_path
from autograder.messages import DEFAULT, refuse_unknown

LANGUAGE = """\
# The language of notebooks, messages and feedback.
c.Autograder.language = {language}
"""


def init(directory: Path, language: str = DEFAULT) -> Iterator[Path]:
    """Make a course directory; yields each file as it is written.

    A directory may be there already, but no file is overwritten.

    Args:
        language: of its notebooks, messages and feedback.

    Raises:
        CourseError: if it is a course directory already.
        SpokenError: if nothing can be said in that language.
    """
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
            if file.name == CONFIG and language != DEFAULT:
                text += "\n" + LANGUAGE.format(language=json.dumps(language))
            target.write_text(text, encoding="utf-8")
            yield target
    course = Course(directory)
    for stem in Catalog(course.root).stems():
        release(course.assignment(stem), course)
        yield directory / released_path(stem, course).relative_to(course.root)
