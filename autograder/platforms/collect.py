"""Sort a download into the folders of a course: first a plan, then, if it is wanted, the doing.

Nothing is lost: of several submissions the newest is what will be graded, and the older ones
are kept below ``grades/earlier``, as is what stood in the way. Nothing is removed from the
download, and doing the same again changes nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import secrets
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.handed_in import refuse_links, time_stamp
from autograder.gradebook.hostile import printable
from autograder.gradebook.private import write_whole
from autograder.messages import say
from autograder.platforms import layouts
from autograder.platforms.download import Download, Item
from autograder.platforms.layouts import Found
from autograder.platforms.roster import CANVAS_TEST, Roster, is_folder_name, plain
from autograder.submission.intake import IntakeError, read_file
from autograder.submission.locate import COPY, SUFFIXES

#: What Canvas adds to the name of a file that is handed in again.
AGAIN = re.compile(r"-\d+$")
STAMP = "timestamp.txt"
#: What a file of that name is called where students choose the names.
HANDED_IN_STAMP = "timestamp, handed in.txt"
State = Literal["new", "newer", "as before", "older"]


@dataclass(frozen=True)
class Version:
    """One submission of a student: files by their path in it, and when it was made."""

    files: dict[str, Item] = field(hash=False)
    time: datetime.datetime | None = None
    late: bool = False

    @property
    def label(self) -> str:
        """The name of its folder among the earlier ones: its time, and a digest of its content."""
        content = hashlib.sha256()
        for name, item in sorted(self.files.items()):
            content.update(f"{name}\0{item.digest()}\n".encode())
        when = self.time.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H%M%SZ") if self.time else ""
        return f"{when or 'undated'}-{content.hexdigest()[:8]}"


@dataclass(frozen=True)
class Move:
    """What is to become of the submissions of one student.

    Attributes:
        taken: the newest of the download.
        older: the others.
        state: ``new``; ``newer`` than what is there, which is kept among the earlier ones;
            ``as before``; ``older`` than what is there, and so kept among the earlier ones.
        remarks: what the instructor should see before it is done.
        unclear: whether no file, or more than one, could be the work.
    """

    student: str
    taken: Version
    older: tuple[Version, ...] = ()
    state: State = "new"
    remarks: tuple[str, ...] = ()
    unclear: bool = False


@dataclass(frozen=True)
class Plan:
    """All that would be done.

    Attributes:
        platform: whose file names these are.
        left: files that stay in the download, and why.
        passed_over: likewise, of those that belong to no student at all.
        missing: students of whom there is nothing in it, and nothing from before.
    """

    assignment: str
    platform: str
    moves: tuple[Move, ...]
    left: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    passed_over: tuple[tuple[str, str], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether each file found its student, and each student's work is known."""
        return not self.left and not any(move.unclear for move in self.moves)


def plan(
    course: Course, stem: str, download: Download, roster: Roster, layout: str | None = None
) -> Plan:
    """Find out whose the files of a download are and what is to be done with them.

    Raises:
        CourseError: if there is no student whom anything could belong to.
        autograder.catalog.CatalogError: if there is no such assignment.
    """
    course.assignment(stem)
    if not roster.people:
        raise CourseError("collect.nobody")
    platform, found = layouts.sort(download, roster, layout)
    if platform != "plain":  # nbgrader trusts this file, and here a student may have written it
        found = [replace(one, path=_not_a_stamp(one.path)) for one in found]
    owned, left, tests = _owners(found, roster)
    for student, theirs in owned.items() if platform == "plain" else ():
        owned[student], others = _of_assignment(stem, theirs)
        left += [(one.item.name, say("collect.why_elsewhere")) for one in others]
    moves = [_move(course, stem, student, theirs) for student, theirs in sorted(owned.items())]
    here = set(course.submitted(stem)) | set(owned)
    missing = tuple(person.id for person in roster if person.id not in here)
    return Plan(stem, platform, tuple(moves), (*left, *download.refused), missing, tuple(tests))


def _of_assignment(stem: str, found: list[Found]) -> tuple[list[Found], list[Found]]:
    """Of a student's folder with a folder for the assignment, that one, and what is in none."""
    inside = [one for one in found if len(one.path) > 1 and plain(one.path[0]) == plain(stem)]
    if not inside:
        return found, []
    beside = [one for one in found if len(one.path) == 1]
    taken = [replace(one, path=one.path[1:]) for one in inside] + beside
    others = [one for one in found if one not in inside and one not in beside]
    return taken, others


