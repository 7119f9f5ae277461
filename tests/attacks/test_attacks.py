"""Does any submission of the corpus earn what it does not deserve, or do harm?

Two whole classes are graded by the real engine with the real isolation: all attackers side by
side with honest peers and somebody who did nothing, and the same without the attackers.
"""

import ast
import json
import os
import shutil
import tempfile
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.gradebook.course import REPOSITORY
from autograder.gradebook.feedback import feedback
from autograder.submission import intake
from tests.attacks import notebooks
from tests.attacks.arena import Arena
from tests.autograder.conftest import SOLUTION, blank_course  # noqa: F401  (a fixture)
from tests.catalog import released

CORPUS = {p.stem: p for p in sorted((Path(__file__).parent / "corpus").glob("*.py"))}
PEERS = {
    "ada": SOLUTION,
    "ben": (REPOSITORY / "examples/students/ben/regression.py").read_text(),
    "nobody": "",
    "yves": SOLUTION,
}
#: What is added to the names of those that hand in the same thing.
TWINS = ("", "-again", "-and-again")
STATES = {name: "failed" if name in notebooks.NOT_GRADED else "graded" for name in notebooks.ALL}


def notebook_of(source):
    cells = intake.read(source.encode(), "work.py")
    return nbformat.writes(intake.rebuild(released("regression"), cells))


def hand_in(arena, student, text):
    folder = arena.course.directory("submitted", student, "regression")
    folder.mkdir(parents=True)
    (folder / "regression.ipynb").write_text(text, encoding="utf-8")


def forget_access_times():
    """Make reading a file show: most file systems note it once a day only."""
    for path in Path(np.__file__).parent.rglob("*.pyi"):
        os.utime(path, ns=(0, path.stat().st_mtime_ns))


def hand_in_attacks(arena):
    forget_access_times()
    told = f"PLACE = {arena.place()!r}"
    for name, path in CORPUS.items():
        # Those that remember need somebody to remember for: themselves, handed in again. Of three
        # at least two are judged in the same sandbox.
        for twin in TWINS if name.startswith("remember") else TWINS[:1]:
            text = f"# %%\n{told}\n# %%\n{path.read_text()}"
            hand_in(arena, f"m-{name}{twin}", notebook_of(text))
    for name, change in notebooks.ALL.items():
        folder = arena.course.directory("submitted", f"n-{name}", "regression")
        folder.mkdir(parents=True)
        data = json.loads(notebook_of(notebooks.WRONG))
        if change(data, folder) is not False:
            (folder / "regression.ipynb").write_text(json.dumps(data), encoding="utf-8")


def graded(blank_course, attacked):  # noqa: F811
    with tempfile.TemporaryDirectory(prefix="arena-") as folder:
        arena = Arena(Path(folder), blank_course)
        with arena.open():
            for student, source in PEERS.items():
                hand_in(arena, student, notebook_of(source))
            if attacked:
                hand_in_attacks(arena)
            yield arena, arena.fight()


@pytest.fixture(scope="module")
def quiet(blank_course):  # noqa: F811
    """The class without attackers."""
    for _, fight in graded(blank_course, attacked=False):
        return fight


@pytest.fixture(scope="module")
def battle(blank_course):  # noqa: F811
    """The class with all attackers: where it took place, and what was seen."""
    yield from graded(blank_course, attacked=True)


@pytest.fixture(scope="module")
def fight(battle):
    return battle[1]


def test_the_corpus_is_large():
    """Are there enough attacks, each with its idea?"""
    assert len(CORPUS) + len(notebooks.ALL) >= 100
    for path in CORPUS.values():
        assert ast.get_docstring(ast.parse(path.read_text()))
    for change in notebooks.ALL.values():
        assert change.__doc__


def mounts(fight, student):
    """What held of the layer of mounts while a student's work was judged."""
    kept = json.loads(fight.notebooks[student])["metadata"]["autograder"]
    return kept["isolation"].get("mounts", "")


@pytest.mark.parametrize("name", CORPUS)
def test_an_attack_earns_nothing(fight, name):
    """Is it graded, with no point that its answers do not earn, and did it not get out?"""
    student = f"m-{name}"
    if name == "remember_in_access_times" and "no access times" not in mounts(fight, student):
        pytest.skip("access times cannot be hidden here; docs/threat-model.md says so")
    assert fight.outcomes[student]["state"] == "graded"
    assert sum(fight.rows[student].values()) == 0, fight.rows[student]
    assert "BROKE_OUT" not in fight.outputs(student)
    for twin in TWINS if name.startswith("remember") else ():
        assert "BROKE_OUT" not in fight.outputs(f"{student}{twin}")


@pytest.mark.parametrize("name", notebooks.ALL)
def test_a_hostile_notebook_earns_nothing(fight, name):
    """Is it graded with no point, or not graded and said why, in one harmless line?"""
    outcome = fight.outcomes[f"n-{name}"]
    assert outcome["state"] == STATES[name], outcome
    assert sum(fight.rows.get(f"n-{name}", {}).values()) == 0
    if STATES[name] == "failed":
        assert outcome["reason"].isprintable()
        assert f"n-{name}" not in fight.notebooks


def test_peers_are_graded_as_without_attackers(fight, quiet):
    """Are the others' rows and notebooks, to the byte, what they are without any attack?"""
    for student in PEERS:
        assert fight.rows[student] == quiet.rows[student]
        assert fight.notebooks[student] == quiet.notebooks[student]
    assert sum(fight.rows["ada"].values()) == sum(fight.rows["yves"].values()) == 58
    assert sum(fight.rows["nobody"].values()) == 0
    assert set(fight.rows) <= set(fight.outcomes)


def test_time_and_memory_are_bounded(fight):
    """Does a class of attackers end, also on a busy machine, with no process above its limit?"""
    assert fight.seconds < 1500
    assert fight.peak_memory < 2.5 * 2**30


def test_nothing_is_left(fight):
    """Is no process left, no file, no connection, and is the bystander alive?"""
    assert fight.strangers == []
    assert fight.leftovers == []
    assert fight.connections == 0
    assert fight.bystander_lives


def test_nothing_is_written_outside(fight):
    """Is every file that is watched as it was: submissions, home, start-up files, answers?"""
    assert fight.changed == []


def test_what_is_shown_is_small_and_plain(fight):
    """Are graded notebooks of bearable size, without control characters and foreign types?"""
    for student, text in fight.notebooks.items():
        assert len(text) < 20 * 2**20, student
        for cell in json.loads(text)["cells"]:
            for output in cell.get("outputs", ()):
                assert set(output.get("data", ())) <= {"text/plain", "image/png"}
                shown = json.dumps(output, ensure_ascii=False)
                assert not set("\x1b\x9b\u202e\u2066\u200b\x07") & set(shown)


@pytest.mark.parametrize(
    "student", ["m-script_in_outputs", "m-script_in_images", "m-exceptions_that_lie",
                "m-terminal_escapes", "n-active_text", "n-own_kernel"],
)  # fmt: skip
def test_feedback_is_not_active(battle, student):
    """Does no script of a student's reach the page that others open?"""
    arena, _ = battle
    assert feedback("regression", arena.course, [student]) == [student]
    folder = arena.course.directory("feedback", student, "regression")
    page = (folder / "regression.html").read_text(encoding="utf-8")
    for active in ("<script>attack", "onerror=attack()>", "<svg onload", "<svg xmlns='"):
        assert active not in page.replace("&lt;", "&").replace("&gt;", "&")
    shutil.rmtree(folder)
