"""Is what goes wrong in an instructor's week told, once and in a sentence, and nobody's zero?"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest

from autograder.catalog import Catalog
from autograder.cli import main, parser
from autograder.gradebook import audit, refused
from autograder.gradebook.course import CONFIG, REPOSITORY, Course
from autograder.gradebook.feedback_refused import refusals
from autograder.gradebook.grade import Options, grade
from autograder.gradebook.release import released_path
from autograder.platforms import roster, standing
from autograder.submission import intake
from autograder.submission.belongs import refuse_other
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_undo import LATE, agree, stamp
from tests.catalog import assignment, released

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
ELSEWHERE = {"check", "init", "doctor", "cluster"}  # these need no course


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
    assert one_sentence(told)
    assert "`autograder init DIR`" in told
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
    assert "course/grades" in {c: s for c, s, _ in told}["report regression"]
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
    assert one_sentence(told.err)
    assert told.out == ""
    assert "late_by_hour" in told.err
    assert CONFIG in told.err
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
    assert one_sentence(told)
    assert "late_oddly.Odd" in told
    assert "KeyError" in told
    assert refused.read(late, "regression") == {}


def test_a_lost_secret_is_not_replaced(graded, capsys):
    """Do commands that need the secret say that it is lost, and make no other one?"""
    (graded.grades / "secret").rename(graded.root / "elsewhere")
    for command in (["grade", "regression", "--jobs", "1"], ["explain", *COMMANDS["explain"]]):
        assert run(graded, *command) == 2
        told = capsys.readouterr().err
        assert one_sentence(told)
        assert "secret is not there" in told
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
        assert one_sentence(told), command
        assert "gradebook.db" in told


def test_a_page_that_would_be_a_folder_is_told(graded, capsys, monkeypatch):
    """Is `--to .` one sentence with what to do, and not that something is busy?"""
    monkeypatch.chdir(graded.root)
    for command in ("report", "similar"):
        assert run(graded, command, "regression", "--to", ".") == 2
        told = capsys.readouterr().err
        assert one_sentence(told)
        assert "folder" in told


def test_without_a_roster_nobody_is_a_stranger(graded, capsys):
    """Where no roster says who is in the class, is whose work cannot be graded not outside it?"""
    folder = graded.directory("submitted", "noa", "regression")
    folder.mkdir(parents=True)
    (folder / "regression.ipynb").write_text("{")
    assert run(graded, "grade", "regression", "--jobs", "1", "--quiet") == 1
    capsys.readouterr()
    assert run(graded, "export", "regression") == 0
    told = capsys.readouterr().err
    assert "noa: not gradable" in told
    assert "roster" not in told
    (graded.grades / "roster.csv").write_text("student_id,name\nada,Ada\n")
    assert run(graded, "export", "regression") == 0
    assert "not in the roster" in capsys.readouterr().err


def test_who_is_excused_is_not_told_to_hand_in_again(graded):
    """Does nobody get a page on work that cannot be graded who need not hand in?"""
    folder = graded.directory("submitted", "noa", "regression")
    folder.mkdir(parents=True)
    (folder / "regression.ipynb").write_text("{")
    assert run(graded, "grade", "regression", "--jobs", "1", "--quiet") == 1
    assert refusals(graded, "regression").keys() == {"noa"}
    agree(graded, "noa,regression,,yes,on leave")
    assert refusals(graded, "regression") == {}


def test_work_that_need_not_be_graded_is_no_failure(graded, capsys):
    """Is whoever is excused not named for a broken file, by `grade` and by `similar`?"""
    folder = graded.directory("submitted", "noa", "regression")
    folder.mkdir(parents=True)
    (folder / "regression.ipynb").write_text("{")
    agree(graded, "noa,regression,,yes,on leave")
    assert run(graded, "grade", "regression", "--jobs", "1", "--json") == 0
    told, noise = capsys.readouterr()
    (noa,) = (s for s in json.loads(told)["submissions"] if s["student"] == "noa")
    assert (noa["state"], noa["score"]) == ("excused", None)
    assert run(graded, "similar", "regression") == 0
    assert "noa" not in noise + capsys.readouterr().err
    agree(graded, "")
    assert run(graded, "grade", "regression", "--jobs", "1", "--quiet") == 1
    assert "noa" in capsys.readouterr().err


def test_the_same_work_is_not_called_earlier(graded, capsys):
    """Where work that was graded fails now, does the export say of which work the points are?"""
    stamp(graded, "ada", "soon")
    assert run(graded, "grade", "regression", "--jobs", "1") == 1
    one = of(graded, "ada")
    assert one.status == "not gradable"
    assert "same work" in one.reason
    with (graded.directory("submitted", "ada", "regression") / "regression.py").open("a") as work:
        work.write("\nx = 1\n")
    one = of(graded, "ada")
    assert "earlier submission has" in one.reason


# ------------------------------------------------------------ what students hand in


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("softmax.ipynb", lambda: released("softmax").cells),
        ("softmax.ipynb", lambda: [c for c in released("softmax").cells if "gr" not in c.id]),
        ("softmax.py", lambda: None),
    ],
    ids=["a notebook", "one without graded cells", "a Python file"],
)
def test_the_work_of_another_assignment_is_no_zero(graded, capsys, tmp_path, name, made):
    """Is work that was handed in at the wrong place not graded, with the assignment it looks like?

    By `grade`, by `check` and by nbgrader alike; the notebook's name does not matter.
    """
    cells = made()
    work = graded.directory("submitted", "noa", "regression") / name.replace(
        "softmax", "regression"
    )
    work.parent.mkdir(parents=True)
    if cells is None:
        text = (REPOSITORY / "solutions" / "softmax.py").read_text("utf-8")
    else:
        text = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    work.write_text(text, encoding="utf-8")
    assert run(graded, "grade", "regression", "--jobs", "1", "--quiet") == 1
    told = capsys.readouterr().err
    assert "noa: failed: this is not the work for regression: it looks like softmax" in told
    assert of(graded, "noa").score is None
    assert main(["check", "regression", str(work)]) == 2
    assert one_sentence(capsys.readouterr().err)


def test_one_answer_is_enough_to_be_judged(check):
    """Is work judged that has one name of this assignment, or none of any?"""
    softmax = (REPOSITORY / "solutions" / "softmax.py").read_text("utf-8")
    assignments = Catalog(), assignment("regression")
    for more in ("class MSELoss:\n    pass\n", SOLUTION):
        refuse_other(intake.read((softmax + more).encode(), "a.py"), *assignments[::-1])
    for nothing in ("", "import numpy as np\nx = np.ones(3)\n"):
        refuse_other(intake.read(nothing.encode(), "a.py"), *assignments[::-1])


def archive(path, **content):
    """A zip."""
    with zipfile.ZipFile(path, "w") as file:
        for name, text in content.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), text)


@pytest.mark.parametrize(
    ("content", "state", "told"),
    [
        ({"hw__my_dot_py": SOLUTION, "__MACOSX__._my_dot_py": "x"}, "graded", "“my.py” was taken"),
        ({"a_dot_py": SOLUTION, "b_dot_py": SOLUTION}, "failed", "“a.py”, “b.py”"),
        ({"notes_dot_txt": "none"}, "failed", "holds no notebook"),
        (None, "failed", "cannot be read (File is not a zip file)"),
    ],
)
def test_a_zip_with_one_notebook_is_graded(graded, content, state, told):
    """Is the one notebook in a zip taken with a remark, and any other zip refused with a reason?"""
    folder = graded.directory("submitted", "noa", "regression")
    folder.mkdir(parents=True)
    if content is None:
        (folder / "work.zip").write_bytes(b"PK not quite")
    else:
        archive(folder / "work.zip", **content)
    (one,) = grade("regression", graded, ["noa"], Options(jobs=1))
    assert one.state == state
    assert told in one.reason + " ".join(one.remarks)
    if state == "graded":
        assert one.score == 58


def test_an_empty_file_is_called_empty(check):
    """Is a notebook of no bytes not a matter of JSON?"""
    for content in (b"", b" \n"):
        with pytest.raises(intake.IntakeError, match="is empty"):
            intake.read(content, "regression.ipynb")


# --------------------------------------------------------------- what scripts and people read


def test_a_script_has_the_score_each_time(graded, capsys):
    """Does `grade --json` say the points of those, too, who are up to date?"""
    scores = []
    for options in ([], ["--force"], ["--dry-run"]):
        run(graded, "grade", "regression", "--jobs", "1", "--json", *options)
        found = json.loads(capsys.readouterr().out)["submissions"]
        scores.append({one["student"]: one["score"] for one in found})
    assert scores == [{"ada": 58.0, "ben": 0.0}] * 3


def test_the_status_says_who_needs_what(graded, capsys):
    """Are graded, absent, excused, waiting, handed in again and by-hand work told apart?"""
    (graded.directory("submitted", "eva", "regression")).mkdir(parents=True)
    agree(graded, "zoe,regression,,yes,on leave", "ben,regression,2026-03-05 23:59 UTC,,ill")
    with graded.gradebook() as gradebook:
        gradebook.add_student("tim")
        grades = gradebook.find_submission("regression", "ben").notebooks[0].grades
        grades[0].needs_manual_grade = True
        gradebook.db.commit()
    os.utime(graded.directory("submitted", "ada", "regression") / "regression.py")
    assert run(graded, "status", "regression") == 0
    told = capsys.readouterr().out
    lines = {line.split()[0]: line for line in told.splitlines() if line}
    assert "58" in lines["ada"]
    assert "handed in again" in lines["ada"]
    assert "extension to 2026-03-05 23:59 UTC; a person has to grade" in lines["ben"]
    assert "excused" in lines["zoe"]
    assert "waiting" in lines["eva"]
    assert "absent" in lines["tim"]
    assert run(graded, "status", "regression", "--json") == 0
    students = json.loads(capsys.readouterr().out)["students"]
    by_id = {one["student_id"]: one for one in students}
    assert (by_id["ada"]["score"], by_id["ada"]["handed_in_again"]) == (58.0, True)
    assert (by_id["ben"]["needs_manual_grade"], by_id["zoe"]["status"]) == (True, "excused")
    assert by_id["ben"]["extension"] == "2026-03-05T23:59:00+00:00"
    run(graded, "export", "regression")
    assert "(formgrader; regression): ben" in capsys.readouterr().err


def test_the_story_of_a_student(graded, capsys):
    """Does each hand-in stand in a line, with what it lost?"""
    work = graded.directory("submitted", "ben", "regression") / "regression.py"
    work.write_text(SOLUTION)
    run(graded, "grade", "regression", "--jobs", "1", "--quiet")
    capsys.readouterr()
    assert run(graded, "status", "regression", "--student", "ben") == 0
    head, first, second = capsys.readouterr().out.splitlines()
    assert head == "ben, regression: graded 2 times"
    assert "0 of 58  lost: MSELoss.forward" in first
    assert second.endswith("58 of 58  lost: nothing")
    run(graded, "status", "regression", "--student", "ben", "--json")
    told = json.loads(capsys.readouterr().out)["hand_ins"]
    assert [one["score"] for one in told] == [0.0, 58.0]


@pytest.mark.parametrize("command", ["feedback", "report", "similar", "export", "status"])
def test_nothing_is_no_success(course, capsys, command):
    """Where nobody handed in, is that an error of one sentence for each command, and no page?"""
    assert run(course, command, "regression") == 2
    assert one_sentence(capsys.readouterr().err)
    assert not [*course.root.rglob("*.html"), *course.root.rglob("*.csv")]


@pytest.mark.parametrize("command", ["report", "similar", "export"])
def test_a_page_may_go_into_a_new_folder(graded, tmp_path, command):
    """Does each command that writes where it is told make the folders on the way?"""
    target = tmp_path / "new" / "folder" / "out"
    assert run(graded, command, "regression", "--to", str(target)) == 0
    assert target.is_file()


def test_who_did_not_hand_in_has_no_cases(graded, capsys):
    """Does `explain` say in words that there is no such submission?"""
    assert run(graded, "explain", "regression", "nobody", "MSELoss.forward") == 2
    told = capsys.readouterr().err
    assert one_sentence(told)
    assert "no submission of nobody" in told


def test_a_broken_record_is_told_by_grade(graded, capsys):
    """Does `grade` say that the chain of the audit record is broken, and exit with 1?"""
    record = audit.path(graded)
    record.write_bytes(record.read_bytes().replace(b'"regression"', b'"regressiom"', 1) * 2)
    assert run(graded, "grade", "regression", "--jobs", "1", "--quiet") == 1
    assert "does not follow from the line before" in capsys.readouterr().err


def test_a_language_that_is_not_there_is_told(graded, capsys, tmp_path):
    """Is an unknown language refused where it is asked for, and in the course's settings?"""
    (tmp_path / "work.py").write_text("")
    command = ["check", "regression", str(tmp_path / "work.py"), "--language", "xx"]
    assert main(command) == 2
    assert "there is no language “xx”. There are: en" in capsys.readouterr().err
    config = graded.root / CONFIG
    config.write_text(config.read_text() + '\nc.Autograder.language = "xx"\n')
    assert run(graded, "grade", "regression", "--jobs", "1") == 2
    assert "there is no language “xx”" in capsys.readouterr().err


def test_a_new_loss_takes_no_ones_place(graded, capsys):
    """Is the name of an installed assignment refused, and is the README's example free?"""
    assert run(graded, "new", "regression", "HingeLoss") == 2
    assert "there is an assignment regression already" in capsys.readouterr().err
    for file in ("README.md", "CONTRIBUTING.md"):
        text = (REPOSITORY / file).read_text("utf-8")
        (stem,) = set(re.findall(r"autograder new (\w+) \w+", text))
        assert stem not in Catalog(), file


def test_each_command_has_help(capsys):
    """Does each command say what it does, and what each of its arguments is?"""
    commands = next(a for a in parser()._actions if a.dest != "help" and a.choices).choices
    for name, command in commands.items():
        assert command.description, name
        silent = {a.dest for a in command._actions if not a.help} - {argparse.SUPPRESS}
        assert silent <= {"layout", "format"}, name
