"""Is what goes wrong in an instructor's week told, once and in a sentence, and nobody's zero?"""

import os
import re
import shutil
import subprocess
import sys

import pytest

from autograder.cli import main, parser
from autograder.gradebook import refused
from autograder.gradebook.course import CONFIG, Course
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.release import released_path
from autograder.platforms import roster, standing
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_undo import LATE, stamp

#: Each command that is about a course, with arguments that would do.
COMMANDS = {
    "new": ["margins", "HingeLoss"],
    "release": ["regression"],
    "grade": ["regression", "--jobs", "1"],
    "grade --dry-run": ["regression", "--jobs", "1"],
    "feedback": ["regression", "--force"],
    "report": ["regression"],
    "explain": ["regression", "ada", "MSELoss.forward"],
    "similar": ["regression"],
    "undo": [],
    "collect": ["regression", "DOWNLOAD", "--yes"],
    "export": ["regression"],
    "status": ["regression"],
    "gradescope": ["regression", "--to", "autograder.zip"],
    "audit": [],
}
ELSEWHERE = {"check", "init", "doctor"}  # these need no course


@pytest.fixture(scope="module")
def graded_root(blank_course, tmp_path_factory):
    """A course in which two students are graded, and one has handed in nothing yet."""
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(blank_course, root)
    course = Course(root)
    with course.gradebook() as gradebook:
        gradebook.add_student("zoe")
    for student, work in (("ada", SOLUTION), ("ben", "class MSELoss:\n    pass\n")):
        folder = course.directory("submitted", student, "regression")
        folder.mkdir(parents=True)
        (folder / "regression.py").write_text(work)
    grade("regression", course, options=Options(jobs=1))
    return root


@pytest.fixture
def graded(graded_root, tmp_path):
    """A copy of it."""
    shutil.copytree(graded_root, tmp_path / "course")
    return Course(tmp_path / "course")


def run(course, *command):
    """Run a command about a course; returns its exit status."""
    return main([*command[:1], "--course", str(course.root), *command[1:]])


def files(folder):
    """All that is in a folder, with what is in it and its mode."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
    }


def of(course, student):
    """Where a student stands."""
    found = standing.standings(course, "regression", roster.load(course))
    return next(one for one in found if one.person.id == student)


def one_sentence(text):
    """Whether a text is one line of ours, and no traceback."""
    return bool(re.fullmatch(r"autograder: [^\n]+\n", text)) and "Errno" not in text


# ------------------------------------------------------------------ the wrong place


def test_all_commands_are_tried():
    """Is there no command about a course that the tests below leave out?"""
    commands = next(a for a in parser()._actions if a.dest != "help" and a.choices).choices
    assert {name.partition(" ")[0] for name in COMMANDS} | ELSEWHERE == {*commands}


@pytest.mark.parametrize("name", COMMANDS)
def test_another_directory_is_left_alone(name, tmp_path, capsys):
    """Does a command that is sent to a directory that is no course say so, and leave no file?"""
    (tmp_path / "DOWNLOAD").mkdir()
    (tmp_path / "DOWNLOAD" / "ada.ipynb").touch()
    before = files(tmp_path)
    command, *options = name.split()
    given = [a.replace("DOWNLOAD", str(tmp_path / "DOWNLOAD")) for a in COMMANDS[name]]
    assert main([command, *given, *options, "--course", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert one_sentence(told) and "`autograder init DIR`" in told
    assert files(tmp_path) == before


READ_ONLY = """
import sys
from autograder.cli import main
for command in {commands!r}:
    sys.stderr.write("== " + " ".join(command) + "\\n")
    sys.stderr.flush()
    status = main([command[0], "--course", {course!r}, *command[1:]])
    sys.stderr.write(f"== {{status}}\\n")
