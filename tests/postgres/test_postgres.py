"""Is a gradebook in PostgreSQL as good as a file, and what does only a server do?"""

import shutil

import psycopg
import pytest

from autograder.gradebook.course import Course, CourseError
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.recorder import recorder
from bench.postgres import Server
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import WORK, rows
from tests.postgres.conftest import address


def test_two_courses_in_two_databases(course, hand_in, server, tmp_path):
    """Does neither see the other's submissions, on one server?"""
    hand_in("ada", SOLUTION)
    other = Course(shutil.copytree(course.root, tmp_path / "other"))
    shutil.copyfile(course.root / "nbgrader_config.py", other.root / "nbgrader_config.py")
    text = (other.root / "nbgrader_config.py").read_text(encoding="utf-8")
    name = course.database.partition("/course")[2].partition("?")[0]
    made = server.make("other", template="blank")
    text = text.replace(f"/course{name}?", "/other?")
    (other.root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    assert made.partition("?")[0] in text
    shutil.move(
        other.directory("submitted", "ada", "regression").parent,
        other.directory("submitted", "ben", "regression").parent,
    )
    assert [o.state for c in (course, other) for o in grade("regression", c)] == ["graded"] * 2
    assert [row[0] for row in rows(course)] == ["ada"]
    assert [row[0] for row in rows(other)] == ["ben"]
    server.drop("other")


def test_a_server_that_ends_on_the_way_costs_no_row(course, hand_in):
    """If it is killed while a class is recorded, is all either recorded or not graded?"""
    own = Server()
    try:
        hand_over(course, own)
        for number in range(6):
            hand_in(f"s{number}", WORK["ben"])
        killed = []

        def kill(outcome, total):
            if not killed:
                killed.append(outcome.student)
                own.kill()

        found = grade("regression", course, progress=kill)
        states = [o.state for o in found]
        assert states.count("graded") >= 1
        assert states.count("failed") >= 1
        told = {o.reason for o in found if o.state == "failed"}
        assert all("the gradebook" in reason and "Traceback" not in reason for reason in told)
        own.start()
        assert len(rows(course)) == states.count("graded")
        again = grade("regression", course)
        assert {o.state for o in again} == {"graded", "up to date"}
        assert [row[0] for row in rows(course)] == [f"s{n}" for n in range(6)]
    finally:
        own.close()


def hand_over(course, server):
    """Have a course keep its gradebook on another server, and fill it anew."""
    text = (course.root / "nbgrader_config.py").read_text(encoding="utf-8")
    text = text.replace(repr(course.api.coursedir.db_url), '"sqlite:///grades/gradebook.db"')
    (course.root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    address(course.root, server.make("own"))
    for name in ("api", "config"):
        vars(course).pop(name, None)


def test_what_a_server_says_is_told(course, hand_in):
    """Is a server that does not answer, or has no such database, told with what to do?"""
    hand_in("ada", SOLUTION)
    text = (course.root / "nbgrader_config.py").read_text(encoding="utf-8")
    where = text.partition("@/")[2].partition("?")[0]
    for wrong in (text.replace(f"@/{where}?", "@/nothing?"), text.replace("host=", "host=/no")):
        (course.root / "nbgrader_config.py").write_text(wrong, encoding="utf-8")
        told = r"the gradebook postgresql\+psycopg.* cannot be reached.*db_url.*same command"
        with pytest.raises(CourseError, match=told):
            grade("regression", Course(course.root), options=Options(jobs=1))


def test_one_connection_writes(course, hand_in, server):
    """Does a whole batch need one connection, however many judge?"""
    hand_in("ada", SOLUTION)
    counts = []

    def count(outcome, total):
        with psycopg.connect(server._address("postgres")) as connection:
            of_course = "select count(*) from pg_stat_activity where datname like 'course%'"
            counts.append(connection.execute(of_course).fetchone()[0])

    grade("regression", course, options=Options(jobs=2), progress=count)
    assert counts == [1]
    with recorder(course, "regression") as records:
        assert records.rows("ada")["submission"]["grades"]
