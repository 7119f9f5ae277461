"""Does the zip for Gradescope grade, laid out and mounted as Gradescope does it?"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile

import jsonschema
import pytest

from autograder.cli import main
from tests.autograder.conftest import SOLUTION
from tests.autograder.platforms.schemas import GRADESCOPE
from tests.autograder.test_grade import WORK

#: A root of its own in a mount namespace: all of the machine, and a folder as /autograder.
MOUNT = """
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
for entry in /*; do
  if [ -L "$entry" ]; then cp -P "$entry" "$1$entry"
  elif [ -d "$entry" ]; then mkdir "$1$entry"; mount --rbind "$entry" "$1$entry"; fi
done
mkdir "$1/autograder"
mount --bind "$2" "$1/autograder"
root=$1
shift 2
exec chroot "$root" sh -c 'cd /autograder && exec "$@"' sh "$@"
"""


def namespace(place, *command):
    """Run a command as root of a namespace, with `place` mounted as /autograder."""
    wrap = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    with tempfile.TemporaryDirectory() as root:
        return subprocess.run(
            [*wrap, "sh", "-c", MOUNT, "sh", root, str(place), *map(str, command)],
            env=CLEAN, capture_output=True, text=True,
        )  # fmt: skip


#: pip may install nothing but the wheel that is in the zip, and may ask nobody.
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
CLEAN |= {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PYTHON": sys._base_executable}


def works():
    """Whether a folder can be mounted as /autograder here."""
    try:
        with tempfile.TemporaryDirectory() as place:
            return namespace(place, "true").returncode == 0
    except OSError:
        return False


mounted = pytest.mark.skipif(not works(), reason="there are no mount namespaces here")


@pytest.fixture(scope="module")
def package(blank_course, tmp_path_factory):
    path = tmp_path_factory.mktemp("gradescope") / "regression.zip"
    assert main(["gradescope", "regression", "--to", str(path), "--course", str(blank_course)]) == 0
    return path


@pytest.fixture(scope="module")
def image(package, tmp_path_factory):
    """What Gradescope builds of the zip; the dependencies are those of this environment."""
    place = tmp_path_factory.mktemp("image")
    source = place / "source"
    source.mkdir()
    # As `unzip` does it, which keeps modes where Python's extractall does not.
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            archive.extract(info, source)
            (source / info.filename).chmod((info.external_attr >> 16) & 0o777 or 0o644)
    shutil.copy(source / "run_autograder", place / "run_autograder")
    done = namespace(place, "/autograder/source/setup.sh")
    assert done.returncode == 0, done.stdout + done.stderr
    (packages,) = (place / "env").glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place


def grade(image, files):
    for name in ("submission", "results"):
        shutil.rmtree(image / name, ignore_errors=True)
    (image / "submission").mkdir()
    for name, text in files.items():
        (image / "submission" / name).write_text(text, encoding="utf-8")
    done = namespace(image, "/autograder/run_autograder")
    results = image / "results" / "results.json"
    return done, json.loads(results.read_text()) if results.is_file() else None


def test_the_zip_is_as_gradescope_wants_it(package):
    """Are the two scripts at its top, executable, and nothing of the course's secret in it?"""
    with zipfile.ZipFile(package) as archive:
        names = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert {"setup.sh", "run_autograder", "seed"} < set(names)
    assert names["setup.sh"] & 0o111
    assert names["run_autograder"] & 0o111
    assert sum(name.endswith(".whl") for name in names) == 1


@mounted
def test_a_submission_is_graded_as_in_the_course(image, blank_course):
    """Do right and wrong work get the points and hints that `autograder grade` gives?"""
    from autograder.gradebook.course import Course
    from autograder.pipeline import judge
    from autograder.running.isolation import Sandbox
    from tests.catalog import assignment

    done, result = grade(image, {"regression.py": SOLUTION})
    assert done.returncode == 0, done.stderr
    jsonschema.validate(result, GRADESCOPE)
    assert result["score"] == sum(test["max_score"] for test in result["tests"])
    done, result = grade(image, {"my work (1).py": WORK["ben"]})
    assert done.returncode == 0, done.stderr
    jsonschema.validate(result, GRADESCOPE)
    seed = Course(blank_course).seed("regression")
    sandbox = Sandbox()
    try:
        here = judge(WORK["ben"].encode(), "w.py", assignment("regression"), sandbox, seed).report
    finally:
        sandbox.close()
    assert {t["name"]: t["score"] for t in result["tests"]} == {
        q.id: q.earned for q in here.questions
    }
    assert any(t["tags"] for t in result["tests"])


SPY = """
import glob, os
def sees():
    for place in PLACES:
        for path in glob.glob(place, recursive=True) or [place]:
            try:
                if os.listdir(path) if os.path.isdir(path) else open(path).read(1):
                    return True
            except OSError:
                pass
    try:
        open("/autograder/results/results.json", "w").write("{}")
        return True
    except OSError:
        return False
if sees():
    del MSELoss
"""
PRIVATE = (
    "/autograder", "/autograder/source", "/autograder/source/seed", "/autograder/run_autograder",
    "/autograder/results", "/autograder/submission", "/autograder/submission/regression.py",
    "/autograder/source/wheels/*",
    "/autograder/env/lib/*/site-packages/surprise_to_gradient/**/*.py",
    "/autograder/env/lib/*/site-packages/autograder/**/*.py",
)  # fmt: skip


