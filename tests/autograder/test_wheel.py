"""Does the wheel alone, in an empty environment, check and grade from any directory?

Needs the package index or a warm cache for the dependencies; ``AUTOGRADER_WHEEL=required`` makes
their absence a failure instead of a skip.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

from autograder import __version__
from autograder.gradebook.course import REPOSITORY
from surprise_to_gradient import MATERIAL
from tests.autograder.conftest import SOLUTION
from tests.autograder.test_grade import WORK
from tests.catalog import stems

BIN = "Scripts" if sys.platform == "win32" else "bin"
#: What builds wheels here must reach the index; what is installed must not see this checkout.
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}


def run(*command, cwd, status=0, **environment):
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=CLEAN | environment, capture_output=True, text=True
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from what is tracked or new in this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=REPOSITORY)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of commands of an environment with nothing but the wheel and its needs."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    home = tmp_path_factory.mktemp("empty") / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home.parent)
    # The versions of the lock, without its hashes: uv allows these for requirements only.
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    versions = re.findall(r"^[a-z0-9_.-]+==[^\\\n]+", lock, flags=re.M)
    (home / "versions.txt").write_text("\n".join(versions), encoding="utf-8")
    command = [uv, "pip", "install", "--quiet", "--system-certs", "--python", home / BIN]
    command[-1] = home / BIN / f"python{'.exe' if sys.platform == 'win32' else ''}"
    try:
        run(*command, "--constraint", home / "versions.txt", wheel, cwd=home)
    except AssertionError as error:
        if os.environ.get("AUTOGRADER_WHEEL") == "required":
            raise
        pytest.skip(f"the dependencies cannot be installed here: {str(error).splitlines()[-1]}")
    return home / BIN


def test_the_wheel_holds_what_it_needs_and_no_more(wheel):
    """Are all rubrics, solutions and notebooks in it, and no test, book or second `solutions`?"""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tops = {name.split("/")[0] for name in names}
    assert tops == {
        "autograder",
        "surprise_to_gradient",
        f"surprise_to_gradient-{__version__}.dist-info",
    }
    for stem in stems():
        assert f"autograder/rubrics/{stem}.py" in names
        assert f"surprise_to_gradient/solutions/{stem}.py" in names
        assert f"surprise_to_gradient/assignments/{stem}/{stem}.ipynb" in names
        for language in MATERIAL.languages():
            assert f"surprise_to_gradient/solutions/{language}/{stem}.py" in names
            assert f"surprise_to_gradient/assignments/{language}/{stem}/{stem}.ipynb" in names
    assert "autograder/messages/en.toml" in names
    assert "autograder/gradebook/template/nbgrader_config.py" in names
    assert {
        f"autograder/gradebook/page/{name}"
        for name in ("base.html.j2", "page.html.j2", "refused.html.j2", "style.css")
    } <= names
    assert "surprise_to_gradient/reading.toml" in names


def test_a_file_is_checked_from_an_empty_directory(installed, tmp_path):
    """Does `autograder check` need nothing but the wheel and the file?"""
    (tmp_path / "work.py").write_text(SOLUTION, encoding="utf-8")
    report = json.loads(
        run(installed / "autograder", "check", "regression", "work.py", "--json", cwd=tmp_path)
    )
    assert report["score"] == report["max_score"]
    assert run(installed / "autograder", "--version", cwd=tmp_path).split()[1] == __version__


def test_grading_outside_a_course_says_how_to_make_one(installed, tmp_path):
    """Is there one sentence with the remedy where there is no course?"""
    done = subprocess.run(
        [installed / "autograder", "grade", "regression"],
        cwd=tmp_path, env=CLEAN, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "`autograder init DIR` makes one" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="grades are recorded on Linux")
def test_a_course_directory_goes_the_whole_way(installed, tmp_path):
    """Do init, grade, feedback and nbgrader's autograde and export work there, and agree?"""
    run(installed / "autograder", "init", "course", cwd=tmp_path)
    course = tmp_path / "course"
    assert {p.stem for p in course.glob("assignments/*/*.ipynb")} == set(stems())
    hand_in(installed, course, {"ada": SOLUTION, "ben": WORK["ben"], "zoe": ""})
    graded = json.loads(run(installed / "autograder", "grade", "regression", "--json", cwd=course))
    ours = {s["student"]: s["score"] for s in graded["submissions"]}
    assert ours["ada"] > ours["ben"] > ours["zoe"] == 0
    run(installed / "autograder", "feedback", "regression", cwd=course)
    assert len(list(course.glob("grades/feedback/*/regression/regression.html"))) == 3
    path = os.pathsep.join([str(installed), CLEAN["PATH"]])
    run(installed / "nbgrader", "autograde", "regression", "--force", cwd=course, PATH=path)
    run(installed / "nbgrader", "export", cwd=course, PATH=path)
    lines = (course / "grades" / "grades.csv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split(",")
    rows = [dict(zip(columns, line.split(","), strict=True)) for line in lines[1:]]
    theirs = {r["student_id"]: float(r["score"]) for r in rows if r["assignment"] == "regression"}
    assert theirs == ours


def hand_in(installed, course, work):
    """Put work into the released notebook and hand it in, with the installed package."""
    code = """
        import json, sys
        from pathlib import Path
        import nbformat
        from autograder.catalog import Catalog
        from autograder.submission import intake
        from autograder.submission.released import released
        for student, source in json.load(sys.stdin).items():
            cells = intake.read(source.encode(), "work.py")
            notebook = intake.rebuild(released(Catalog()["regression"]), cells)
            path = Path("grades/submitted", student, "regression", "regression.ipynb")
            path.parent.mkdir(parents=True)
            path.write_text(nbformat.writes(notebook), encoding="utf-8")
    """
    python = installed / f"python{'.exe' if sys.platform == 'win32' else ''}"
    subprocess.run(
        [python, "-c", textwrap.dedent(code)], cwd=course, env=CLEAN, check=True, text=True,
        input=json.dumps(work),
    )  # fmt: skip
