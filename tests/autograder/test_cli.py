"""Does the command line say what it did, in words and in JSON, with the promised exit status?"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time

import pytest

from autograder import cli
from autograder.cli import main
from autograder.gradebook.course import REPOSITORY
from autograder.messages import languages

REFERENCE = str(REPOSITORY / "solutions" / "regression.py")
WRONG = str(REPOSITORY / "examples" / "students" / "ben" / "regression.py")
CHEN = REPOSITORY / "examples" / "students" / "chen" / "regression.py"


def test_full_marks_exit_with_0(capsys):
    """Is status 0 for full marks, with the score in the last line?"""
    assert main(["check", "regression", REFERENCE]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("regression: 58 of 58")


def test_less_exits_with_1_and_json_is_one_object(capsys):
    """Is the JSON exactly the promised object?"""
    assert main(["check", "regression", WRONG, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["assignment", "score", "max_score", "questions"]
    assert report["assignment"] == "regression"
    assert report["score"] == sum(q["earned"] for q in report["questions"])
    assert {q["status"] for q in report["questions"]} <= {
        "passed", "failed", "error", "timeout", "missing"
    }  # fmt: skip
    (forward,) = [q for q in report["questions"] if q["id"] == "MSELoss.forward"]
    assert forward["misconception"] == "MSESumForMean"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "nothing", REFERENCE], "there is no assignment “nothing”. There are: "),
        (["check", "regression", "nowhere.ipynb"], "nowhere.ipynb: cannot be read"),
        (["check", "regression", str(REPOSITORY / "Makefile")], "hand in a notebook"),
        (["grade", "regression", "--course", "EMPTY"], "is not a course directory"),
    ],
)
def test_bad_input_gives_one_line(arguments, says, capsys, tmp_path):
    """Is a bad call answered by one clear line and status 2, never by a traceback?"""
    arguments = [str(tmp_path) if a == "EMPTY" else a for a in arguments]
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert says in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


@pytest.mark.parametrize("jobs", ["0", "-2", "two"])
def test_jobs_is_a_number_of_processes(jobs, capsys):
    """Is a number of processes that makes no sense refused before anything starts?"""
    with pytest.raises(SystemExit) as ended:
        main(["grade", "regression", f"--jobs={jobs}"])
    assert ended.value.code == 2
    assert f"{jobs} is not a number of processes" in capsys.readouterr().err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize("quiet", [True, False])
def test_progress_is_shown_on_a_terminal(quiet, monkeypatch):
    """Does a person see how many are done, with the rate, and a script nothing?"""
    monkeypatch.setattr(sys, "stderr", Terminal())
    with cli._progress_bar(quiet) as advance:
        advance(None, 40)
        time.sleep(0.15)  # the bar is drawn ten times a second
        advance(None, 40)
    shown = sys.stderr.getvalue()
    assert ("Starting" in shown and "2/40" in shown and "submissions/s" in shown) == (not quiet)
    assert bool(shown) == (not quiet)


def test_doctor_reports_every_layer(capsys):
    """Does the doctor name each layer, and agree with its exit status on the core?"""
    status = main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    for layer in ("landlock", "seccomp", "rlimits", "namespaces", "user", "memory"):
        assert any(line.startswith(layer) for line in lines)
    assert ("The core holds" in lines[-1]) == (status == 0)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
@pytest.mark.parametrize("json_wanted", [False, True])
def test_what_cannot_be_shown_is_replaced(environment, json_wanted):
    """Does a terminal that cannot show a check mark get the report, and the right status?"""
    command = [sys.executable, "-m", "autograder.cli", "check", "regression", REFERENCE]
    ended = subprocess.run(
        command + ["--json"] * json_wanted,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"58" in ended.stdout
    assert not json_wanted or json.loads(ended.stdout.decode("latin-1"))["score"] == 58


def test_a_missing_file_names_those_that_are_there(capsys, tmp_path):
    """Does a wrong path get the names of the files beside it?"""
    (tmp_path / "regression (1).ipynb").write_text("{}")
    assert main(["check", "regression", str(tmp_path / "regression.ipynb")]) == 2
    assert "regression (1).ipynb" in capsys.readouterr().err


def test_a_folder_is_looked_into(capsys, tmp_path):
    """Is the only notebook of a folder taken, and is that said?"""
    shutil.copy(REFERENCE, tmp_path / "my work.py")
    assert main(["check", "regression", str(tmp_path)]) == 0
    assert "Note: “my work.py” was taken" in capsys.readouterr().out


@pytest.mark.parametrize("language", sorted({*languages()} - {"en"}))
def test_a_language_speaks_from_the_first_line_to_the_last(language, capsys):
    """Has a report in another language no line, and no sentence, in common with the English?"""
    told = {}
    for spoken in ("en", language):
        main(["check", "regression", str(CHEN), "--seed", "1", "--language", spoken])
        told[spoken] = {line.strip() for line in capsys.readouterr().out.splitlines()} - {""}
    assert len(told["en"]) > 40
    assert told["en"] & told[language] == set()
    assert not [line for line in told[language] if re.search(r"\b(the|your|is|of)\b", line)]
