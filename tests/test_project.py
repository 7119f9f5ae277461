"""Do the files that describe the project agree with each other and with what is there?"""

import re
import tomllib
from pathlib import Path

import yaml

import autograder
from autograder.gradebook.course import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))


def read(name):
    return (REPOSITORY / name).read_text(encoding="utf-8")


def test_there_is_one_version_number():
    """Is the version written once, and do the citation and the changelog follow it?"""
    assert tomllib.loads(read("pyproject.toml"))["project"]["dynamic"] == ["version"]
    assert yaml.safe_load(read("CITATION.cff"))["version"] == autograder.__version__
    newest = re.search(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"), flags=re.M)
    assert newest[1] == autograder.__version__


def test_actions_are_pinned_by_hash():
    """Does every workflow name its actions by a commit, with the release in a comment?"""
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v[\d.]+$", line), (path, line)


def test_links_between_pages_lead_somewhere():
    """Does every relative link in the README and the documentation name a file that is there?"""
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if page.name != "index.md":
                assert (page.parent / target).exists(), (page.name, target)


def test_every_room_is_in_the_architecture():
    """Does the page on the architecture name each room of the engine, and no other?"""
    page = read("docs/architecture.md")
    rooms = {p.name for p in (REPOSITORY / "autograder").iterdir() if (p / "__init__.py").exists()}
    named = set(re.findall(r"^\| `(\w+)/?` \|", page, flags=re.M))
    assert rooms <= named
    assert {name for name in named if not (REPOSITORY / "autograder" / name).is_dir()} <= {
        Path(p).stem for p in (REPOSITORY / "autograder").glob("*.py")
    }