def _not_a_stamp(path: tuple[str, ...]) -> tuple[str, ...]:
    return (HANDED_IN_STAMP,) if path == (STAMP,) else path


def _owners(
    found: Sequence[Found], roster: Roster
) -> tuple[dict[str, list[Found]], list[tuple[str, str]], list[tuple[str, str]]]:
    """The files of each student, those that are nobody's for certain, and the Test Student's."""
    owned: dict[str, list[Found]] = defaultdict(list)
    left, tests = list[tuple[str, str]](), list[tuple[str, str]]()
    for one in found:
        for clues in one.who or ((),):
            ids = roster.who(clues)
            if len(ids) == 1 and is_folder_name(*ids):
                owned[ids.pop()].append(one)
            elif len(ids) == 1:
                left.append((one.item.name, say("collect.why_no_folder", id=printable(*ids))))
            elif ids:
                told = say("list.or").join(sorted(map(printable, ids)))
                left.append((one.item.name, say("collect.why_several", ids=told)))
            elif _is_test(clues):
                tests.append((one.item.name, say("collect.why_test")))
            else:
                left.append((one.item.name, say("collect.why_nobody")))
    return owned, left, tests


def _is_test(clues: Sequence[str]) -> bool:
    """Whether it is the student that an instructor sees Canvas as, its name in either order."""
    last, first = CANVAS_TEST.split(", ")
    return bool({plain(clue) for clue in clues} & {plain(last + first), plain(first + last)})


def _move(course: Course, stem: str, student: str, found: list[Found]) -> Move:
    attempts: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        attempts[one.attempt].append(one)
    ordered = sorted(attempts.values(), key=lambda files: max(f.order for f in files))
    newest, *others = reversed(ordered)
    taken, older, remarks = _version(course, stem, newest)
    unclear = not {stem + suffix for suffix in (*SUFFIXES, ".zip")} & taken.files.keys()
    for attempt in others:
        version, beside, _ = _version(course, stem, attempt)
        older += [version, *beside]
    state = _state(course, stem, student, taken)
    if taken.late:
        remarks.append(say("collect.late"))
    return Move(student, taken, tuple(older), state, tuple(remarks), unclear)


def _version(
    course: Course, stem: str, found: Sequence[Found]
) -> tuple[Version, list[Version], list[str]]:
    """One attempt: of files that are copies of one another the newest, then each older one."""
    copies: dict[str, list[Found]] = defaultdict(list)
    for one in sorted(found, key=lambda f: (f.order, f.item.name), reverse=True):
        copies[one.same or _same(one.path)].append(one)
    files = _apart({"/".join(kept[0].path): kept[0].item for kept in copies.values()})
    time, late = found[0].time, any(one.late for one in found)
    older = [
        Version({"/".join(one.path): one.item}, time)
        for kept in copies.values()
        for one in kept[1:]
        if one.item.digest() != kept[0].item.digest()
    ]
    files, remarks = _renamed(course, stem, files)
    return Version(files, time, late), older, remarks


def _apart(files: dict[str, Item]) -> dict[str, Item]:
    """The same files, where none has the name of a folder that another is in."""
    folders = {
        "/".join(parts[:i]) for n in files if (parts := n.split("/")) for i in range(len(parts))
    }
    return {name + ".file" if name in folders else name: item for name, item in files.items()}


def _same(path: tuple[str, ...]) -> str:
    """What copies of one file have in common: the folder, and the name without its number."""
    stem, dot, ending = path[-1].rpartition(".")
    if "." + ending.lower() not in SUFFIXES:
        return "/".join(path)
    return "/".join((*path[:-1], plain(AGAIN.sub("", COPY.sub("", stem))) + dot + ending.lower()))


def _renamed(
    course: Course, stem: str, files: dict[str, Item]
) -> tuple[dict[str, Item], list[str]]:
    """The only notebook, or Python file, that can be meant gets the name that it should have."""
    for suffix in SUFFIXES:
        wanted = stem + suffix
        if wanted in files:
            return files, []
        alike = [name for name in files if name.lower().endswith(suffix)]
        named = [name for name in alike if plain(stem) in plain(Path(name).stem)]
        for names in (named, alike):
            if len(names) == 1:
                renamed = {wanted if n == names[0] else n: item for n, item in files.items()}
                return renamed, [_remark(course, names[0], wanted, names is named)]
            if names:
                return files, [say("collect.several", count=len(names), wanted=wanted)]
    archives = [name for name in files if name.lower().endswith(".zip")]
    if len(archives) == 1:
        renamed = {f"{stem}.zip" if n == archives[0] else n: item for n, item in files.items()}
        return renamed, [say("collect.zip")]
    told = ", ".join(map(printable, [*files][:4])) + (" …" if len(files) > 4 else "")
    return files, [say("collect.no_work", there=told)]


