"""Does whoever handed in what cannot be graded learn why and what to do, and nothing else?"""

import json
import re

import pytest

from autograder.cli import main
from autograder.gradebook import feedback_refused, refused
from autograder.gradebook.course import REPOSITORY
from autograder.gradebook.feedback import feedback
from autograder.messages import FOLDER, languages, say, speaking
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_feedback_page import RUN_AXE, page_path, soup, words
from tests.book.widget_pages import AXE

SECRET = "hunter2 <script>"


def folder_of(course, student):
    folder = course.directory("submitted", student, "regression")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def grade(course, *arguments):
    return main(["grade", "regression", "--course", str(course.root), "--jobs", "1", *arguments])


def test_each_who_was_refused_has_a_page(course, hand_in, capsys, tmp_path):
    """Are reason and remedy on the page, by the reason's kind, without a word of the student's?"""
    for student in ("ada", "dora"):
        hand_in(student, SOLUTION)
    (folder_of(course, "ben") / "regression.ipynb").write_text('{"cells": ' + SECRET)
    (folder_of(course, "mal") / f"{SECRET.replace('/', '')}.pdf").write_text(SECRET)
    (tmp_path / "elsewhere").write_text(SECRET)
    (folder_of(course, "eve") / "regression.ipynb").symlink_to(tmp_path / "elsewhere")
    hand_in("tim", SOLUTION)
    (folder_of(course, "tim") / "timestamp.txt").write_text("soon")
    assert grade(course) == 1
    hand_in("dora", "").write_text("{")
    assert grade(course) == 1
    with course.api.gradebook as gradebook:
        gradebook.update_or_create_student("ben", first_name="Ben", last_name="Okafor")
    (folder_of(course, "ben") / "timestamp.txt").write_text("2026-03-01 20:00:00 UTC")
    capsys.readouterr()
    command = ["feedback", "regression", "--course", str(course.root), "--jobs", "1"]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert told.startswith("6 pages written")
    assert "\n5 of them say why work could not be graded, and what to do\n" in told
    kinds = {"ben": "damaged", "mal": "absent", "eve": "link", "tim": "machine", "dora": "damaged"}
    for student, kind in kinds.items():
        text = page_path(course, student).read_text("utf-8")
        page = soup(text)
        assert words(page.h1) == "Your work could not be graded"
        assert "not a score of 0" in words(page)
        why, todo = say(f"ungraded.{kind}", stem="regression").split("\n")
        said = [words(section.p) for section in page.find_all("section")]
        assert said == [why.replace("`", ""), todo.replace("`", "")]
        assert "hunter2" not in text
        assert str(course.root) not in text
        assert ("has been graded and is kept" in text) == (student == "dora")
        assert student in words(page.header)
    sender = soup(page_path(course, "ben").read_text("utf-8")).find("p", class_="sender")
    assert words(sender) == "Ben Okafor (ben) · handed in 2026-03-01 20:00 (UTC)"
    assert "MSELoss" in page_path(course, "ada").read_text("utf-8")
    assert main(command) == 0  # and all of them are up to date
    assert capsys.readouterr().out.startswith("0 pages")
    # Mended, the work has an ordinary page; and the other way round, as with dora.
    hand_in("ben", SOLUTION)
    assert grade(course, "--student", "ben") == 0
    assert feedback("regression", course, ["ben"]) == ["ben"]
    assert "MSELoss" in page_path(course, "ben").read_text("utf-8")
    assert feedback("regression", course, ["mal"], force=True) == ["mal"]


def test_a_class_of_which_nothing_can_be_graded_has_pages(course, capsys):
    """Is the first hand-in of a class told, too, where there is no graded notebook at all?"""
    (folder_of(course, "ben") / "regression.ipynb").write_text("")
    assert grade(course) == 1
    assert feedback("regression", course) == ["ben"]
    assert "is empty" in page_path(course, "ben").read_text("utf-8")


