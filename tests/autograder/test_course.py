"""Is the course that a command is about found, and is its configuration understood?"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.cli import main
from autograder.gradebook.course import REPOSITORY, STEPS, TEMPLATE, Course, CourseError, find
from autograder.gradebook.grade import grade
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION
from tests.catalog import released

PLAIN = "c = get_config()\nc.CourseDirectory.course_id = 'plain'\n"


def test_the_current_directory_comes_first(tmp_path, monkeypatch):
    """Is it the directory named, else the current one, else the repository?"""
    (tmp_path / "named").mkdir()
    (tmp_path / "named" / "nbgrader_config.py").touch()
    assert find(tmp_path / "named").root == tmp_path / "named"
    monkeypatch.chdir(tmp_path)
    assert find().root == REPOSITORY
    (tmp_path / "nbgrader_config.py").write_text(PLAIN)
    assert find().root == tmp_path


def test_no_course_at_all_is_told(tmp_path, monkeypatch):
    """Without a repository around it, does the error say how a course is made?"""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("autograder.gradebook.course.REPOSITORY", tmp_path / "site-packages")
    with pytest.raises(CourseError, match="autograder init DIR"):
        find()
    with pytest.raises(CourseError, match="there is no directory"):
        find(tmp_path / "nowhere")


def test_the_template_is_this_repositorys_configuration():
    """Does `autograder init` lay out the settings that are tested here, with another name?"""
    ours = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    template = (TEMPLATE / "nbgrader_config.py").read_text(encoding="utf-8")
    assert template.replace('"my-course"', '"surprise-to-gradient"') == ours


def test_a_course_of_nbgraders_quickstart_works(tmp_path):
    """Is a class graded in what `nbgrader quickstart` makes, which names no database?"""
    scripts = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])}
    command = [sys.executable, "-m", "nbgrader", "quickstart", "fresh"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, env=environment)
    course = Course(tmp_path / "fresh")
    folder = course.root / "submitted" / "ada" / "regression"
    folder.mkdir(parents=True)
    work = intake.rebuild(released("regression"), intake.read(SOLUTION.encode(), "work.py"))
    (folder / "regression.ipynb").write_text(nbformat.writes(work), encoding="utf-8")
    (outcome,) = grade("regression", course)
    assert outcome.state == "graded"
    with course.api.gradebook as gradebook:
        (row,) = gradebook.assignment_submissions("regression")
        assert row.score == row.max_score == outcome.score
    assert (course.root / "gradebook.db").is_file()


def test_a_configuration_without_our_steps_is_found(tmp_path, capsys):
    """Do `doctor` and `grade` say that nbgrader's own command would give no points there?"""
    assert Course(REPOSITORY).missing_steps() == []
    (tmp_path / "nbgrader_config.py").write_text(PLAIN)
    assert len(Course(tmp_path).missing_steps()) == len(STEPS)
    main(["grade", "regression", "--course", str(tmp_path)])
    told = capsys.readouterr().err
    assert all(step in told for step in STEPS.values())
    main(["doctor", "--course", str(tmp_path)])
    told = capsys.readouterr().out
    assert all(step in told for step in STEPS.values())


def test_the_language_is_a_setting_of_the_course(tmp_path):
    """Is English spoken unless the course says otherwise?"""
    shutil.copyfile(REPOSITORY / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    assert Course(tmp_path).language == "en"
    with (tmp_path / "nbgrader_config.py").open("a") as file:
        file.write('\nc.Autograder.language = "de"\n')
    assert Course(tmp_path).language == "de"


def test_a_database_elsewhere_is_left_alone(tmp_path):
    """Is the address of another kind of database taken as it stands?"""
    (tmp_path / "nbgrader_config.py").write_text(
        PLAIN + "c.CourseDirectory.db_url = 'postgresql:///grades'\n"
    )
    assert Course(tmp_path).api.coursedir.db_url == "postgresql:///grades"


def test_the_executor_is_the_callers_choice(course, hand_in):
    """Does a class get the same outcomes from any executor, without a pool of our own?"""
    from concurrent.futures import ThreadPoolExecutor

    hand_in("ada", SOLUTION)
    hand_in("zoe", "")
    with ThreadPoolExecutor(1) as executor:
        threads = grade("regression", course, executor=executor)
    from autograder.gradebook.grade import Options

    assert grade("regression", course, options=Options(force=True)) == threads
    assert json.dumps([o.state for o in threads]) == '["graded", "graded"]'