def _remark(course: Course, name: str, wanted: str, is_named: bool) -> str:
    """What the instructor should see of a file that gets another name.

    Args:
        is_named: whether it bears this assignment's name in some form.
    """
    told = {"name": printable(name), "wanted": wanted}
    for other in () if is_named else course.catalog.stems():
        if plain(other) in plain(Path(name).stem):
            return say("collect.other_name", **told, other=other)
    return say("collect.renamed", **told)


# ------------------------------------------------------------- against what is there


def _state(course: Course, stem: str, student: str, taken: Version) -> State:
    folder = course.directory("submitted", student, stem)
    refuse(folder, course)
    if not folder.is_dir():
        return "new"
    there = {
        str(path.relative_to(folder).as_posix()): path
        for path in folder.rglob("*")
        if path.is_file() and path.name != STAMP
    }
    before = _time(course, student, stem)
    same = there.keys() == taken.files.keys() - {STAMP} and all(
        _bytes(path, course) == taken.files[name].read() for name, path in there.items()
    )
    if same and (taken.time is None or before == taken.time.replace(microsecond=0)):
        return "as before"
    return "older" if before and taken.time and before > taken.time else "newer"


def _bytes(path: Path, course: Course) -> bytes:
    try:
        return read_file(path, course.top("submitted"))
    except IntakeError:
        return b""


def refuse(folder: Path, course: Course) -> None:
    """Refuse to write where a link leads elsewhere.

    Raises:
        CourseError: naming the link.
    """
    if not os.path.lexists(folder):
        folder = next((p for p in folder.parents if os.path.lexists(p)), folder)
    try:
        if folder != course.top("submitted") and course.top("submitted") in folder.parents:
            refuse_links(folder, course.top("submitted"))
    except IntakeError as error:
        raise CourseError("collect.link", error=error) from None


def _time(course: Course, student: str, stem: str) -> datetime.datetime | None:
    from nbgrader.utils import parse_utc

    try:
        text = time_stamp(course, student, stem).strip()
        time: datetime.datetime = parse_utc(text)
        return time.replace(tzinfo=datetime.UTC) if text else None
    except (IntakeError, ValueError, OverflowError, TypeError, AttributeError):
        return None


# ------------------------------------------------------------------------- the doing


def earlier(course: Course, stem: str, student: str) -> Path:
    """Where the submissions of a student are kept that are not graded."""
    return course.grades / "earlier" / stem / student


def carry_out(course: Course, planned: Plan) -> None:
    """Do what a plan says.

    Each student's submission is there whole or not at all; after an interruption the same
    command does the rest.

    Raises:
        CourseError: if there is not enough room, or a file is damaged.
    """
    versions = [version for move in planned.moves for version in (move.taken, *move.older)]
    items = [item for version in versions for item in version.files.values()]
    needed = sum(item.size for item in items)
    course.grades.mkdir(mode=0o700, parents=True, exist_ok=True)
    if needed > shutil.disk_usage(course.grades).free // 2:
        raise CourseError("collect.room", size=needed >> 20)
    for item in items:  # a file that is damaged is found before the first is written
        item.read()
    for move in planned.moves:
        _carry_out(course, planned.assignment, move)
    course.close_to_others()


def _carry_out(course: Course, stem: str, move: Move) -> None:
    kept = earlier(course, stem, move.student)
    for version in (*move.older, *([move.taken] if move.state == "older" else [])):
        if not (target := kept / version.label).exists():
            _write(version, target)
    if move.state not in ("new", "newer"):
        return
    folder = course.directory("submitted", move.student, stem)
    draft = folder.with_name(f".{stem}.{secrets.token_hex(4)}")
    try:
        _write(move.taken, draft)
        if folder.exists():
            kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            before = _time(course, move.student, stem)
            when = before.strftime("%Y-%m-%dT%H%M%SZ") if before else "undated"
            shutil.move(folder, kept / f"{when}-{secrets.token_hex(4)}")
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(version: Version, target: Path) -> None:
    """Write a version as a folder; it has its name only when all of it is there."""
    draft = target.with_name(f".{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    for name, item in version.files.items():
        path = draft / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, item.read())
    if version.time and STAMP not in version.files:
        when = version.time.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
        write_whole(draft / STAMP, f"{when} UTC\n")
    draft.rename(target)
