"""The page of a student whose work could not be graded: why, and what to do now.

nbgrader makes no page where it has no autograded notebook. This one holds nothing but the texts of
the catalog, the notebook's title, and who handed in what when: no name of a file and no path, which
are for the instructor. It is written where the page of graded work would stand.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass

import nbformat

from autograder import __version__
from autograder.gradebook import extensions, handed_in, refused
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.feedback_marks import Sender, names
from autograder.gradebook.feedback_page import Settings, rendered, title
from autograder.gradebook.private import write_whole
from autograder.gradebook.recorder import time_of
from autograder.gradebook.release import released_path
from autograder.messages import say, speaking
from autograder.submission.intake import IntakeError, read_file

#: What is said to the student, by the keys of reasons; what is not here is the machine's doing, or
#: the instructor's to mend. The first line of a text says why, the second what to do.
KINDS = {
    "absent": ("nothing", "nothing_usable", "not_there", "ending", "zip_empty"),
    "several": ("several", "zip_several"),
    "damaged": ("no_json", "no_cells", "notebook_text", "zip_damaged"),
    "encoding": ("script_text",),
    "empty": ("empty",),
    "large": ("too_much", "large", "folder_large", "folder_many"),
    "other": ("other", "another"),
    "link": ("link", "neither", "no_file"),
}
KIND = {f"intake.{name}": kind for kind, names in KINDS.items() for name in names}
#: What nbgrader's exchange asks for beside a page before it hands out any of them.
BESIDE = "timestamp.txt", "submission_secret.txt"


@dataclass(frozen=True)
class Refusal:
    """What a page says to whose work could not be graded.

    Attributes:
        title: of the assignment.
        mark: what the page is known by; as in :mod:`autograder.gradebook.feedback_page`.
        earlier: whether work that was handed in before has points.
    """

    assignment: str
    title: str
    sender: Sender
    kind: str
    earlier: bool
    mark: str = ""

    @property
    def why(self) -> str:
        """Why, in the language of the context."""
        return say(f"ungraded.{self.kind}", stem=self.assignment).partition("\n")[0]

    @property
    def todo(self) -> str:
        """What to do now."""
        return say(f"ungraded.{self.kind}", stem=self.assignment).partition("\n")[2]

    def digest(self, *settings: str) -> str:
        """What a page is known by that says this with these settings."""
        shown = json.dumps(["refused", asdict(self), settings, __version__], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


def refusals(course: Course, stem: str) -> dict[str, Refusal]:
    """What to say to whom, by student: all whose newest work could not be graded.

    Left out are those whose folder is gone, or has a name that nbgrader passes over; and those
    whose code is what was graded before, since the page of that is right; and who is excused.
    """
    keys, there = refused.keys(course, stem), course.submitted(stem)
    excused = extensions.excused(course, stem)
    mine = (s for s in there if s in keys and s not in excused)
    found = [s for s in mine if not refused.counts_still(course, stem, s)]
    if not found:
        return {}
    with course.gradebook() as gradebook:
        known = names(gradebook)
    of, shown = functools.cache(title_of), Settings.of(course.config).shown
    pages = {}
    for student in found:
        with contextlib.suppress(IntakeError):
            handed_in.refuse_name(student)
            kind = KIND.get(keys[student], "machine")
            graded = course.directory("autograded", student, stem) / f"{stem}.ipynb"
            sender = _sender(course, student, stem, known.get(student))
            page = Refusal(stem, of(course, stem), sender, kind, graded.is_file())
            pages[student] = Refusal(**vars(page) | {"mark": page.digest(*shown)})
    return pages


def title_of(course: Course, stem: str) -> str:
    """The heading of the released notebook."""
    try:
        return title(nbformat.read(released_path(stem, course), as_version=4), stem)
    except (OSError, ValueError):
        return stem


def _sender(
    course: Course, student: str, stem: str, known: tuple[str, str | None, str | None] | None
) -> Sender:
    time = None
    with contextlib.suppress(IntakeError, CourseError, OSError):
        time = time_of(course, student, stem)
    return Sender.of(*(known or (student, None, None)), time)


def write(course: Course, student: str, page: Refusal) -> None:
    """Write a page, and beside it what the exchange looks for.

    Raises:
        OSError: if the system refuses.
    """
    folder = course.directory("feedback", student, page.assignment)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with speaking(Settings.of(course.config).language):
        text = rendered("refused.html.j2", page=page)
    for name in BESIDE:
        if (told := _beside(course, student, page.assignment, name)) is not None:
            write_whole(folder / name, told)
    write_whole(folder / f"{page.assignment}.html", text)


def _beside(course: Course, student: str, stem: str, name: str) -> bytes | None:
    """A small file of the exchange's that came with the work; ``None`` if there is none.

    In the place of what is no such file stands one by which nobody fetches anything: without one
    nbgrader would hand out nobody's page.
    """
    path = course.directory("submitted", student, stem) / name
    if not os.path.lexists(path):
        return None
    try:
        return read_file(path, course.top("submitted"))
    except IntakeError:
        return secrets.token_hex(16).encode()