@mounted
@pytest.mark.parametrize(("places", "seen"), [(PRIVATE, False), ((os.__file__,), True)])
def test_student_code_cannot_read_the_autograder_s_files(image, places, seen):
    """Are answers, seed and results closed to code that is graded there, and Python itself not?"""
    spy = SPY.replace("PLACES", repr(places))
    done, result = grade(image, {"regression.py": SOLUTION + spy})
    assert done.returncode == 0, done.stderr
    full = sum(test["max_score"] for test in result["tests"])
    assert (result["score"] < full) == seen


@mounted
def test_a_file_that_cannot_be_read_is_told_to_the_student(image):
    """Is a hand-in without a notebook told what is missing, in a valid result?"""
    done, result = grade(image, {"report.pdf": "%PDF"})
    jsonschema.validate(result, GRADESCOPE)
    assert "report.pdf" in result["output"]
    assert result["output"].startswith("Not graded")
    assert done.returncode == 0


@mounted
def test_a_failure_of_the_machine_is_nobody_s_zero(image):
    """Does a machine that cannot isolate leave no result, so that Gradescope says it failed?"""
    script = (image / "run_autograder").read_text()
    broken = script.replace("/autograder/env/bin/autograder", "/autograder/env/bin/nothing")
    assert broken != script
    (image / "run_autograder").write_text(broken)
    try:
        done, result = grade(image, {"regression.py": SOLUTION})
    finally:
        (image / "run_autograder").write_text(script)
    assert done.returncode != 0
    assert result is None


@mounted
def test_an_installed_autograder_packs_itself(image, package):
    """Without a checkout, is the wheel in the zip the one that was installed, file by file?"""
    command = ("gradescope", "regression", "--course", "again", "--to", "again/regression.zip")
    (image / "again").mkdir()
    (image / "again" / "nbgrader_config.py").touch()
    done = namespace(image, "env/bin/autograder", *command)
    assert done.returncode == 0, done.stderr
    assert wheel_of(image / "again" / "regression.zip") == wheel_of(package)


def wheel_of(path):
    """The files of the wheel in a zip, but for the list of them."""
    with zipfile.ZipFile(path) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".whl"))
        with archive.open(name) as file, zipfile.ZipFile(file) as wheel:
            names = (name for name in wheel.namelist() if not name.endswith("/RECORD"))
            return {name: wheel.read(name) for name in names}


def test_a_course_of_ones_own_goes_into_the_zip(tmp_path):
    """Are the files of an assignment that the course defines in it, and do they suffice there?"""
    from tests.autograder.test_own_course import FILES, SOLUTION, WRONG

    course = tmp_path / "words-course"
    assert main(["init", str(course)]) == 0
    for name, text in FILES.items():
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).write_text(text, encoding="utf-8")
    assert main(["release", "words", "--course", str(course)]) == 0
    assert (
        main(["gradescope", "words", "--to", str(tmp_path / "w.zip"), "--course", str(course)]) == 0
    )
    source = tmp_path / "source"
    with zipfile.ZipFile(tmp_path / "w.zip") as archive:
        archive.extractall(source)
    assert "--course course " in (source / "run_autograder").read_text()
    assert not (source / "course" / "grades").exists()
    for text, full in ((SOLUTION, True), (WRONG, False)):
        (tmp_path / "work.py").write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "autograder", "check", "words", tmp_path / "work.py",
             "--course", "course", "--format", "gradescope", "--seed",
             (source / "seed").read_text()],
            cwd=source, capture_output=True, text=True,
        )  # fmt: skip
        result = json.loads(done.stdout)
        jsonschema.validate(result, GRADESCOPE)
        assert (result["score"] == sum(t["max_score"] for t in result["tests"])) == full
