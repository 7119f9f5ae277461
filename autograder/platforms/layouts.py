"""How each platform names what students handed in; a rule for each, from its own source.

========== =============================================================================
Canvas     ``lib/content_zipper.rb``: ``sortablename[_LATE]_USER_FILE_original.ipynb``
Moodle     ``mod/assign/classes/downloader.php``: ``Full name_ID_assignsubmission_file``, as a
           folder, or before ``_original.ipynb``
Blackboard ``Assignment_username_attempt_2026-03-02-00-10-00_original.ipynb``
Gradescope ``submission_metadata.yml`` beside ``submission_123/original.ipynb``
plain      somebody's name, id or address in the name of a file or of a folder on the way to it
========== =============================================================================
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.gradebook.course import CourseError
from autograder.messages import say
from autograder.platforms.download import Download, Item
from autograder.platforms.roster import Roster, plain
from autograder.submission.locate import COPY

METADATA = "submission_metadata.yml"
CANVAS = re.compile(
    r"(?:(?P<name>[^\s.]+?)_)??(?P<late>LATE_)?(?P<user>\d+|anon_[^\W_]+)_"
    r"(?:(?P<file>\d+)_(?P<original>.+)|(?P<text>text|link)\.html)"
)
MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<id>\d+)_(?P<part>assignsubmission_[a-z]+)(?:_(?P<original>.*))?"
)
BLACKBOARD = re.compile(
    r"(?P<head>.+)_(?P<word>[^\W\d_]+)_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<original>.+)|\.txt)"
)
#: What stands between the words of a file's name.
BETWEEN = re.compile(r"[\s_,;()\[\]+-]+")
MAX_WORDS = 8


@dataclass(frozen=True)
class Found:
    """A file of which the name says whose it is.

    Attributes:
        who: by what the student may be known; several students for a group.
        path: its name in the submission.
        attempt: what tells one submission of a student from the next.
        time: when that submission was made, if the platform says so.
        order: which of two files with the same name is the newer one.
        late: whether the platform calls it late.
        same: what copies of one file have in common, where their names do not say it.
    """

    item: Item
    who: tuple[tuple[str, ...], ...]
    path: tuple[str, ...]
    attempt: str = ""
    time: datetime.datetime | None = None
    order: tuple[float, int, str] = (0.0, 0, "")
    late: bool = False
    same: str = ""


def _canvas(item: Item, roster: Roster) -> Found | None:
    met = CANVAS.fullmatch(item.parts[-1])
    if met is None:
        return None
    who = tuple(clue for clue in (met["user"], met["name"]) if clue)
    path = met["original"] or f"{met['text']}.html"
    # A number is given to each file as it is uploaded.
    order = 0.0, int(met["file"] or 0), ""
    return Found(item, (who,), (path,), order=order, late=bool(met["late"]))


def _moodle(item: Item, roster: Roster) -> Found | None:
    for depth, part in enumerate(item.parts):
        met = MOODLE.fullmatch(part)
        if met is None:
            continue
        path = tuple(p for p in (met["original"], *item.parts[depth + 1 :]) if p)
        if path:
            return Found(item, ((met["id"], met["name"]),), path, order=_order(item))
    return None


def _blackboard(item: Item, roster: Roster) -> Found | None:
    met = BLACKBOARD.fullmatch(item.parts[-1])
    if met is None:
        return None
    words = met["head"].split("_")
    users = tuple("_".join(words[i:]) for i in reversed(range(len(words))))
    path = met["original"] or "blackboard.txt"
    try:  # the time of the server's zone, which is taken to be that of this machine
        time = datetime.datetime.strptime(met["time"], "%Y-%m-%d-%H-%M-%S").astimezone()
    except ValueError:
        time = None
    return Found(item, (users,), (path,), met["time"], time, (0.0, 0, met["time"]))


def _plain(item: Item, roster: Roster) -> Found:
    """Each name on the way may say it; of each, the longest run of words that is somebody's."""
    met = [next((clue for clue in _words(part) if roster.who([clue])), None) for part in item.parts]
    clues = tuple(clue for clue in met if clue)
    # What is below the folder that says it is the submission; a folder of the assignment is not.
    depth = next((i for i, clue in enumerate(met[:-1]) if clue), len(met) - 2) + 1
    path = item.parts[max(depth, 0) :]
    # A file whose name says who it is from, and nothing else, is the work itself.
    name, _, ending = item.parts[-1].rpartition(".")
    only = len(path) == 1 and met[-1] is not None and plain(met[-1]) == plain(COPY.sub("", name))
    same = f"the work.{ending.lower()}" if only else ""
    return Found(item, (clues,), path, order=_order(item), same=same)


