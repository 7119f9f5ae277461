"""Lay out the files of a new loss: a small one that works, to be changed into another."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.catalog import Catalog
from autograder.gradebook.course import REPOSITORY, TEMPLATE, Course, CourseError

#: What a loss needs in a course directory, and in the repository of this course.
OWN = {"solution.py.txt": "solutions/{stem}.py", "rubric.py.txt": "rubrics/{stem}.py"}
HERE = {
    "solution.py.txt": "solutions/{stem}.py",
    "rubric.py.txt": "autograder/rubrics/{stem}.py",
    "chapter.md.txt": "book/{stem}.md",
    "variants.py.txt": "tests/variants/{stem}.py",
    "test_solution.py.txt": "tests/solutions/test_{stem}.py",
    "test_parity.py.txt": "tests/parity/test_{stem}.py",
}


def new(stem: str, name: str, course: Course) -> Iterator[Path]:
    """Lay the files out; yields each as it is written. Nothing is overwritten.

    Args:
        stem: what the assignment is called everywhere, such as ``margins``.
        name: the class, such as ``HingeLoss``.
        course: where; a course directory gets two files, this repository six.

    Raises:
        CourseError: if a name cannot be used or is an installed course's, or a file is there
            already; nothing is written.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", stem) or keyword.iskeyword(stem):
        raise CourseError("course.new_stem", stem=stem)
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) or keyword.iskeyword(name):
        raise CourseError("course.new_name", name=name)
    here = course.root == REPOSITORY
    solutions = "surprise_to_gradient.solutions" if here else "..solutions"
    targets = {
        course.root / path.format(stem=stem): TEMPLATE / "loss" / source
        for source, path in (HERE if here else OWN).items()
    }
    # The course would lose an installed one of that name, and its notebook.
    if not (here or course.own_only) and stem in Catalog():
        raise CourseError("course.new_shadows", stem=stem)
    if there := [path for path in targets if path.exists()]:
        raise CourseError("course.new_there", path=there[0])
    for path, source in targets.items():
        text = source.read_text(encoding="utf-8")
        for word, value in (("SOLUTIONS", solutions), ("STEM", stem), ("NAME", name)):
            text = text.replace(word, value)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path
