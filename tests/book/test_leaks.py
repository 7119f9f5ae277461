"""Does the built book give away a solution, a hidden case or a hint of the grader?"""

import gzip
import re

import nbformat
import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.judging.exam import hint
from tests.catalog import assignment, load, stems

HTML = REPOSITORY / "build" / "book" / "_build" / "html"
pytestmark = [
    pytest.mark.book,
    pytest.mark.skipif(not HTML.exists(), reason="the book is not built: run `make book`"),
]


def published():
    """All text that the book publishes: pages, search index, sources, downloads."""
    kinds = {".html", ".js", ".ipynb", ".md", ".txt", ".py", ".json", ".inv"}
    for path in HTML.rglob("*"):
        if path.suffix in kinds and "vendor" not in path.parts:
            yield path, path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".bin" and path.stem not in ("core", "figures"):  # others' own
            text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            yield path, text.replace("\\n", "\n")


def secrets(stem):
    """Definitions with their answers, and hints, that must not be published, in any language."""
    for file in sorted((REPOSITORY / "solutions").rglob(f"{stem}.py")):
        text = file.read_text(encoding="utf-8")
        for region in re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", text, flags=re.S):
            lines = [line.strip() for line in region.splitlines() if line.strip()]
            if len(lines) > 1:
                yield "\n".join(lines)
    yield from hints(stem)


def hints(stem):
    """The first lines of an assignment's hints, in each language."""
    for misconception in load(stem).misconceptions:
        yield hint(misconception).split("\n")[0]
        for texts in assignment(stem).hints.values():
            if misconception.__name__ in texts:
                yield texts[misconception.__name__].split("\n")[0]


def test_no_solution_and_no_hint_is_published():
    """Is no whole answer in what the book publishes, and a hint only with practice packs?"""
    wanted = {
        secret: stem
        for stem in stems()
        for secret in secrets(stem)
        if len(secret) + sum(not c.isascii() for c in secret) > 40
    }
    told = {first for stem in stems() for first in hints(stem)}
    for path, text in published():
        plain = "\n".join(line.strip() for line in text.splitlines())
        if path.suffix == ".ipynb":
            cells = nbformat.reads(text, as_version=4).cells
            plain = "\n".join(line.strip() for c in cells for line in c.source.splitlines())
        for secret, stem in wanted.items():
            if path.name.startswith(("pack-", "texts-")) and secret in told:
                continue  # what the judge of the lab takes its hints from
            assert secret not in plain, f"{path.relative_to(HTML)} publishes {stem}: {secret[:60]}"


def test_the_grader_is_not_published():
    """Is neither `solutions/` nor `autograder/` among the files of the site?"""
    names = {path.name for path in HTML.rglob("*")}
    assert not names & {f"{stem}.py" for stem in stems()}
    for path, text in published():
        judge = path.name == "course.bin"  # the lab's judge, which knows the word and no rubric
        for word in ("BEGIN SOLUTION", "BEGIN HIDDEN", *(["misconceptions_in"] * (not judge))):
            assert word not in text, f"{path.relative_to(HTML)} contains {word}"
