"""Does the file of extensions say what it means, or else where it does not?"""

import datetime

import pytest

from autograder.cli import main
from autograder.gradebook import extensions
from autograder.gradebook.course import CourseError
from autograder.gradebook.extensions import Extension

HEADER = "student_id,assignment,due,excused,reason\n"


@pytest.fixture
def course(course):
    """A course of two students."""
    with course.gradebook() as gradebook:
        for student in ("ben", "lín"):
            gradebook.add_student(student)
    return course


def write(course, text, encoding="utf-8"):
    path = extensions.path(course)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def test_no_file_is_no_extension(course):
    """Does a course without the file, or with an empty one, have no extensions?"""
    assert extensions.read(course) == {}
    write(course, "")
    assert extensions.read(course) == {}
    write(course, HEADER)
    assert extensions.read(course) == {}


@pytest.mark.parametrize(
    "due", ["2026-03-05 23:59", "2026-03-05 23:59 UTC", "2026-03-05T23:59Z",
            "2026-03-06T00:59+01:00", "2026-03-05 18:59:00-05:00"]
)  # fmt: skip
def test_a_due_date_is_kept_in_utc(course, due):
    """Do all ways to write a moment give the moment that nbgrader would keep?"""
    write(course, HEADER + f"ben,regression,{due},,ill\n")
    moment = datetime.datetime(2026, 3, 5, 23, 59)
    assert extensions.read(course) == {("ben", "regression"): Extension(moment, False, "ill")}


def test_a_spreadsheet_writes_the_file_in_its_own_way(course):
    """Do a byte order mark, semicolons, other columns and their order do no harm?"""
    text = "Reason;name;excused;assignment;STUDENT_ID;due\r\n"
    text += '"at sea; no network";林;Yes;regression;lín;\r\n;;;;;\r\n'
    write(course, text, "utf-8-sig")
    assert extensions.read(course) == {
        ("lín", "regression"): Extension(None, True, "at sea; no network")
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("student,assignment,due,excused,reason\nben,regression,,,\n", "line 1: there is no"),
        (HEADER + "ben,regression,,no,\nben,regresion,,no,\n", "line 3: there is no assignment"),
        (HEADER + "ben,regression,,,\n", "line 2: this says neither"),
        (HEADER + "ben,regression\n", "line 2: this says neither"),
        (HEADER + "ben,regression,,,ill\n", "line 2: this says neither"),
        (HEADER + "ben,regression,,yes,\nbne,regression,,yes,\n", "line 3: nobody is called “bne”"),
        (HEADER + "bne,regression,2026-03-05 23:59,,\n", "Is “ben” meant?"),
        (HEADER + "Ben,regression,,yes,\n", "Is “ben” meant?"),
        (HEADER + "quaxli,regression,,yes,\n", "`nbgrader db student add quaxli`"),
        (HEADER + ",regression,,yes,\n", "line 2: student_id is empty"),
        (HEADER + "ben,,,yes,\n", "line 2: assignment is empty"),
        (HEADER + "ben,regression,next week,,\n", "line 2: due “next week” is not a time"),
        (HEADER + "ben,regression,2026-03-05,,\n", "line 2: due “2026-03-05” is not a time"),
        (HEADER + "ben,regression,2026-02-30 10:00,,\n", "line 2: due"),
        (HEADER + "ben,regression,,perhaps,\n", "line 2: excused “perhaps”"),
        (HEADER + "ben,regression,,yes,ill, very\n", "line 2: 6 cells for 5 columns"),
        (HEADER + "ben,regression,,yes,\n\nben,regression,,no,\n", "(line 2)"),
        (HEADER + 'ben,regression,,yes,"ill\n', "this is not CSV"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(course, text, told):
    """Is bad input one sentence that names the file, the line and the remedy?"""
    write(course, text)
    with pytest.raises(CourseError) as error:
        extensions.read(course)
    assert told in str(error.value)
    assert str(extensions.path(course)) in str(error.value)
    assert "\n" not in str(error.value)


def test_people_leave_cells_out_and_write_utf_16(course):
    """May a row end early, as people type it, and the file be what Excel calls Unicode text?"""
    text = HEADER + "ben,regression,2026-03-05 23:59\n"
    found = {("ben", "regression"): Extension(datetime.datetime(2026, 3, 5, 23, 59), False, "")}
    write(course, text)
    assert extensions.read(course) == found
    write(course, text.replace(",", "\t"), "utf-16")
    assert extensions.read(course) == found


def test_another_encoding_is_told(course):
    """Is a file in Latin-1 refused with its line, not read as something else?"""
    write(course, HEADER + "ben,regression,,yes,ill\nzoë,regression,,yes,\n", "latin-1")
    with pytest.raises(CourseError, match="line 3: this is not UTF-8"):
        extensions.read(course)


def test_who_is_known_from_anywhere_may_have_an_extension(course, hand_in):
    """May it be somebody of the roster, or who only handed in, or of a roster elsewhere?"""
    hand_in("noa", "")
    (course.grades / "roster.csv").write_text("name,SID\nZoe,zoe\n")
    lines = [f"{student},regression,,yes,\n" for student in ("noa", "zoe", "ben", "eva")]
    write(course, HEADER + "".join(lines))
    with pytest.raises(CourseError, match="line 5: nobody is called “eva”"):
        extensions.read(course)
    assert len(extensions.read(course, ["eva"])) == 4


def test_nothing_is_graded_for_a_stranger(course, hand_in, capsys):
    """Does `grade` stop before it grades anybody, and say so?"""
    hand_in("ben", "")
    write(course, HEADER + "bne,regression,2026-03-03 23:59 UTC,,train\n")
    assert main(["grade", "regression", "--course", str(course.root), "--jobs", "1"]) == 2
    assert "line 2: nobody is called “bne”" in capsys.readouterr().err
    assert not course.directory("autograded", "ben", "regression").exists()
