"""Do the workflows for GitHub Actions and the Dockerfile do what they say?

The files are parsed, and the shell lines of the workflows are run as a runner would run them, with
the students' repositories on this disk. Neither GitHub nor Docker is there.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from autograder.gradebook.course import REPOSITORY
from autograder.submission import intake
from tests.autograder.conftest import SOLUTION
from tests.catalog import released

FOLDER = REPOSITORY / "examples" / "github"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
bash = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash"), reason="runs shell lines of Linux"
)


def steps(name):
    data = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    (job,) = data["jobs"].values()
    return {step["name"]: step for step in job["steps"] if "run" in step}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_do_little_and_takes_no_text_for_code(path):
    """Are permissions read only, actions pinned, times bounded, and inputs never in a script?"""
    text = path.read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert data["permissions"] == {"contents": "read"}
    for line in re.findall(r"uses: .*", text):
        assert re.fullmatch(r"uses: [\w./-]+@[0-9a-f]{40} # v[\d.]+", line), line
    for job in data["jobs"].values():
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            assert "${{" not in step.get("run", "")


def run(step, cwd, **environment):
    """Run a step as `shell: bash` of a runner does; returns what became of it."""
    tools = cwd.parent / "bin"
    tools.mkdir(exist_ok=True)
    (tools / "pip").write_text("#!/bin/sh\nexit 0\n")  # all of it is installed
    (tools / "pip").chmod(0o755)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "PATH": os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "GITHUB_STEP_SUMMARY": str(cwd.parent / "summary.md"),
        "GIT_CONFIG_GLOBAL": str(cwd.parent / "gitconfig"),
        **environment,
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


def git(folder, *arguments, when="2026-03-01T10:00:00Z"):
    who = ["-c", "user.name=s", "-c", "user.email=s@example.org", "-c", "init.defaultBranch=main"]
    dates = {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True,
        env=os.environ | dates,
    )  # fmt: skip


def answered(source):
    notebook = intake.rebuild(released("regression"), intake.read(source.encode(), "work.py"))
    return nbformat.writes(notebook)


@pytest.fixture
def github(tmp_path):
    """Repositories of four students, behind the address that the workflow uses."""
    work = {
        "ada": [(SOLUTION, "2026-03-01T10:00:00Z"), ("", "2026-03-09T10:00:00Z")],
        "ben": [("", "2026-03-01T10:00:00Z")],
        "late": [(SOLUTION, "2026-03-09T10:00:00Z")],
    }
    for student, commits in work.items():
        folder = tmp_path / "github" / "school" / student
        (folder / "assignments" / "regression").mkdir(parents=True)
        git(folder, "init")
        for source, when in commits:
            path = folder / "assignments" / "regression" / "regression.ipynb"
            path.write_text(answered(source), encoding="utf-8")
            if not (folder / "link").is_symlink():
                (folder / "link").symlink_to("/etc/passwd")
            git(folder, "add", "-A")
            git(folder, "commit", "-m", "work", when=when)
    (tmp_path / "gitconfig").write_text(
        f'[url "{tmp_path}/github/"]\n\tinsteadOf = https://x-access-token:t0ken@github.com/\n'
    )
    return tmp_path


@bash
def test_a_class_is_graded_from_its_repositories(github):
    """Is the commit before the due date graded, what is missing told, and the summary written?"""
    course = github / "course"
    command = [sys.executable, "-m", "autograder.cli", "init", course]
    subprocess.run(command, check=True, capture_output=True)
    (course / "students.csv").write_text(
        "student_id,repository\r\nada,school/ada\r\nben,school/ben\r\nlate,school/late\r\n"
        "gone,school/gone"
    )
    told = steps("grade-class.yml")
    due = {"ASSIGNMENT": "regression", "DUE": "2026-03-02T00:00:00Z"}
    done = run(told["Install"], course)
    assert done.returncode == 0, done.stderr
    done = run(told["Fetch what was handed in"], course, TOKEN="t0ken", **due)
    assert done.returncode == 0, done.stderr
    assert "::warning title=gone::school/gone has nothing" in done.stdout
    assert "::warning title=late::" in done.stdout
    assert not (course / "checkouts" / "ada" / "link").is_symlink()
    secret = "0123456789abcdef0123456789abcdef"
    done = run(told["Sort and grade"], course, SECRET=secret, **due)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (course / "grades" / "secret").read_text() == secret
    rows = list(csv.DictReader((course / "grades/exports/regression.csv").open(encoding="utf-8")))
    assert [(r["student_id"], r["status"], r["score"]) for r in rows] == [
        ("ada", "graded", rows[0]["max_score"]), ("ben", "graded", "0"),
        ("late", "absent", ""), ("gone", "absent", ""),
    ]  # fmt: skip
    assert rows[0]["submitted"] == "2026-03-01 10:00:00 UTC"
    summary = (github / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("### regression\n```text\n")
    assert "ada" in summary
    assert (course / "grades/feedback/ada/regression/regression.html").is_file()


@bash
def test_without_the_course_s_secret_nothing_is_graded(github):
    """Does a missing secret stop the workflow, since a new one would change the cases?"""
    course = github / "course"
    course.mkdir()
    done = run(steps("grade-class.yml")["Sort and grade"], course, SECRET="", ASSIGNMENT="x")
    assert done.returncode == 1
    assert "::error::set the secret COURSE_SECRET" in done.stdout
    assert not (course / "grades").exists()


@bash
def test_a_student_s_push_runs_the_public_checks(tmp_path):
    """Does right work pass, wrong work get an annotation, and neither see anything hidden?"""
    (step,) = [s for n, s in steps("check-push.yml").items() if n != "Install"]
    work = tmp_path / "work"
    (work / "assignments").mkdir(parents=True)
    (work / "assignments" / "my regression.ipynb").write_text(answered(SOLUTION), encoding="utf-8")
    done = run(step, work)
    assert done.returncode == 0, done.stdout + done.stderr
    summary = tmp_path / "summary.md"
    assert "### ✓ ./assignments/my regression.ipynb" in summary.read_text(encoding="utf-8")
    (work / "assignments" / "my regression.ipynb").write_text(answered(""), encoding="utf-8")
    done = run(step, work)
    assert done.returncode == 1
    assert "::error file=assignments/my regression.ipynb,title=Public checks::" in done.stdout
    assert "✗ ./assignments/my regression.ipynb" in summary.read_text(encoding="utf-8")


def test_a_check_for_github_is_a_summary_and_annotations(tmp_path, capsys, monkeypatch):
    """Do `autograder check --format github`'s lines hold a mistake's hint, escaped?"""
    from autograder.cli import main

    path = tmp_path / "a,b 100%.py"
    path.write_text((REPOSITORY / "examples/students/ben/regression.py").read_text("utf-8"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main(["check", "regression", str(path), "--format", "github", "--seed", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines
    for line in lines:
        met = re.fullmatch(r"::warning file=([^,:]+),title=([^,:]+)::(.+)", line)
        assert met, line
        assert met[1].endswith("a%2Cb 100%25.py")
        assert "%0A" in met[3]
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("### regression: ")
    assert "| ✗ MSELoss.forward |" in summary
    assert main(["check", "regression", str(tmp_path / "no.ipynb"), "--format", "github"]) == 2
    assert capsys.readouterr().out.startswith("::error file=")


@pytest.mark.parametrize("format", ["gradescope", "prairielearn", "classroom50"])
def test_a_check_for_a_platform_fits_its_specification(tmp_path, monkeypatch, format):
    """Are the files that `autograder check --format` writes valid, for readable work and not?"""
    import jsonschema

    from autograder.cli import main
    from tests.autograder.platforms.schemas import SCHEMAS

    monkeypatch.setenv("CLASSROOM", "c")
    to = tmp_path / "results.json"
    work = REPOSITORY / "examples/students/ben/regression.py"
    options = ["--format", format, "--to", str(to), "--require-isolation"]
    assert main(["check", "regression", str(work), *options]) == 1
    jsonschema.validate(json.loads(to.read_text()), SCHEMAS[format])
    to.unlink()
    assert main(["check", "regression", str(tmp_path / "none.ipynb"), *options]) == 2
    if format == "classroom50":  # the runner makes an error of its own of a status that is not 0
        assert not to.exists()
    else:
        jsonschema.validate(json.loads(to.read_text()), SCHEMAS[format])


def test_the_image_runs_as_nobody_in_particular():
    """Does the Dockerfile name a user without privileges, and install what was built?"""
    lines = (REPOSITORY / "examples" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    words = [line.split()[0] for line in lines if line and not line[0].isspace() and line[0] != "#"]
    known = {"FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "ENTRYPOINT", "CMD"}
    assert {*words} <= known
    assert words[0] == "FROM"
    user = lines.index("USER grader")
    assert not any(line.startswith(("RUN", "COPY", "USER")) for line in lines[user + 1 :])
    assert 'ENTRYPOINT ["autograder"]' in lines