def _words(part: str) -> Iterator[str]:
    """A name, with its ending and without, and the runs of words in it, the longest first."""
    for text in dict.fromkeys((part, COPY.sub("", part.rpartition(".")[0] or part))):
        words = [word for word in BETWEEN.split(text) if word][:MAX_WORDS]
        yield text
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                yield " ".join(words[start : start + length])


def _order(item: Item) -> tuple[float, int, str]:
    """By the time of the file; copies of the same time by their number."""
    number = re.search(r"(\d+)\)?$", item.parts[-1].rpartition(".")[0])
    time = item.modified.timestamp() if item.modified else 0.0
    return time, int(number[1][-9:]) if number else 0, ""


#: In the order in which they are preferred where they know equally many.
RULES: dict[str, Callable[[Item, Roster], Found | None]] = {
    "Canvas": _canvas,
    "Moodle": _moodle,
    "Blackboard": _blackboard,
    "plain": _plain,
}
LAYOUTS = ("canvas", "moodle", "blackboard", "gradescope", "plain")


def sort(download: Download, roster: Roster, layout: str | None = None) -> tuple[str, list[Found]]:
    """Find out what platform a download is from, and whose each file is.

    That rule is taken by which the most files are somebody's in the roster.

    Args:
        layout: the platform, where it is known; one of :data:`LAYOUTS`.

    Raises:
        CourseError: if Gradescope's list of submissions cannot be read, or no file is named as
            the platform does that was asked for.
    """
    listed = [item for item in download.items if item.parts[-1] == METADATA]
    if layout == "gradescope" or (listed and layout is None):
        return "Gradescope", _gradescope(download, listed)
    rules = {name: rule for name, rule in RULES.items() if layout in (None, name.lower())}
    sorted_by = {
        name: [rule(item, roster) for item in download.items] for name, rule in rules.items()
    }
    if layout and layout != "plain" and not any(any(found) for found in sorted_by.values()):
        platform = next(iter(rules))
        raise CourseError("download.layout", path=download.path, platform=platform)
    best = max(sorted_by, key=lambda name: _known(sorted_by[name], roster))
    found = zip(download.items, sorted_by[best], strict=True)
    return best, [one or _plain(item, roster) for item, one in found]


def _known(found: Sequence[Found | None], roster: Roster) -> int:
    return sum(one is not None and len(roster.who(one.who[0])) == 1 for one in found)


def _gradescope(download: Download, listed: Sequence[Item]) -> list[Found]:
    if len(listed) != 1:
        raise CourseError("download.lists", path=download.path, count=len(listed), list=METADATA)
    above = listed[0].parts[:-1]
    data = _metadata(download, listed[0])
    found = []
    for item in download.items:
        inside = item.parts[len(above) :]
        if item is listed[0] or item.parts[: len(above)] != above:
            continue
        about = data.get(inside[0]) if len(inside) > 1 else None
        found.append(
            _of_gradescope(item, inside, about)
            if isinstance(about, dict)
            else Found(item, (), item.parts)
        )
    return found


def _of_gradescope(item: Item, inside: tuple[str, ...], about: dict[str, Any]) -> Found:
    submitters = about.get(":submitters") or []
    who = tuple(
        tuple(str(one[key]) for key in (":sid", ":email", ":name") if one.get(key))
        for one in submitters
        if isinstance(one, dict)
    )
    time = about.get(":created_at")
    if isinstance(time, datetime.datetime):
        time = time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
    else:
        time = None
    order = time.timestamp() if time else 0.0, 0, inside[0]
    return Found(item, who, inside[1:], inside[0], time, order)


def _metadata(download: Download, item: Item) -> dict[str, Any]:
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Plain data only; what Ruby marks as objects of its own is nothing."""

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    try:
        data = yaml.load(item.read(), Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = say("download.line", line=where.line + 1) if where else ""
        raise CourseError(
            "download.list_unreadable", path=download.path, name=item.name, line=line
        ) from None
    if not isinstance(data, dict):
        raise CourseError("download.no_list", path=download.path, name=item.name)
    return data