"""


def test_a_read_only_course_is_one_sentence(graded, tmp_path):
    """Does each command say in a sentence that it cannot write, or do without, and write nothing?

    The course directory is mounted read-only, as a backup or a full file server is.
    """
    wrap = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    mount = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" -c "$3"'
    if subprocess.run([*wrap, "true"], capture_output=True).returncode:
        pytest.skip("no mount namespaces here")
    download = tmp_path / "download"
    download.mkdir()
    (download / "zoe.ipynb").write_text(released_path("regression", graded).read_text())
    (tmp_path / "away").mkdir()
    shutil.copyfile(download / "zoe.ipynb", tmp_path / "zoe.ipynb")
    grade_anew = ["grade", "regression", "--jobs", "1", "--force"]
    commands = [
        [*(words := name.split())[:1], *(a.replace("DOWNLOAD", str(download)) for a in given),
         *words[1:]]
        for name, given in COMMANDS.items()
        if not name.startswith(("grade", "gradescope"))
    ]  # fmt: skip
    commands += [grade_anew, [*grade_anew, "--dry-run"], ["export", "regression", "--to", "/"]]
    commands += [["report", "regression", "--to", str(tmp_path)]]
    before = files(graded.root)
    script = READ_ONLY.format(commands=commands, course=str(graded.root))
    arguments = [*wrap, "sh", "-c", mount, "sh", str(graded.root), sys.executable, script]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=tmp_path / "away")
    assert done.returncode == 0, done.stderr
    told = re.findall(r"== (.*)\n((?:.*\n)*?)== (\d+)\n", done.stderr)
    assert len(told) == len(commands), done.stderr
    for command, said, status in told:
        assert said == "" or one_sentence(said) or status == "0", (command, said)
        assert (status == "2") == one_sentence(said), (command, said, status)
    assert [c.split()[0] for c, _, status in told if status == "2"] == [
        "new", "feedback", "report", "similar", "undo", "collect", "export", "grade",
        "export", "report",
    ]  # fmt: skip
    assert "course/grades" in dict((c, s) for c, s, _ in told)["report regression"]
    assert files(graded.root) == before


# ---------------------------------------------------------- the course is set up wrongly


@pytest.fixture
def late(graded):
    """The course with a penalty that cannot be loaded, and a student who is late."""
    config = graded.root / CONFIG
    config.write_text(
        config.read_text() + '\nc.AssignLatePenalties.plugin_class = "late_by_hour.PerHour"\n'
    )
    course = Course(graded.root)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment("regression", duedate="2026-03-01 20:00 UTC")
    stamp(course, "ada", "2026-03-01 23:00 UTC")
    return course


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--force"]])
def test_a_penalty_that_cannot_be_loaded_is_nobodys_record(late, capsys, options):
    """Is a mistake in the settings told once, before anybody's work is touched?"""
    assert run(late, "grade", "regression", "--jobs", "1", *options) == 2
    told = capsys.readouterr()
    assert one_sentence(told.err) and told.out == ""
    assert "late_by_hour" in told.err and CONFIG in told.err
    assert refused.read(late, "regression") == {}
    assert run(late, "export", "regression") == 0
    assert "2 graded" in capsys.readouterr().out


def test_a_penalty_may_stand_in_the_course_directory(late):
    """Is its module found there without PYTHONPATH, as whoever reads nbgrader's page expects?"""
    (late.root / "late_by_hour.py").write_text(LATE)
    command = [sys.executable, "-m", "autograder", "grade", "regression", "--jobs", "1"]
    done = subprocess.run([*command, "--quiet"], cwd=late.root, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    with late.gradebook() as gradebook:
        (work,) = gradebook.find_submission("regression", "ada").notebooks
        assert work.late_submission_penalty == 3


def test_a_penalty_that_fails_is_nobodys_record(late, capsys, monkeypatch):
    """Does an error in the course's own plugin stop the run, and leave every score?"""
    broken = LATE.replace("total_seconds_late / 3600", "{}[student_id]").replace("PerHour", "Odd")
    (late.root / "late_oddly.py").write_text(broken)
    config = late.root / CONFIG
    config.write_text(config.read_text().replace("late_by_hour.PerHour", "late_oddly.Odd"))
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert run(late, "grade", "regression", "--jobs", "1") == 2
    told = capsys.readouterr().err
    assert one_sentence(told) and "late_oddly.Odd" in told and "KeyError" in told
    assert refused.read(late, "regression") == {}


def test_a_lost_secret_is_not_replaced(graded, capsys):
    """Do commands that need the secret say that it is lost, and make no other one?"""
    (graded.grades / "secret").rename(graded.root / "elsewhere")
    for command in (["grade", "regression", "--jobs", "1"], ["explain", *COMMANDS["explain"]]):
        assert run(graded, *command) == 2
        told = capsys.readouterr().err
        assert one_sentence(told) and "secret is not there" in told
    assert not (graded.grades / "secret").exists()
    (graded.root / "elsewhere").rename(graded.grades / "secret")
    assert run(graded, "explain", *COMMANDS["explain"]) == 0


@pytest.mark.parametrize("how", ["emptied", "made anew"])
def test_a_lost_gradebook_is_not_an_empty_class(graded, blank_course, capsys, how):
    """Is a gradebook that has lost everybody told, where the autograded notebooks know better?"""
    if how == "emptied":
        (graded.grades / "gradebook.db").write_bytes(b"")
    else:
        shutil.copyfile(blank_course / "grades/gradebook.db", graded.grades / "gradebook.db")
    for command in ("export", "feedback", "status"):
        assert run(graded, command, "regression") == 2, command
        told = capsys.readouterr().err
        assert one_sentence(told) and "gradebook.db" in told, command


def test_the_same_work_is_not_called_earlier(graded, capsys):
    """Where work that was graded fails now, does the export say of which work the points are?"""
    stamp(graded, "ada", "soon")
    assert run(graded, "grade", "regression", "--jobs", "1") == 1
    one = of(graded, "ada")
    assert one.status == "not gradable" and "same work" in one.reason
    with (graded.directory("submitted", "ada", "regression") / "regression.py").open("a") as work:
        work.write("\nx = 1\n")
    one = of(graded, "ada")
    assert "earlier submission has" in one.reason
