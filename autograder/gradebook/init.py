"""Make a course directory: nbgrader's settings with our two steps, and the released notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import Catalog
from autograder.gradebook.course import CONFIG, TEMPLATE, Course, CourseError
from autograder.gradebook.release import release, released_path


def init(directory: Path) -> Iterator[Path]:
    """Make a course directory; yields each file as it is written.

    A directory may be there already, but no file is overwritten.

    Raises:
        CourseError: if it is a course directory already.
    """
    if (directory / CONFIG).exists():
        raise CourseError("course.already", directory=directory, config=CONFIG)
    directory.mkdir(parents=True, exist_ok=True)
    name = directory.resolve().name
    for file in sorted(TEMPLATE.iterdir()):
        target = directory / file.name
        if file.is_file() and not target.exists():
            text = file.read_text(encoding="utf-8").replace('"my-course"', json.dumps(name))
            target.write_text(text, encoding="utf-8")
            yield target
    course = Course(directory)
    for stem in Catalog(course.root).stems():
        release(course.assignment(stem), course)
        yield directory / released_path(stem, course).relative_to(course.root)
