"""Does the class report say what the class did, and no more than it may?"""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.analytics.findings import family, find, first_sentence
from autograder.analytics.gather import HandIn, Student
from autograder.analytics.report import html, spaced
from autograder.cli import _readings, main
from autograder.gradebook import history
from autograder.gradebook.course import REPOSITORY
from autograder.gradebook.grade import grade
from autograder.judging.questions import judge_trusted
from autograder.judging.report import Phrase
from tests.analytics.conftest import START, report_of, student, work
from tests.autograder.conftest import SOLUTION
from tests.book.widget_pages import AXE
from tests.catalog import load

RUBRIC = load("regression")
WRONG = (REPOSITORY / "examples" / "students" / "ben" / "regression.py").read_text("utf-8")
MAX_PAGE = 300_000


def words(page):
    """The text of a page, without its markup."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_first_screen_names_the_three_most_costly_things(class_of_sixty):
    """Are the topics those that lost most points, mistakes of one kind taken together?"""
    found = find(class_of_sixty, RUBRIC)
    assert [t.name for t in found.topics] == ["SumForMean", "NegativeLoss", "GradientOfSum"]
    first = found.topics[0]
    lost = sum(
        q.points - q.earned
        for s in class_of_sixty.students
        for q in s.report.questions
        if (q.misconception or "").endswith("SumForMean")
    )
    assert first.lost == lost > found.topics[1].lost > found.topics[2].lost
    assert set(first.questions) == {"MSELoss.forward", "L1Loss.forward", "SmoothL1Loss.forward"}
    page = html(found)
    screen = page[: page.index("<h2>Points")]
    assert screen.count("<h2>") == 3
    assert "Sum for mean" in screen
    assert "2.5" in screen  # what the student's code gave for the worked example
    assert "0.625" in screen


def test_each_topic_says_what_to_read_again(class_of_sixty, course):
    """Is the section of the mistake named, else that of the question, else the chapter?"""
    found = find(class_of_sixty, RUBRIC)
    told = _readings(course, "regression")
    assert told[""].startswith("Regression losses")
    cards = html(found, told).split("<h2>Points")[0]
    assert cards.count("Read again") == 3
    named = told | {"MSESumForMean": "Here: sums & means"}
    assert "Here: sums &amp; means" in html(found, named)


def test_who_wrote_nothing_reads_the_definition(course):
    """Is a class that most did not write met where it is defined, not at one of its options?"""
    written = {n: v for n, v in RUBRIC.namespace().items() if n != "SmoothL1Loss"}
    hand_in = HandIn(START, judge_trusted(RUBRIC, written, seed=5))
    found = find(work(Student(f"s{k}", (hand_in,)) for k in range(5)), RUBRIC)
    assert [topic.kind for topic in found.topics] == ["unwritten"]
    told = _readings(course, "regression")
    assert f"<dd>{told['SmoothL1Loss']}</dd>" in html(found, told)
    assert told["SmoothL1Loss"] != told["SmoothL1Loss.options"]


def test_the_page_needs_nothing_and_is_small(class_of_sixty):
    """Is it one file of at most 300 KB, without script and without another address?"""
    page = html(find(class_of_sixty, RUBRIC))
    assert len(page.encode()) <= MAX_PAGE
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert "s02<b>" not in page  # an id is a name of a folder, so anything
    assert "s02&lt;b&gt;" in page


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(class_of_sixty, tmp_path, open_page, scheme, width):
    """Is the page accessible in both modes, and does nothing stick out on a phone?"""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `npm ci`")
    path = tmp_path / "report.html"
    path.write_text(html(find(class_of_sixty, RUBRIC)), encoding="utf-8")
    page = open_page(path.as_uri(), width, color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)
    assert page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


STICKS_OUT = """() => [...document.querySelectorAll('table, pre, svg, .cards')].filter(
  (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
).map((one) => one.className + ' ' + one.getBoundingClientRect().right)"""


@pytest.mark.browser
def test_tables_fit_on_paper(tmp_path, open_page):
    """Is a table of all mistakes at all questions as wide as A4 paper, black on white?

    What is cut off on paper cannot be scrolled to. Every question has a column here.
    """
    kinds = [m.__name__ for m in RUBRIC.misconceptions[::3]]
    found = find(work(student(f"s{n:02}", kind) for n, kind in enumerate(kinds)), RUBRIC)
    assert len({question for row in found.matrix.values() for question in row}) > 18
    readings = dict.fromkeys(kinds, "Regression losses: L1, Huber, Smooth L1: The L1 loss")
    path = tmp_path / "report.html"
    path.write_text(html(found, readings), encoding="utf-8")
    page = open_page(path.as_uri(), 700, color_scheme="dark", bypass_csp=True)
    page.emulate_media(media="print")
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_mistakes_that_come_together_are_on_the_page(class_of_sixty):
    """Is the pair that sixty students made together found, and in the page's table?"""
    found = find(class_of_sixty, RUBRIC)
    (pair,) = found.together
    assert {pair.first, pair.second} == {"L1SumForMean", "MSESumForMean"}
    assert pair.both > 2 * pair.expected
    assert "come together" in html(found)


def test_a_small_class_has_counts_and_no_statistics():
    """Does a class of nine get topics and counts, and neither correlations nor intervals?"""
    found = find(work(student(f"s{k}", "MSESumForMean" if k < 4 else "") for k in range(9)), RUBRIC)
    assert found.topics[0].students == 4
    assert found.alpha is None
    assert found.together == ()
    assert all(item.item_rest is None and item.full_interval is None for item in found.items)
    page = words(html(found))
    assert "item-rest" not in page
    assert "95 %" not in page


def test_hidden_names_and_small_cells():
    """Is nothing left of names, and of counts that could point at somebody?"""
    students = [student(f"pupil{k}", "MSESumForMean", after=300) for k in range(8)]
    students += [student(f"rare{k}", "MSEGradientOfSum", after=300) for k in range(3)]
    students += [student(f"fine{k}", "", after=3 * k) for k in range(20)]
    taught = work(students, ungraded={"eve": "not JSON"}, absent=("gone",))
    open_found, found = find(taught, RUBRIC), find(taught, RUBRIC, hide_names=True)
    page, told = html(found), json.dumps(found.to_json())
    for name in ("pupil", "rare", "fine", "eve", "gone"):
        assert not re.search(rf"\b{name}(\d|\b)", told + words(page))
    small = next(t for t in found.topics if t.name == "GradientOfSum")
    assert (small.students, small.lost, small.example) == (None, None, None)
    assert set(small.questions.values()) == {None}
    assert found.matrix["MSEGradientOfSum"] == {"MSELoss.backward": None}
    backward = next(i for i in found.items if i.id == "MSELoss.backward")
    assert (backward.full, backward.some, backward.full_interval) == (None, None, None)
    assert all(n is None or n == 0 or n >= 5 for n in found.distribution)
    assert found.ungraded is found.absent is None
    assert "Gradient of sum" not in page
    assert "Gradient of sum" in html(open_found)
    assert "eve" in html(open_found)
    assert "fine0" in html(open_found)  # early, and all points


def test_four_students_with_hidden_names_are_not_described():
    """Is a class too small to hide in not shown at all?"""
    found = find(work(student(f"s{k}", "MSESumForMean") for k in range(4)), RUBRIC, True)
    assert found.items == ()
    assert found.scores == {}
    assert "625" not in html(found)


def test_what_was_mended_after_which_hint():
    """Is a hint's fate counted: points then, the same again, or another mistake?"""
    students = [
        student("a", "MSESumForMean", ""),
        student("b", "MSESumForMean", "MSESumForMean+L1NegativeLoss"),
        student("c", "MSESumForMean", "MSENegativeLoss"),
        student("d", "L1NegativeLoss", "L1NegativeLoss+MSESumForMean", "MSESumForMean"),
        student("e", "MSESumForMean"),
    ]
    found = find(work(students), RUBRIC)
    fates = {m.misconception: (m.read, m.mended, m.persists) for m in found.mended}
    assert fates == {"MSESumForMean": (4, 1, 2), "L1NegativeLoss": (1, 1, 0)}
    assert found.hand_ins == {1: 1, 2: 3, 3: 1}
    scores = [[h.report.score for h in s.hand_ins] for s in students[:4]]
    assert found.first == pytest.approx(sum(s[0] for s in scores) / 4 / found.max_score)
    assert found.last == pytest.approx(sum(s[-1] for s in scores) / 4 / found.max_score)
    assert "told the same again" in html(found)


def test_a_leap_within_minutes_is_shown():
    """Is half of all points gained within ten minutes listed, and within an hour not?"""
    nothing = "+".join(
        m.__name__ for m in RUBRIC.misconceptions if m.__name__.endswith("SinglePrecision")
    )
    assert report_of(nothing).score < 29
    quick = student("quick", nothing, "", minutes=5)
    found = find(work([quick, student("slow", nothing, "", minutes=60)]), RUBRIC)
    assert [u.students for u in found.unusual if "within" in u.what] == [("quick",)]


def test_names_of_mistakes_are_readable():
    """Are ids made into words, and a mistake's family found?"""
    assert spaced("SumForMean") == "Sum for mean"
    assert spaced("MSEWithoutTwo") == "MSE without two"
    assert first_sentence("One. Two.") == "One."
    kinds = {m.__name__: family(m) for m in RUBRIC.misconceptions}
    assert kinds["MSESumForMean"] == kinds["L1SumForMean"] == "SumForMean"
    assert kinds["MSEGradientWithoutTwo"] == "MSEGradientWithoutTwo"


def test_a_graded_class_is_reported(course, hand_in, capsys):
    """Does the command read a class of three with a resubmission, as page and as JSON?"""
    hand_in("ada", SOLUTION)
    hand_in("ben", WRONG).with_name("timestamp.txt").write_text("2026-03-01 10:00 UTC")
    hand_in("zoe", "")
    broken = course.directory("submitted", "eve", "regression")
    broken.mkdir(parents=True)
    (broken / "regression.ipynb").write_text("{")
    grade("regression", course)
    hand_in("ben", SOLUTION).with_name("timestamp.txt").write_text("2026-03-02 10:00 UTC")
    grade("regression", course)
    grade("regression", course)
    recorded = [(h.student, h.handed_in) for h in history.read(course, "regression")]
    assert sorted(recorded, key=str) == [
        ("ada", None), ("ben", "2026-03-01T10:00:00"), ("ben", "2026-03-02T10:00:00"), ("zoe", None)
    ]  # fmt: skip
    assert main(["report", "regression", "--course", str(course.root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["graded"], told["blank"], told["ungraded"]) == (2, 1, 1)
    assert told["hand_ins"] == {"1": 2, "2": 1}
    assert told["first"] < told["last"] == 1
    assert main(["report", "regression", "--course", str(course.root)]) == 0
    path = capsys.readouterr().out.strip()
    assert path == str(course.grades / "reports" / "regression.html")
    assert "eve" in words(Path(path).read_text(encoding="utf-8"))

    (course.grades / "extensions.csv").write_text(
        "student_id,assignment,due,excused,reason\neve,regression,,yes,ill\n"
    )
    with course.gradebook() as gradebook:  # what a person gave counts
        grades = gradebook.find_submission_notebook("regression", "regression", "ada").grades
        next(one for one in grades if one.max_score == 2).manual_score = 0
        gradebook.db.commit()
    assert main(["report", "regression", "--course", str(course.root), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["ungraded"], again["excused"]) == (0, 1)
    assert again["scores"]["mean"] == told["scores"]["mean"] - 1


def test_a_line_of_the_record_that_was_torn_does_no_harm(course, hand_in):
    """Is a line that a killed process left unfinished passed over, and the next one whole?"""
    hand_in("ada", SOLUTION)
    grade("regression", course)
    with history.path(course, "regression").open("a") as file:
        file.write('{"student": "ben", "at"')
    hand_in("zoe", "")
    grade("regression", course)
    assert [h.student for h in history.read(course, "regression")] == ["ada", "zoe"]


def test_nobody_graded_is_told(course, capsys):
    """Is a report on nothing one sentence that says what to do?"""
    assert main(["report", "regression", "--course", str(course.root)]) == 2
    assert "Run `autograder grade regression` first" in capsys.readouterr().err


TYPO = ("error", (Phrase("cause.stopped", {"name": "HuberLoss", "error": "SyntaxError",
                                           "where": ""}),))  # fmt: skip
LOOP = ("timeout", (Phrase("fact.timeout"),))
RAISED = ("error", (Phrase("fact.raised", {"name": "forward", "detail": "ValueError"}),))


def failing(target, status, said):
    """A report on the reference in which all questions of a class fail so."""
    whole = report_of("")
    questions = (
        replace(q, earned=0.0, status=status, said=said) if q.id.startswith(target) else q
        for q in whole.questions
    )
    return HandIn(START, replace(whole, questions=tuple(questions)))


def test_one_students_typo_is_not_tomorrows_lecture():
    """Does a mistake of two come before the code of one that does not run, whatever it cost?

    And does each say what the grader knows, with no section of the book that is about loops?
    """
    students = [student("a", "MSESumForMean"), student("b", "MSESumForMean")]
    students += [Student("c", (failing("HuberLoss", *TYPO),))]
    students += [Student("d", (failing("L1Loss", *LOOP),))]
    students += [Student("e", (failing("SmoothL1Loss", *RAISED),))]
    found = find(work(students), RUBRIC)
    assert [t.kind for t in found.topics] == ["mistake", "stopped", "raised", "endless"]
    assert found.topics[0].lost < found.topics[1].lost
    screen = html(found, {"": "Regression losses"}).split("<h2>Points")[0]
    assert "for no reason that the grader knows" not in screen
    assert "stopped with SyntaxError" in screen
    assert "raised ValueError" in screen
    assert screen.count("Read again") == 2
    assert json.loads(json.dumps(found.to_json()))["topics"][3]["kind"] == "endless"


def test_what_stopped_half_the_class_comes_first():
    """Is it told on top when so many notebooks do not run that the lecture must be about it?"""
    students = [Student(f"s{k}", (failing("HuberLoss", *TYPO),)) for k in range(3)]
    found = find(work([*students, student("a", "MSESumForMean")]), RUBRIC)
    assert [t.kind for t in found.topics] == ["stopped", "mistake"]
