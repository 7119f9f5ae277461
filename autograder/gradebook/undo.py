"""Take the last run of ``autograder grade`` back, from what it kept before it wrote.

``grades/last_run/`` holds what the gradebook and ``autograded/`` said of each student whom the last
run wrote about: a line of ``run.jsonl`` and the notebook, kept before either is replaced. So it
works after a run that was stopped, and on any database. What a person entered, manual scores and
comments, is neither kept nor put back: it stays as it is.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.gradebook import audit
from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.private import append_line, refuse_unwritable, write_whole

#: What the kept notebook of the ``n``-th line is called.
RELEASE = "released.ipynb"  # what students had got until then
NOTEBOOK = "{n}.ipynb"


def folder(course: Course) -> Path:
    """Where the last run is kept."""
    return course.grades / "last_run"


class Run:
    """Keeps what a run of one assignment is about to replace; begins with the first of it.

    Args:
        points: what the questions are worth before the run, by grade id, if the gradebook knows.
    """

    def __init__(self, course: Course, stem: str, points: dict[str, float] | None = None):
        self._course, self._stem, self._points = course, stem, points
        self._release = course.directory("release", assignment=stem) / f"{stem}.ipynb"
        self._kept = 0
        self._begun = False

    def begin(self) -> None:
        """Forget the run before, and keep the released notebook and what questions are worth."""
        if self._begun:
            return
        place = folder(self._course)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700, parents=True)
        facts = {
            "assignment": self._stem,
            "began": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "points": self._points,
            "release": self._release.is_file(),
        }
        if self._release.is_file():  # copied, since nbgrader writes it anew in its place
            shutil.copyfile(self._release, place / RELEASE)
        append_line(place / "run.jsonl", json.dumps(facts).encode())
        self._begun = True

    def keep(self, student: str, rows: dict[str, Any], notebook: Path) -> None:
        """Keep what is said of a student, before it is replaced.

        Args:
            rows: of the gradebook, by :meth:`autograder.gradebook.recorder.Recorder.rows`.
            notebook: the autograded notebook, if it is there.

        Raises:
            OSError: if the disk refuses; nothing may be replaced then.
        """
        self.begin()
        place = folder(self._course)
        there = _keep(notebook, place / NOTEBOOK.format(n=self._kept))
        line = {"student": student, "rows": rows, "notebook": there}
        append_line(place / "run.jsonl", json.dumps(line).encode())
        self._kept += 1


def _keep(path: Path, where: Path) -> bool:
    """Keep a file that is replaced as a whole: a second name for it costs nothing."""
    if not path.is_file():
        return False
    try:
        os.link(path, where, follow_symlinks=False)
    except OSError:  # another file system, or one without links
        shutil.copyfile(path, where, follow_symlinks=False)
    return True


@dataclass(frozen=True)
class Undone:
    """What became of one student: points that count before and after, and why something stayed."""

    student: str
    before: float
    after: float | None
    stays: str = ""


def undo(course: Course) -> tuple[str, list[Undone]]:
    """Put back what the last run replaced.

    Returns:
        The assignment, and what became of each student.

    Raises:
        CourseError: if no run is kept, or the gradebook refuses; the same call goes on from there.
    """
    from autograder.gradebook.recorder import recorder

    facts, lines = _read(course)
    refuse_unwritable(course.grades)  # before the first that is put back
    stem = facts["assignment"]
    done = []
    with recorder(course, stem) as records:
        if facts["points"]:
            records.restore_points(facts["points"])
        first: dict[str, tuple[int, dict[str, Any]]] = {}
        for number, line in enumerate(lines):
            first.setdefault(line["student"], (number, line))
        for student, (number, line) in sorted(first.items()):
            before, after, stays = records.restore(student, line["rows"])
            kept = folder(course) / NOTEBOOK.format(n=number)
            _put_back(kept if line["notebook"] else None, course, student, stem, bool(stays))
            done.append(Undone(student, before, after, stays))
    release = folder(course) / RELEASE
    if facts["points"] and facts["release"] and release.is_file():
        path = course.directory("release", assignment=stem) / f"{stem}.ipynb"
        write_whole(path, release.read_bytes(), mode=0o644)
    counts = {"taken back": len(done)}
    line = {"began": audit.now(), "undone": facts["began"], "assignment": stem, "counts": counts}
    audit.append(course, line)
    shutil.rmtree(folder(course))
    return stem, done


def _read(course: Course) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What was kept. A last line that was not finished kept nothing that was replaced."""
    file = folder(course) / "run.jsonl"
    try:
        texts = file.read_bytes().splitlines()
    except FileNotFoundError:
        raise CourseError("course.undo_nothing") from None
    lines = []
    for text in texts:
        with contextlib.suppress(ValueError):
            lines.append(json.loads(text))
    if not lines or "assignment" not in lines[0]:
        raise CourseError("course.undo_damaged", file=file)
    return lines[0], lines[1:]


def _put_back(kept: Path | None, course: Course, student: str, stem: str, stays: bool) -> None:
    """Put an autograded notebook back; where there was none, take away what the run made."""
    place = course.directory("autograded", student, stem)
    if kept is not None:
        if kept.is_file():
            write_whole(place / f"{stem}.ipynb", kept.read_bytes())
    elif not stays:
        shutil.rmtree(place, ignore_errors=True)
        with contextlib.suppress(OSError):  # where others' work is in it
            place.parent.rmdir()