def test_what_counts_still_keeps_its_page(course, hand_in):
    """Where the same work was graded before, and only the machine failed now, is that page kept?"""
    hand_in("ada", SOLUTION)
    assert grade(course) == 0
    (folder_of(course, "ada") / "timestamp.txt").write_text("soon")
    assert grade(course) == 1
    assert "ada" in refused.read(course, "regression")
    assert feedback_refused.refusals(course, "regression") == {}
    feedback("regression", course)
    assert "MSELoss" in page_path(course, "ada").read_text("utf-8")


def test_names_that_nbgrader_passes_over_are_passed_over(course, hand_in):
    """Is nothing written for a folder that is hidden, or for a name that only the record has?"""
    hand_in("ada", SOLUTION)
    (folder_of(course, ".hidden") / "regression.ipynb").write_text("{")
    assert grade(course) == 1
    kept = json.loads(refused.path(course).read_text())
    kept["regression"]["../../elsewhere"] = {"reason": "x", "key": "intake.empty"}
    refused.path(course).write_text(json.dumps(kept))
    assert feedback("regression", course) == ["ada"]
    assert [path.name for path in course.top("feedback").iterdir()] == ["ada"]


def test_records_of_older_versions_are_read(course):
    """Does a reason without a key give the page for which nobody is to blame?"""
    (folder_of(course, "ben") / "regression.ipynb").write_text("{")
    refused.path(course).write_text('{"regression": {"ben": "it was cold"}}')
    assert refused.read(course, "regression") == {"ben": "it was cold"}
    assert feedback_refused.refusals(course, "regression")["ben"].kind == "machine"


def test_what_the_exchange_needs_stands_beside_the_page(course, tmp_path):
    """Is there what nbgrader reads before it hands out any page, and never what a link leads to?"""
    (tmp_path / "elsewhere").write_text(SECRET)
    folder = folder_of(course, "ben")
    (folder / "regression.ipynb").write_text("{")
    (folder / "timestamp.txt").write_text("2026-03-01 20:00:00 UTC")
    (folder / "submission_secret.txt").symlink_to(tmp_path / "elsewhere")
    assert grade(course) == 1
    feedback("regression", course)
    beside = page_path(course, "ben").parent
    assert (beside / "timestamp.txt").read_text() == "2026-03-01 20:00:00 UTC"
    secret = beside / "submission_secret.txt"
    assert not secret.is_symlink()
    assert re.fullmatch("[0-9a-f]{32}", secret.read_text())


@pytest.mark.parametrize("language", languages())
def test_every_kind_says_why_and_what_to_do(language):
    """Has each kind two lines in each language, and belongs each key to a reason that there is?"""
    with speaking(language):
        for kind in (*feedback_refused.KINDS, "machine"):
            why, todo = say(f"ungraded.{kind}", stem="regression").split("\n")
            assert why
            assert todo
    for key in feedback_refused.KIND:
        assert f"\n{key.removeprefix('intake.')} = " in (FOLDER / "en.toml").read_text("utf-8")


def test_no_reason_about_the_file_is_forgotten():
    """Has each reason for which a file is refused a text for the student, or is none of theirs?"""
    source = "".join(
        path.read_text("utf-8") for path in (REPOSITORY / "autograder/submission").glob("*.py")
    ) + (REPOSITORY / "autograder/gradebook/handed_in.py").read_text("utf-8")
    raised = set(re.findall(r'IntakeError\(\s*"(intake\.\w+)"', source))
    theirs = {"intake.folder_name", "intake.folder_encoding", "intake.unreadable"}
    assert len(raised) > 15
    assert raised - feedback_refused.KIND.keys() == theirs


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(tmp_path, open_page, scheme):
    """Does axe-core find nothing on a phone, and does nothing stick out?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    sender = feedback_refused.Sender("s" * 80, "Ada", "2026-03-01 20:00")
    page = feedback_refused.Refusal("regression", "Regression", sender, "damaged", True, "0" * 16)
    path = tmp_path / "page.html"
    path.write_text(feedback_refused.rendered("refused.html.j2", page=page), encoding="utf-8")
    page = open_page(path.as_uri(), 390, color_scheme=scheme, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN_AXE) == []
    assert page.requests == [path.as_uri()]
